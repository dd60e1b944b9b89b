/**
 * One-time links: somebody without an account sends documents for one request, and can do nothing else. The token is in
 * the link's fragment and is traded, with a DPoP proof, for an access token of ten minutes as often as the link lives.
 */
import * as z from 'zod/mini';
import { requestFields } from './checklists.js';
import { endpoint } from './endpoint.js';
import { conflict, notFound, originNotAllowed, problem } from './problems.js';
import { AccessToken, proofInvalid, proofNonce } from './session.js';
import { requestClosed, uploadLinkGone } from './uploads.js';
import { ContactId, Instant, listOf, RequestId, text, UploadLinkId } from './values.js';

export const oneTimeUploadOff = problem(
  'one_time_upload_off',
  403,
  "The firm's settings have one-time upload links off.",
);

export const UploadLink = z.object({
  id: UploadLinkId,
  requestId: RequestId,
  /** In whose name the documents come in. */
  contactId: ContactId,
  maxFiles: z.number(),
  /** Documents that came by it. */
  files: z.number(),
  expiresAt: Instant,
  revokedAt: z.nullable(Instant),
  createdAt: Instant,
});
export type UploadLink = z.infer<typeof UploadLink>;

export const NewUploadLink = z.extend(UploadLink, {
  /** The address to hand on; it is shown once. */
  url: z.string(),
});
export type NewUploadLink = z.infer<typeof NewUploadLink>;

export const createUploadLink = endpoint({
  id: 'uploadLinks.create',
  method: 'POST',
  path: '/v1/firm/requests/:id/upload-links',
  summary: 'Makes a link by which somebody without an account sends so many files for one request, for at most a week.',
  access: { audience: 'staff', scope: 'checklists.write' },
  params: z.object({ id: RequestId }),
  body: z.strictObject({
    /** A contact of the matter's client, with or without access to the portal. */
    contactId: ContactId,
    maxFiles: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(50)), 5),
    days: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(7)), 7),
    /** Page of the firm that shows the upload; its origin must be allowed. */
    page: z.url().check(z.maxLength(2000)),
  }),
  response: NewUploadLink,
  status: 201,
  errors: [notFound, originNotAllowed, oneTimeUploadOff, conflict, requestClosed],
  idempotent: true,
});

export const listUploadLinks = endpoint({
  id: 'uploadLinks.list',
  method: 'GET',
  path: '/v1/firm/requests/:id/upload-links',
  summary: 'Lists the links of a request, newest first, without their tokens.',
  access: { audience: 'staff', scope: 'checklists.read' },
  params: z.object({ id: RequestId }),
  response: listOf(UploadLink),
  errors: [notFound],
});

export const revokeUploadLink = endpoint({
  id: 'uploadLinks.revoke',
  method: 'DELETE',
  path: '/v1/firm/upload-links/:id',
  summary: 'Ends a link and everything that was opened by it, at once.',
  access: { audience: 'staff', scope: 'checklists.write' },
  params: z.object({ id: UploadLinkId }),
  response: UploadLink,
  errors: [notFound],
});

export const openUploadLink = endpoint({
  id: 'uploadLinks.open',
  method: 'POST',
  path: '/v1/upload-link',
  summary: "Trades a link's token and a DPoP proof for an access token that can send files for one request.",
  access: { audience: 'anyone' },
  body: z.strictObject({ token: text(200) }),
  response: AccessToken,
  errors: [uploadLinkGone, originNotAllowed, proofInvalid, proofNonce],
});

export const UploadLinkView = z.object({
  firm: z.object({ name: z.string() }),
  request: z.object({ id: RequestId, ...requestFields }),
  /** As many as the link and the request both still take; 0 where nothing more is wanted. */
  filesLeft: z.number(),
  expiresAt: Instant,
  support: z.object({ name: z.string(), email: z.optional(z.string()), phone: z.optional(z.string()) }),
});
export type UploadLinkView = z.infer<typeof UploadLinkView>;

export const getUploadLink = endpoint({
  id: 'uploadLinks.get',
  method: 'GET',
  path: '/v1/upload-link',
  summary: 'What the link asks for, and how many files it still takes; nothing of what came before.',
  access: { audience: 'client', capability: 'link.view' },
  response: UploadLinkView,
  errors: [uploadLinkGone],
});
