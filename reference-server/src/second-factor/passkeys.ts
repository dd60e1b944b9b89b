/**
 * Passkeys as a second factor, by WebAuthn. The relying party is the host of the page that calls, whose origin has been
 * found among the firm's before: a passkey of another page can neither be asked for nor given.
 */
import { passkeyRefused } from '@portico/contract';
import type * as WebAuthn from '@simplewebauthn/server';
import { Refusal } from '../http/refusal.js';
import type { FactorRow } from './store.js';

/** What a page is told, to be taken by `PublicKeyCredential.parse…OptionsFromJSON`. */
export interface Options {
  readonly challenge: string;
  readonly options: Record<string, unknown>;
}

interface Sent<R> {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: R;
}
export type Registration = Sent<{
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  readonly transports?: string[] | undefined;
}>;
export type Assertion = Sent<{
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
}>;

/** A challenge and the page that it was made for. */
interface Expected {
  readonly challenge: string;
  readonly origin: string;
}

export async function registrationOptions(
  origin: string,
  member: { readonly id: string; readonly name: string; readonly email: string; readonly firmName: string },
  known: readonly FactorRow[],
): Promise<Options> {
  const { generateRegistrationOptions } = await library();
  const options = await generateRegistrationOptions({
    rpName: member.firmName,
    rpID: hostOf(origin),
    userName: member.email,
    userDisplayName: member.name,
    userID: new TextEncoder().encode(member.id),
    attestationType: 'none',
    excludeCredentials: ofHost(known, origin),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
  return { challenge: options.challenge, options: { ...options } };
}

/** @throws Refusal where the answer is not to this challenge, or of another page */
export async function verifyRegistration(expected: Expected, { id, rawId, type, response }: Registration) {
  const { verifyRegistrationResponse } = await library();
  const { clientDataJSON, attestationObject } = response;
  const verified = await answered(() =>
    verifyRegistrationResponse({
      response: { id, rawId, type, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: hostOf(expected.origin),
      requireUserVerification: false,
    }),
  );
  if (!verified?.verified) throw new Refusal(passkeyRefused);
  const { credential } = verified.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: response.transports ?? [],
    rpId: hostOf(expected.origin),
  };
}

export async function proofOptions(origin: string, known: readonly FactorRow[]): Promise<Options> {
  const { generateAuthenticationOptions } = await library();
  const options = await generateAuthenticationOptions({
    rpID: hostOf(origin),
    allowCredentials: ofHost(known, origin),
    userVerification: 'preferred',
  });
  return { challenge: options.challenge, options: { ...options } };
}

/** @returns the authenticator's new count; undefined where the answer is not this passkey's to this challenge */
export async function verifyProof(
  expected: Expected,
  factor: FactorRow,
  { id, rawId, type, response }: Assertion,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await library();
  const { clientDataJSON, authenticatorData, signature } = response;
  const verified = await answered(() =>
    verifyAuthenticationResponse({
      response: {
        id,
        rawId,
        type,
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: hostOf(expected.origin),
      requireUserVerification: false,
      credential: {
        id: factor.credential_id ?? '',
        publicKey: Uint8Array.from(factor.public_key ?? []),
        counter: factor.counter ?? 0,
      },
    }),
  );
  return verified?.verified ? verified.authenticationInfo.newCounter : undefined;
}

/** The library throws what it does not like; to the caller it is all one. */
async function answered<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify();
  } catch {
    return undefined;
  }
}

function ofHost(known: readonly FactorRow[], origin: string): { id: string; transports?: string[] }[] {
  return known.flatMap(({ credential_id: id, rp_id, transports }) =>
    id !== null && rp_id === hostOf(origin) ? [{ id, ...(transports && { transports }) }] : [],
  );
}

function hostOf(origin: string): string {
  return new URL(origin).hostname;
}

/** Loaded when the first passkey is asked for, so that no start waits for it. */
function library(): Promise<typeof WebAuthn> {
  return import('@simplewebauthn/server');
}
