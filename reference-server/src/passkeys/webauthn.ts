/**
 * Passkeys by WebAuthn (level 3), for staff as a second factor and for clients as a way in. The relying party is the host
 * of the page that calls, whose origin has been found among the firm's before: a passkey of another page can neither be
 * asked for nor given.
 */
import type { NewPasskeyJson, PasskeyAnswerJson } from '@portico/contract';
import type * as WebAuthn from '@simplewebauthn/server';
import * as z from 'zod/mini';

/** A challenge and the page that it was made for. */
export interface Expected {
  /** Base64url. */
  readonly challenge: string;
  readonly origin: string;
}

/** A passkey as a table has it. */
export interface StoredKey {
  /** Base64url, as the authenticator chose it. */
  readonly credentialId: string;
  /** COSE key (RFC 9052). */
  readonly publicKey: Uint8Array;
  /** Signatures that the authenticator has counted; 0 where it does not count. */
  readonly counter: number;
  readonly transports: readonly string[] | null;
  /** Host that the passkey belongs to. */
  readonly rpId: string;
}

/** Whether a PIN, a fingerprint or a face must come with it: without one it shows only who holds the device. */
export type Verification = 'required' | 'preferred';

/** Why an answer is none. */
export type Fault = 'passkey_refused' | 'passkey_of_other_page' | 'passkey_copied';

export interface Asker {
  readonly challenge: Uint8Array<ArrayBuffer>;
  readonly origin: string;
  readonly verification: Verification;
}

/** What a page is told to make a passkey of, by `PublicKeyCredential.parseCreationOptionsFromJSON`. */
export async function registrationOptions(
  { challenge, origin, verification }: Asker,
  person: { readonly id: string; readonly name: string; readonly email: string; readonly firmName: string },
  known: readonly StoredKey[],
): Promise<Record<string, unknown>> {
  const { generateRegistrationOptions } = await library();
  const options = await generateRegistrationOptions({
    challenge,
    rpName: person.firmName,
    rpID: hostOf(origin),
    userName: person.email,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    attestationType: 'none',
    excludeCredentials: ofHost(known, origin),
    authenticatorSelection: {
      // Without a name to begin with, only a passkey that the browser can find by itself will do.
      residentKey: verification,
      userVerification: verification,
    },
  });
  return { ...options };
}

/** @returns the new passkey, or why it is none */
export async function verifyRegistration(
  { challenge, origin }: Expected,
  verification: Verification,
  { id, rawId, type, response }: NewPasskeyJson,
): Promise<StoredKey | Fault> {
  const { clientDataJSON, attestationObject } = response;
  if (readClientData(clientDataJSON)?.origin !== origin) return 'passkey_of_other_page';
  const { verifyRegistrationResponse } = await library();
  const verified = await answered(() =>
    verifyRegistrationResponse({
      response: { id, rawId, type, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: hostOf(origin),
      requireUserVerification: verification === 'required',
    }),
  );
  if (!verified?.verified) return 'passkey_refused';
  const { credential } = verified.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: response.transports ?? [],
    rpId: hostOf(origin),
  };
}

/** What a page is told to ask a passkey for. @param known those that will do; null for whichever the browser has */
export async function proofOptions(
  { challenge, origin, verification }: Asker,
  known: readonly StoredKey[] | null,
): Promise<Record<string, unknown>> {
  const { generateAuthenticationOptions } = await library();
  const options = await generateAuthenticationOptions({
    challenge,
    rpID: hostOf(origin),
    userVerification: verification,
    ...(known && { allowCredentials: ofHost(known, origin) }),
  });
  return { ...options };
}

/** @returns the authenticator's new count, or why the answer is not this passkey's to this challenge */
export async function verifyAnswer(
  { challenge, origin }: Expected,
  verification: Verification,
  key: StoredKey,
  { id, rawId, type, response }: PasskeyAnswerJson,
): Promise<number | Fault> {
  const { clientDataJSON, authenticatorData, signature } = response;
  const rpId = hostOf(origin);
  if (readClientData(clientDataJSON)?.origin !== origin || key.rpId !== rpId) return 'passkey_of_other_page';
  if (!(await isOfHost(authenticatorData, rpId))) return 'passkey_of_other_page';
  const { verifyAuthenticationResponse } = await library();
  const verified = await answered(() =>
    verifyAuthenticationResponse({
      response: {
        id,
        rawId,
        type,
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: verification === 'required',
      // Compared below, once the signature is known to be the passkey's: anybody can send a low count.
      credential: { id: key.credentialId, publicKey: Uint8Array.from(key.publicKey), counter: 0 },
    }),
  );
  if (!verified?.verified) return 'passkey_refused';
  const { newCounter } = verified.authenticationInfo;
  const counts = newCounter > 0 || key.counter > 0;
  return counts && newCounter <= key.counter ? 'passkey_copied' : newCounter;
}

const ClientData = z.object({ challenge: z.string(), origin: z.string() });

/** What the browser says that it was asked, and where (WebAuthn level 3, section 5.8.1); undefined where it is not that. */
export function readClientData(clientDataJSON: string): z.infer<typeof ClientData> | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(clientDataJSON)));
    return z.safeParse(ClientData, parsed).data;
  } catch {
    return undefined;
  }
}

/** Authenticator data begins with the SHA-256 of the host. */
async function isOfHost(authenticatorData: string, rpId: string): Promise<boolean> {
  const wanted = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rpId)));
  const bytes = bytesOf(authenticatorData);
  return wanted.every((byte, at) => bytes[at] === byte);
}

function bytesOf(base64url: string): Uint8Array {
  const plain = base64url.replaceAll('-', '+').replaceAll('_', '/');
  try {
    return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** The library throws what it does not like; to the caller it is all one. */
async function answered<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify();
  } catch {
    return undefined;
  }
}

function ofHost(known: readonly StoredKey[], origin: string): { id: string; transports?: string[] }[] {
  return known
    .filter(({ rpId }) => rpId === hostOf(origin))
    .map(({ credentialId: id, transports }) => ({ id, ...(transports && { transports: [...transports] }) }));
}

function hostOf(origin: string): string {
  return new URL(origin).hostname;
}

/** Loaded when the first passkey is asked for, so that no start waits for it. */
function library(): Promise<typeof WebAuthn> {
  return import('@simplewebauthn/server');
}
