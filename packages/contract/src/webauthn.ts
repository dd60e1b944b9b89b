/** What browsers and servers say to each other about passkeys (WebAuthn, level 3), for staff and clients alike. */
import * as z from 'zod/mini';
import { problem } from './problems.js';
import { text } from './values.js';

export const challengeSpent = problem('challenge_spent', 410, 'The challenge is used or expired; ask for a new one.');
export const passkeyRefused = problem(
  'passkey_refused',
  401,
  'The passkey did not answer this challenge of this page.',
);

/** Options in the form that `PublicKeyCredential.parse…OptionsFromJSON` takes. */
export const WebAuthnJson = z.record(z.string(), z.unknown());
export type WebAuthnJson = z.infer<typeof WebAuthnJson>;

const base64url = z.string().check(z.regex(/^[A-Za-z0-9_-]*$/), z.maxLength(16384));

/** What `PublicKeyCredential.toJSON` makes; what is not asked for here is not needed. */
const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.optional(WebAuthnJson),
  authenticatorAttachment: z.optional(z.nullable(text(40))),
};

/** A passkey that has just been made. */
export const NewPasskeyJson = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: base64url,
    attestationObject: base64url,
    authenticatorData: z.optional(base64url),
    publicKey: z.optional(base64url),
    publicKeyAlgorithm: z.optional(z.number()),
    transports: z.optional(z.array(text(20)).check(z.maxLength(8))),
  }),
});
export type NewPasskeyJson = z.infer<typeof NewPasskeyJson>;

/** A passkey's answer to a challenge. */
export const PasskeyAnswerJson = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.optional(z.nullable(base64url)),
  }),
});
export type PasskeyAnswerJson = z.infer<typeof PasskeyAnswerJson>;
