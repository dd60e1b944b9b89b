import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { Bytes, Hasher, PlainRecord } from './bytes.js';
import { laneHere } from './lane.js';

const TAG = 16;

/** Node's own crypto, on the thread that asks. */
export const nodeBytes: Bytes = {
  sha256,

  seal(key, nonce, data, associated) {
    return Buffer.concat(sealParts(key, { parts: [data], nonce, associated }), data.byteLength + TAG);
  },

  open(key, nonce, sealed, associated) {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
    decipher.setAAD(associated);
    decipher.setAuthTag(sealed.subarray(sealed.byteLength - TAG));
    const data = decipher.update(sealed.subarray(0, sealed.byteLength - TAG));
    decipher.final();
    return data;
  },

  lane: () => laneHere(sha256(), sealParts),
};

function sha256(): Hasher {
  const hash = createHash('sha256');
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest('hex'),
  };
}

function sealParts(key: Uint8Array, { parts, nonce, associated }: PlainRecord): Uint8Array[] {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associated);
  const sealed = parts.map((part) => cipher.update(part));
  cipher.final();
  sealed.push(cipher.getAuthTag());
  return sealed;
}
