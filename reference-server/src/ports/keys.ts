/**
 * Keeps the one key that all others hang on: file keys are wrapped by the firm's key, and the firm's key by
 * this provider. A cloud's key service fits behind it; nothing else in the server sees the master key.
 */
export interface KeyProvider {
  /** Wraps 32 bytes. @param context what the key is for; the same must be given to unwrap it */
  wrap(key: Uint8Array, context: string): Promise<Uint8Array>;
  /** Reverses {@link wrap}. @throws where the wrapped key or its context differ */
  unwrap(wrapped: Uint8Array, context: string): Promise<Uint8Array>;
}
