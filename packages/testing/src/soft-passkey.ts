/** A passkey without a device (WebAuthn level 3, ES256), for tests: it answers whatever page and challenge it is told. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface PasskeyPage {
  readonly challenge: string;
  readonly origin: string;
  /** Host of the origin unless said otherwise. */
  readonly rpId?: string;
  /** Whether a PIN or a finger came with it; true unless said otherwise. */
  readonly verified?: boolean;
}

/** Flags of authenticator data (WebAuthn level 3, section 6.1). */
const [PRESENT, VERIFIED, ATTESTED] = [0x01, 0x04, 0x40];

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest();

export class SoftPasskey {
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #id = randomBytes(16);
  /** Signatures so far; authenticators that count begin at one. */
  counter = 0;

  get id(): string {
    return base64url(this.#id);
  }

  /** What `navigator.credentials.create` answers, by `toJSON`. */
  create({ challenge, origin, rpId, verified = true }: PasskeyPage) {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.#id.byteLength);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.#id, this.#coseKey()]);
    const authData = Buffer.concat([
      this.#head(rpId ?? new URL(origin).hostname, ATTESTED | PRESENT | (verified ? VERIFIED : 0)),
      attested,
    ]);
    // CBOR: { fmt: 'none', attStmt: {}, authData }
    const size = Buffer.alloc(2);
    size.writeUInt16BE(authData.byteLength);
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      Buffer.from([0x59]),
      size,
      authData,
    ]);
    return this.#credential({
      clientDataJSON: base64url(clientData('webauthn.create', challenge, origin)),
      attestationObject: base64url(attestation),
      transports: ['internal'],
    });
  }

  /** What `navigator.credentials.get` answers, by `toJSON`. */
  get({ challenge, origin, rpId, verified = true }: PasskeyPage) {
    this.counter += 1;
    const authData = this.#head(rpId ?? new URL(origin).hostname, PRESENT | (verified ? VERIFIED : 0));
    const client = clientData('webauthn.get', challenge, origin);
    const signature = sign('sha256', Buffer.concat([authData, sha256(client)]), this.#pair.privateKey);
    return this.#credential({
      clientDataJSON: base64url(client),
      authenticatorData: base64url(authData),
      signature: base64url(signature),
    });
  }

  #credential<R>(response: R) {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #head(rpId: string, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]);
  }

  /** RFC 9053, section 7.1: an EC2 key of P-256 for ES256. */
  #coseKey(): Buffer {
    const { x, y } = this.#pair.publicKey.export({ format: 'jwk' });
    const coordinate = (label: number, value = '') =>
      Buffer.concat([Buffer.from([label, 0x58, 32]), Buffer.from(value, 'base64url')]);
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]),
      coordinate(0x21, x),
      coordinate(0x22, y),
    ]);
  }
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** A short text in CBOR (RFC 8949, section 3.1). */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}
