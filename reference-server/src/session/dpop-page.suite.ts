/** A page with a DPoP key of its own, for tests: it signs proofs as RFC 9449 section 4.2 says, or wrongly on purpose. */
import { createHash, randomUUID } from 'node:crypto';
import { PortalSession } from '@portico/contract';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { asBackend, ok, ORIGIN, PUBLIC_URL, type TestServer } from '@portico/testing';
import { problemOf, read } from '../http/answers.suite.js';

export type Firm = Parameters<typeof asBackend>[1];

export interface ProofChanges {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly typ?: string;
  /** Signs with another key than the header shows. */
  readonly forged?: boolean;
}

/** @param server under test @param origin that the page is on */
export async function createDpopPage(server: TestServer, origin: string = ORIGIN) {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const stranger = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  let nonce: string | undefined;

  const proof = async (method: string, path: string, token?: string, changes: ProofChanges = {}) =>
    new SignJWT({
      htm: method,
      htu: `${PUBLIC_URL}${path.split('?')[0] ?? ''}`,
      jti: randomUUID(),
      // A client's clock may say anything.
      iat: Math.floor(Date.now() / 1000),
      ...(nonce !== undefined && { nonce }),
      ...(token !== undefined && { ath: createHash('sha256').update(token).digest('base64url') }),
      ...changes.claims,
    })
      .setProtectedHeader({ alg: 'ES256', typ: changes.typ ?? 'dpop+jwt', jwk })
      .sign(changes.forged ? stranger.privateKey : privateKey);

  /** One call with exactly the headers given beside the page's own. */
  const send = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const response = await server.app.request(`${PUBLIC_URL}${path}`, {
      method,
      headers: { origin, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    nonce = response.headers.get('dpop-nonce') ?? nonce;
    return response;
  };

  /** A call with token and proof; repeats it once with the nonce it was told. */
  const call = async (method: string, path: string, token?: string, body?: unknown, changes?: ProofChanges) => {
    for (let time = 0; ; time += 1) {
      const response = await send(
        method,
        path,
        {
          dpop: await proof(method, path, token, changes),
          ...(token !== undefined && { authorization: `DPoP ${token}` }),
        },
        body,
      );
      if (time === 1 || response.status !== 401) return response;
      if ((await problemOf(response.clone())).code !== 'use_dpop_nonce') return response;
    }
  };

  const exchange = (clientSecret: string, changes?: ProofChanges) =>
    call('POST', '/v1/session/exchange', undefined, { clientSecret }, changes);

  return { proof, send, call, exchange, thumbprint: await calculateJwkThumbprint(jwk) };
}

/** Mints a session as the firm's backend. */
export async function mint(
  server: TestServer,
  firm: Firm,
  contactId: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<PortalSession> {
  const body = { contactId, origin: ORIGIN, ...more };
  return read(PortalSession, await ok(asBackend(server, firm)('POST', '/v1/firm/portal-sessions', body)));
}
