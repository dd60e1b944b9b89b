/**
 * The second factor of the firm's staff: an authenticator app (TOTP, RFC 6238), passkeys (WebAuthn, level 3), and ten
 * recovery codes. Who signs in by e-mail code has a session that opens nothing else before it is given. Every role has
 * to have one, since each of them sees clients' data.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { conflict, notFound, problem, tooManyRequests } from './problems.js';
import { codeInvalid, codeSpent, StaffSession } from './sign-in.js';
import { id, Instant, text } from './values.js';
import { challengeSpent, NewPasskeyJson, PasskeyAnswerJson, passkeyRefused, WebAuthnJson } from './webauthn.js';

export const lastFactor = problem('last_factor', 409, 'Set up another second factor before this one is removed.');

export const FactorId = id('fac');

/** One thing that a member proves themselves with. */
export const Factor = z.object({
  id: FactorId,
  kind: z.enum(['totp', 'passkey']),
  name: z.string(),
  createdAt: Instant,
  usedAt: Instant,
});
export type Factor = z.infer<typeof Factor>;

export const Factors = z.object({
  factors: z.array(Factor),
  /** Recovery codes that have not been used. */
  recoveryCodesLeft: z.number(),
});
export type Factors = z.infer<typeof Factors>;

/** The answer to a first factor carries the recovery codes, this once. */
export const Enrolled = z.object({
  session: StaffSession,
  /** Shown once; null where the member has some already. */
  recoveryCodes: z.nullable(z.array(z.string())),
});
export type Enrolled = z.infer<typeof Enrolled>;

const own = { audience: 'member', before: [] } as const;
const enrolling = { audience: 'member', before: ['enrolling'] } as const;
const verifying = { audience: 'member', before: ['verifying'] } as const;

export const listFactors = endpoint({
  id: 'secondFactor.list',
  method: 'GET',
  path: '/v1/firm/session/factors',
  summary: "Lists the member's own second factors.",
  access: own,
  response: Factors,
});

export const removeFactor = endpoint({
  id: 'secondFactor.remove',
  method: 'DELETE',
  path: '/v1/firm/session/factors/:id',
  summary: "Removes one of the member's own second factors; never the last one.",
  access: own,
  stepUp: true,
  params: z.object({ id: FactorId }),
  response: Factors,
  errors: [notFound, lastFactor],
});

export const newRecoveryCodes = endpoint({
  id: 'secondFactor.recoveryCodes',
  method: 'POST',
  path: '/v1/firm/session/recovery-codes',
  summary: 'Makes ten new recovery codes, shown in this answer alone; the old ones are void.',
  access: own,
  stepUp: true,
  response: z.object({ recoveryCodes: z.array(z.string()) }),
  status: 201,
});

/** `000000` to `999999`. */
const TotpCode = z.string().check(z.regex(/^[0-9]{6}$/));

export const startTotp = endpoint({
  id: 'secondFactor.startTotp',
  method: 'POST',
  path: '/v1/firm/session/factors/totp',
  summary: 'Makes the secret for an authenticator app; it counts once its first code has been given.',
  access: enrolling,
  stepUp: true,
  response: z.object({
    /** Base32, for typing. */
    secret: z.string(),
    /** `otpauth://totp/…`, for a QR code. */
    uri: z.string(),
  }),
  status: 201,
});

export const confirmTotp = endpoint({
  id: 'secondFactor.confirmTotp',
  method: 'POST',
  path: '/v1/firm/session/factors/totp/confirm',
  summary: 'Takes the first code of the new authenticator app, which replaces an older one.',
  access: enrolling,
  stepUp: true,
  body: z.strictObject({ code: TotpCode }),
  response: Enrolled,
  errors: [codeInvalid, conflict],
});

export const startPasskey = endpoint({
  id: 'secondFactor.startPasskey',
  method: 'POST',
  path: '/v1/firm/session/factors/passkey',
  summary: "Options for a new passkey of the calling page's host; the challenge lives five minutes.",
  access: enrolling,
  stepUp: true,
  response: WebAuthnJson,
  status: 201,
});

export const confirmPasskey = endpoint({
  id: 'secondFactor.confirmPasskey',
  method: 'POST',
  path: '/v1/firm/session/factors/passkey/confirm',
  summary: 'Takes the new passkey.',
  access: enrolling,
  stepUp: true,
  body: z.strictObject({
    /** What the member calls it. */
    name: text(60),
    credential: NewPasskeyJson,
  }),
  response: Enrolled,
  errors: [passkeyRefused, challengeSpent, conflict],
});

export const giveTotp = endpoint({
  id: 'secondFactor.totp',
  method: 'POST',
  path: '/v1/firm/session/totp',
  summary: "Gives the authenticator app's code: completes the sign-in, or proves anew who calls.",
  access: verifying,
  body: z.strictObject({ code: TotpCode }),
  response: StaffSession,
  errors: [codeInvalid, codeSpent, tooManyRequests],
});

export const passkeyOptions = endpoint({
  id: 'secondFactor.passkeyOptions',
  method: 'POST',
  path: '/v1/firm/session/passkey/options',
  summary: "Options for giving one of the member's passkeys; the challenge lives five minutes.",
  access: verifying,
  response: WebAuthnJson,
});

export const givePasskey = endpoint({
  id: 'secondFactor.passkey',
  method: 'POST',
  path: '/v1/firm/session/passkey',
  summary: 'Gives a passkey: completes the sign-in, or proves anew who calls.',
  access: verifying,
  body: z.strictObject({
    credential: PasskeyAnswerJson,
  }),
  response: StaffSession,
  errors: [passkeyRefused, challengeSpent],
});

export const giveRecoveryCode = endpoint({
  id: 'secondFactor.recoveryCode',
  method: 'POST',
  path: '/v1/firm/session/recovery-code',
  summary: 'Gives one of the recovery codes, which is used up.',
  access: verifying,
  body: z.strictObject({ code: text(40) }),
  response: StaffSession,
  errors: [codeInvalid, codeSpent, tooManyRequests],
});
