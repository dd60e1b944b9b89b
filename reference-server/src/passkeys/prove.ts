/** Takes a passkey's answer to a challenge of ours, for signing in and for proving anew who is signed in. */
import type { PasskeyAnswerJson } from '@portico/contract';
import type { Deps } from '../deps.js';
import { type Purpose, spendChallenge } from './challenges.js';
import { type ContactKey, findPasskey } from './store.js';
import { type Fault, readClientData, verifyAnswer } from './webauthn.js';

/** Whose answer it is and the authenticator's new count; or why it is none. */
export type Proof =
  | { readonly key: ContactKey; readonly counter: number }
  | { readonly fault: Fault | 'challenge_spent' | 'passkey_unknown'; readonly key: ContactKey | undefined };

/** The challenge is used up unless the answer is to another page; the passkey is still to be moved on by `usePasskey`. */
export async function proofOf(deps: Deps, purpose: Purpose, credential: PasskeyAnswerJson): Promise<Proof> {
  const { firmId, origin } = purpose;
  const said = readClientData(credential.response.clientDataJSON);
  if (!said) return { fault: 'passkey_refused', key: undefined };
  if (said.origin !== origin) return { fault: 'passkey_of_other_page', key: undefined };
  const { challenge } = said;
  const state = await spendChallenge(deps, purpose, challenge);
  if (state !== 'good') return { fault: state === 'spent' ? 'challenge_spent' : 'passkey_refused', key: undefined };
  const key = await deps.work.read(firmId, (db) => findPasskey(db, firmId, credential.id));
  if (!key) return { fault: 'passkey_unknown', key };
  const verdict = await verifyAnswer({ challenge, origin }, 'required', key, credential);
  return typeof verdict === 'number' ? { key, counter: verdict } : { fault: verdict, key };
}
