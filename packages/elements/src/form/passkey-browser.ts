/** What the browser does with passkeys. It is loaded, as its library is, when somebody uses one. */
import type { NewPasskeyJson, PasskeyAnswerJson, WebAuthnJson } from '@portico/contract';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { knowsPasskeys, PasskeyError } from './passkeys.js';

/** True where the browser offers passkeys in the list of what it fills in. */
export async function fillsInPasskeys(): Promise<boolean> {
  if (!knowsPasskeys) return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.().catch(() => false)) ?? false;
}

/**
 * Has the person answer a challenge with a passkey. @param fillIn offers it where the address is typed, and waits for as long
 * as that takes @throws PasskeyError
 */
export async function answerWithPasskey(options: WebAuthnJson, fillIn = false): Promise<PasskeyAnswerJson> {
  if (!isRequest(options)) throw new PasskeyError('passkey_failed', {});
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const asked = startAuthentication({
    optionsJSON: options,
    useBrowserAutofill: fillIn,
    // The input is in the light DOM, and autocomplete says `webauthn`; the check looks for less than that.
    verifyBrowserAutofillInput: false,
  });
  const { id, rawId, type, response } = await asked.catch(rethrow);
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    id,
    rawId,
    type,
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle !== undefined && { userHandle }) },
  };
}

/** Has the browser make a passkey. @throws PasskeyError */
export async function makePasskey(options: WebAuthnJson): Promise<NewPasskeyJson> {
  if (!isCreation(options)) throw new PasskeyError('passkey_failed', {});
  const { startRegistration } = await import('@simplewebauthn/browser');
  const { id, rawId, type, response } = await startRegistration({ optionsJSON: options }).catch(rethrow);
  const { clientDataJSON, attestationObject, transports } = response;
  return { id, rawId, type, response: { clientDataJSON, attestationObject, ...(transports && { transports }) } };
}

function rethrow(cause: unknown): never {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'InvalidStateError') throw new PasskeyError('passkey_known', { cause });
  const cancelled = name === 'NotAllowedError' || name === 'AbortError';
  throw new PasskeyError(cancelled ? 'passkey_cancelled' : 'passkey_failed', { cause });
}

function isRequest(options: WebAuthnJson): options is WebAuthnJson & PublicKeyCredentialRequestOptionsJSON {
  return typeof options['challenge'] === 'string';
}

function isCreation(options: WebAuthnJson): options is WebAuthnJson & PublicKeyCredentialCreationOptionsJSON {
  return typeof options['challenge'] === 'string' && typeof options['user'] === 'object';
}
