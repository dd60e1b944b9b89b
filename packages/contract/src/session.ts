/** Who is there, and what this session can do. */
import * as z from 'zod/mini';
import { Decision } from './capabilities.js';
import { endpoint } from './endpoint.js';
import { crossSiteRequest, originNotAllowed, problem } from './problems.js';
import { ContactId, FirmId, Instant, Language, SessionId, text } from './values.js';

export const secretInvalid = problem('client_secret_invalid', 401, 'The client secret is unknown, used or expired.');
export const proofInvalid = problem(
  'dpop_proof_invalid',
  401,
  'The DPoP proof does not fit this call (RFC 9449, section 4.3).',
);
export const proofNonce = problem(
  'use_dpop_nonce',
  401,
  'Repeat the call with the nonce of the DPoP-Nonce header (RFC 9449, section 8).',
);

export const Session = z.object({
  id: SessionId,
  firm: z.object({ id: FirmId, name: z.string() }),
  contact: z.object({ id: ContactId, name: z.string(), email: z.string(), language: Language }),
  /**
   * `own`: the contact signed in. `firm`: the firm's backend vouched for the contact. `preview`: a member of the staff
   * looks with the contact's eyes. `link`: somebody with a one-time link sends documents for one request.
   */
  kind: z.enum(['own', 'firm', 'preview', 'link']),
  capabilities: z.object({
    'session.view': Decision,
    'checklists.view': Decision,
    'checklists.answer': Decision,
    'documents.upload': Decision,
    'documents.view': Decision,
    'sharedDocuments.view': Decision,
    'invoices.view': Decision,
    'invoices.dispute': Decision,
    'invoices.pay': Decision,
    'invoices.plan': Decision,
    'profile.view': Decision,
    'profile.update': Decision,
  }),
  languages: z.array(Language),
  support: z.object({ name: z.string(), email: z.optional(z.string()), phone: z.optional(z.string()) }),
  /** Who is really there, in a preview. */
  preview: z.nullable(z.object({ by: z.string(), readOnly: z.boolean() })),
  expiresAt: Instant,
});
export type Session = z.infer<typeof Session>;

export const getSession = endpoint({
  id: 'session.get',
  method: 'GET',
  path: '/v1/session',
  summary: 'Says who is signed in and what this session can do, with a reason for each thing it cannot.',
  access: { audience: 'client', capability: 'session.view' },
  response: Session,
});

export const updateSession = endpoint({
  id: 'session.update',
  method: 'PATCH',
  path: '/v1/session',
  summary: "Changes the contact's language; e-mails follow it.",
  access: { audience: 'client', capability: 'session.view' },
  body: z.strictObject({ language: Language }),
  response: Session,
});

export const endSession = endpoint({
  id: 'session.end',
  method: 'DELETE',
  path: '/v1/session',
  summary: 'Signs out: the session is revoked and its cookie cleared.',
  access: { audience: 'client', capability: 'session.view' },
});

export const AccessToken = z.object({
  accessToken: z.string(),
  tokenType: z.literal('DPoP'),
  /** Seconds. */
  expiresIn: z.number(),
});
export type AccessToken = z.infer<typeof AccessToken>;

export const exchangeClientSecret = endpoint({
  id: 'session.exchange',
  method: 'POST',
  path: '/v1/session/exchange',
  summary: 'Trades a single-use client secret and a DPoP proof for an access token of ten minutes.',
  access: { audience: 'anyone' },
  body: z.strictObject({ clientSecret: text(200) }),
  response: AccessToken,
  errors: [secretInvalid, proofInvalid, proofNonce],
});

export const refreshInvalid = problem('refresh_invalid', 401, 'The refresh cookie is missing, unknown or over.');
export const refreshReused = problem(
  'refresh_reused',
  401,
  'The refresh token was used before; every token of the session is revoked.',
);

export const refreshSession = endpoint({
  id: 'session.refresh',
  method: 'POST',
  path: '/v1/session/refresh',
  summary:
    'Trades the refresh cookie of a cross-site session and a DPoP proof for an access token of ten minutes, and rotates the cookie.',
  access: { audience: 'anyone' },
  response: AccessToken,
  errors: [refreshInvalid, refreshReused, proofInvalid, proofNonce, originNotAllowed, crossSiteRequest],
});
