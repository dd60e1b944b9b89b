/** Wraps keys with a master key that the server holds itself, by AES-256-GCM. */
import type { Bytes } from './bytes.js';
import type { KeyProvider } from './keys.js';

/** @param masterKey 32 bytes */
export function localKeys(bytes: Bytes, masterKey: Uint8Array): KeyProvider {
  const label = (context: string) => new TextEncoder().encode(`portico-key-1 ${context}`);
  return {
    async wrap(key, context) {
      const nonce = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await bytes.seal(masterKey, nonce, key, label(context));
      const wrapped = new Uint8Array(nonce.byteLength + sealed.byteLength);
      wrapped.set(nonce);
      wrapped.set(sealed, nonce.byteLength);
      return wrapped;
    },
    unwrap: async (wrapped, context) =>
      bytes.open(masterKey, wrapped.subarray(0, 12), wrapped.subarray(12), label(context)),
  };
}
