/**
 * Passkeys of clients: what one holds, how they sign in by one, and how they prove anew who they are. A passkey belongs to
 * the host name of the page that it was made on, and is good on that host alone.
 */
import * as z from 'zod/mini';
import { lastWayIn } from './credentials.js';
import { endpoint } from './endpoint.js';
import { contactDisabled } from './portal-sessions.js';
import { conflict, notFound, previewReadOnly, problem } from './problems.js';
import { Session } from './session.js';
import { methodOff } from './sign-in.js';
import { id, Instant, text } from './values.js';
import { challengeSpent, NewPasskeyJson, PasskeyAnswerJson, passkeyRefused, WebAuthnJson } from './webauthn.js';

export const passkeyUnknown = problem('passkey_unknown', 401, 'The firm does not know this passkey (any more).');
export const passkeyOfOtherPage = problem(
  'passkey_of_other_page',
  401,
  'The passkey answered to another page, or belongs to another host, than the one that asked.',
);
export const passkeyCopied = problem(
  'passkey_copied',
  401,
  'The passkey counts fewer signatures than before: it may have been copied.',
);
export const passkeyInvalid = problem(
  'passkey_invalid',
  422,
  'The new passkey did not answer this challenge of this page; reason is `passkey_of_other_page` where it was another.',
);

export const PasskeyId = id('psk');

/** One of the contact's passkeys. */
export const Passkey = z.object({
  id: PasskeyId,
  /** What the contact calls it. */
  name: z.string(),
  /** Host name of the pages that it works on (WebAuthn's relying party). */
  host: z.string(),
  createdAt: Instant,
  /** Null until it is used for the first time. */
  usedAt: z.nullable(Instant),
});
export type Passkey = z.infer<typeof Passkey>;

const view = { audience: 'client', capability: 'profile.view' } as const;
const update = { audience: 'client', capability: 'profile.update' } as const;
const params = z.object({ id: PasskeyId });
const name = text(60);

export const listPasskeys = endpoint({
  id: 'passkeys.list',
  method: 'GET',
  path: '/v1/profile/passkeys',
  summary: 'Lists the own passkeys, oldest first; at most 20.',
  access: view,
  response: z.object({ data: z.array(Passkey) }),
});

export const startPasskeyOfClient = endpoint({
  id: 'passkeys.start',
  method: 'POST',
  path: '/v1/profile/passkeys/start',
  summary: "Options for a new passkey of the calling page's host; the challenge lives five minutes.",
  access: update,
  stepUp: true,
  response: WebAuthnJson,
  errors: [methodOff],
});

export const addPasskey = endpoint({
  id: 'passkeys.add',
  method: 'POST',
  path: '/v1/profile/passkeys',
  summary: 'Adds a passkey that the browser has made. The contact is told by e-mail.',
  access: update,
  stepUp: true,
  body: z.strictObject({ name, credential: NewPasskeyJson }),
  response: Passkey,
  status: 201,
  errors: [passkeyInvalid, challengeSpent, methodOff, conflict],
});

export const renamePasskey = endpoint({
  id: 'passkeys.rename',
  method: 'PATCH',
  path: '/v1/profile/passkeys/:id',
  summary: 'Changes what one of the own passkeys is called.',
  access: update,
  stepUp: true,
  params,
  body: z.strictObject({ name }),
  response: Passkey,
  errors: [notFound],
});

export const removePasskey = endpoint({
  id: 'passkeys.remove',
  method: 'DELETE',
  path: '/v1/profile/passkeys/:id',
  summary: 'Removes one of the own passkeys. The contact is told by e-mail.',
  access: update,
  stepUp: true,
  params,
  errors: [notFound, lastWayIn],
});

export const startPasskeySignIn = endpoint({
  id: 'passkeys.startSignIn',
  method: 'POST',
  path: '/v1/sign-in/passkey/start',
  summary: 'Options for signing in by whatever passkey the browser has for this page; nobody is named or asked for.',
  access: { audience: 'visitor' },
  response: WebAuthnJson,
  errors: [methodOff],
});

export const signInWithPasskey = endpoint({
  id: 'passkeys.signIn',
  method: 'POST',
  path: '/v1/sign-in/passkey',
  summary: "Signs in with a passkey's answer.",
  access: { audience: 'visitor' },
  body: z.strictObject({ credential: PasskeyAnswerJson }),
  response: Session,
  errors: [
    passkeyUnknown,
    passkeyOfOtherPage,
    passkeyCopied,
    passkeyRefused,
    challengeSpent,
    contactDisabled,
    methodOff,
  ],
});

export const startPasskeyStepUp = endpoint({
  id: 'stepUp.startPasskey',
  method: 'POST',
  path: '/v1/session/step-up/passkey',
  summary: 'Options for proving anew who calls by one of the own passkeys of this host.',
  access: { audience: 'client', capability: 'session.view' },
  response: WebAuthnJson,
  errors: [previewReadOnly, methodOff],
});
