import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Bytes } from './bytes.js';

/** Web Crypto, and a library for the incremental hash that Web Crypto lacks. For pages and edge runtimes. */
export const webBytes: Bytes = {
  sha256() {
    const hash = sha256.create();
    return {
      update: (bytes) => void hash.update(bytes),
      digest: () => bytesToHex(hash.digest()),
    };
  },

  async seal(key, nonce, data, associated) {
    const imported = await importKey(key, 'encrypt');
    const parameters = { name: 'AES-GCM', iv: copy(nonce), additionalData: copy(associated) };
    return new Uint8Array(await crypto.subtle.encrypt(parameters, imported, copy(data)));
  },

  async sealParts(key, nonce, parts, associated) {
    const whole = new Uint8Array(await new Blob(parts.map(copy)).arrayBuffer());
    return [await webBytes.seal(key, nonce, whole, associated)];
  },

  async open(key, nonce, sealed, associated) {
    const imported = await importKey(key, 'decrypt');
    const parameters = { name: 'AES-GCM', iv: copy(nonce), additionalData: copy(associated) };
    return new Uint8Array(await crypto.subtle.decrypt(parameters, imported, copy(sealed)));
  },
};

function importKey(key: Uint8Array, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', copy(key), 'AES-GCM', false, [usage]);
}

/** Web Crypto takes no view of a shared buffer, and the types say so. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
