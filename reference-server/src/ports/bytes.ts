/**
 * Hashing and sealing of bytes in bulk. Node's own crypto is an order of magnitude faster than what a
 * page has for incremental SHA-256, so this is a port: one suite, two adapters.
 */
export interface Bytes {
  /** An incremental SHA-256. */
  sha256(): Hasher;
  /** AES-256-GCM; answers ciphertext and 16-byte tag in one array. `nonce` has 12 bytes. */
  seal(key: Uint8Array, nonce: Uint8Array, data: Uint8Array, associated: Uint8Array): Promise<Uint8Array> | Uint8Array;
  /** Like {@link seal} for data in parts; answers parts too, so that nothing is copied where it need not be. */
  sealParts(
    key: Uint8Array,
    nonce: Uint8Array,
    parts: readonly Uint8Array[],
    associated: Uint8Array,
  ): Promise<readonly Uint8Array[]> | readonly Uint8Array[];
  /** Reverses {@link seal}. @throws where key, nonce, data or associated data differ */
  open(
    key: Uint8Array,
    nonce: Uint8Array,
    sealed: Uint8Array,
    associated: Uint8Array,
  ): Promise<Uint8Array> | Uint8Array;
}

export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lower-case hex. Ends the hasher. */
  digest(): string;
}
