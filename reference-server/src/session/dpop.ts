/**
 * DPoP (RFC 9449): an access token works only together with a proof signed by the key of the page that
 * exchanged it. Freshness comes from a nonce of ours and never from the client's clock, which may be days
 * off. A nonce is a time and a MAC over it, so that every replica knows it without sharing anything.
 */
import { proofInvalid, proofNonce } from '@portico/contract';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import { spendProof } from './proofs.js';
import { hashText, toBase64Url } from './tokens.js';

/** A nonce is taken for so long; a new one is handed out with every answer to a proof. */
const NONCE_SECONDS = 300;

/** What a proof must fit besides method and address. */
export interface Expected {
  /** Address of the API that the call arrived at. */
  readonly baseUrl: string;
  /** The access token that comes with the proof; none at the exchange. */
  readonly accessToken?: string;
  /** Thumbprint (RFC 7638) that the token is bound to; none at the exchange. */
  readonly jkt?: string;
}

/**
 * Verifies the proof of a call as RFC 9449 section 4.3 wants it.
 * @returns the thumbprint of the proof's key
 * @throws Refusal: `use_dpop_nonce` with a fresh nonce, or `dpop_proof_invalid`
 */
export async function verifyProof(deps: Deps, request: Request, expected: Expected): Promise<string> {
  const proof = request.headers.get('dpop');
  if (proof === null) throw new Refusal(proofInvalid);
  const { payload, jkt } = await open(proof);
  const path = new URL(request.url).pathname;
  if (payload['htm'] !== request.method || payload['htu'] !== `${expected.baseUrl}${path}`) {
    throw new Refusal(proofInvalid);
  }
  if (expected.accessToken !== undefined) {
    const hash = toBase64Url(sha256(new TextEncoder().encode(expected.accessToken)));
    if (payload['ath'] !== hash || jkt !== expected.jkt) throw new Refusal(proofInvalid);
  }
  if (!isFresh(deps, payload['nonce'])) {
    throw new Refusal(proofNonce, { headers: { 'dpop-nonce': newNonce(deps) } });
  }
  if (typeof payload.jti !== 'string' || payload.jti.length > 200) throw new Refusal(proofInvalid);
  // What only reads may be repeated; what changes something is taken once.
  if (request.method !== 'GET' && request.method !== 'HEAD') await spendProof(deps, `${jkt} ${payload.jti}`);
  return jkt;
}

async function open(proof: string) {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      // The nonce says how fresh it is; `exp` and `iat` are the client's clock.
      currentDate: new Date(0),
      clockTolerance: Number.MAX_SAFE_INTEGER,
    });
    if (!protectedHeader.jwk) throw new Refusal(proofInvalid);
    return { payload, jkt: await calculateJwkThumbprint(protectedHeader.jwk) };
  } catch {
    throw new Refusal(proofInvalid);
  }
}

/** A nonce for the next proof: seconds in base 36, and a MAC. */
export function newNonce(deps: Deps): string {
  return sign(deps, Math.floor(deps.clock.now().getTime() / 1000).toString(36));
}

function isFresh(deps: Deps, nonce: unknown): boolean {
  if (typeof nonce !== 'string') return false;
  const [time = ''] = nonce.split('.');
  // Hashes are compared, so that the time it takes tells nothing of the MAC.
  const age = deps.clock.now().getTime() / 1000 - Number.parseInt(time, 36);
  return age >= -5 && age <= NONCE_SECONDS && hashText(nonce) === hashText(sign(deps, time));
}

function sign(deps: Deps, time: string): string {
  return `${time}.${toBase64Url(hmac(sha256, deps.config.masterKey, new TextEncoder().encode(`dpop-nonce ${time}`)))}`;
}
