import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { Bytes } from './bytes.js';

const TAG = 16;

/** Node's own crypto. */
export const nodeBytes: Bytes = {
  sha256() {
    const hash = createHash('sha256');
    return {
      update: (bytes) => void hash.update(bytes),
      digest: () => hash.digest('hex'),
    };
  },

  seal(key, nonce, data, associated) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(associated);
    const sealed = cipher.update(data);
    cipher.final();
    return Buffer.concat([sealed, cipher.getAuthTag()], data.byteLength + TAG);
  },

  sealParts(key, nonce, parts, associated) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(associated);
    const sealed = parts.map((part) => cipher.update(part));
    cipher.final();
    sealed.push(cipher.getAuthTag());
    return sealed;
  },

  open(key, nonce, sealed, associated) {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
    decipher.setAAD(associated);
    decipher.setAuthTag(sealed.subarray(sealed.byteLength - TAG));
    const data = decipher.update(sealed.subarray(0, sealed.byteLength - TAG));
    decipher.final();
    return data;
  },
};
