import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Bytes, Hasher, PlainRecord } from './bytes.js';
import { laneHere } from './lane.js';

/** Web Crypto, and a library for the incremental hash that Web Crypto lacks. For pages and edge runtimes. */
export const webBytes: Bytes = {
  sha256: newHasher,

  async seal(key, nonce, data, associated) {
    const imported = await importKey(key, 'encrypt');
    const parameters = { name: 'AES-GCM', iv: copy(nonce), additionalData: copy(associated) };
    return new Uint8Array(await crypto.subtle.encrypt(parameters, imported, copy(data)));
  },

  async open(key, nonce, sealed, associated) {
    const imported = await importKey(key, 'decrypt');
    const parameters = { name: 'AES-GCM', iv: copy(nonce), additionalData: copy(associated) };
    return new Uint8Array(await crypto.subtle.decrypt(parameters, imported, copy(sealed)));
  },

  lane: () => laneHere(newHasher(), sealRecord),
};

function importKey(key: Uint8Array, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', copy(key), 'AES-GCM', false, [usage]);
}

function newHasher(): Hasher {
  const hash = sha256.create();
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => bytesToHex(hash.digest()),
  };
}

async function sealRecord(key: Uint8Array, { parts, nonce, associated }: PlainRecord): Promise<Uint8Array[]> {
  const whole = new Uint8Array(await new Blob(parts.map(copy)).arrayBuffer());
  return [await webBytes.seal(key, nonce, whole, associated)];
}

/** Web Crypto takes no view of a shared buffer, and the types say so. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
