/** The key of a page and its proofs (RFC 9449, section 4.2), signed with Node's own cryptography. */
import { createHash, createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export class DpopKey {
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #jwk = this.#pair.publicKey.export({ format: 'jwk' });
  readonly #private = createPrivateKey(this.#pair.privateKey.export({ format: 'pem', type: 'pkcs8' }));

  /** RFC 7638: the members that the key type requires, in the order of their names. */
  get thumbprint(): string {
    const { crv, kty, x, y } = this.#jwk;
    return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  }

  /** @param token the access token that goes with it, if any */
  proof(method: string, url: string, nonce: string, token?: string): string {
    const ath = token !== undefined && { ath: createHash('sha256').update(token).digest('base64url') };
    const claims = { htm: method, htu: url.split('?')[0], jti: randomUUID(), iat: 0, nonce, ...ath };
    const input = `${part({ alg: 'ES256', typ: 'dpop+jwt', jwk: this.#jwk })}.${part(claims)}`;
    const signature = sign('sha256', Buffer.from(input), { key: this.#private, dsaEncoding: 'ieee-p1363' });
    return `${input}.${signature.toString('base64url')}`;
  }
}
