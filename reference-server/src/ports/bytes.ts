/**
 * Hashing and sealing of bytes in bulk. Node's own crypto is an order of magnitude faster than what a
 * page has for incremental SHA-256, and can work beside the thread that serves; so this is a port: one
 * suite, three adapters.
 */
export interface Bytes {
  /** An incremental SHA-256. */
  sha256(): Hasher;
  /** AES-256-GCM; answers ciphertext and 16-byte tag in one array. `nonce` has 12 bytes. */
  seal(key: Uint8Array, nonce: Uint8Array, data: Uint8Array, associated: Uint8Array): Promise<Uint8Array> | Uint8Array;
  /** Reverses {@link seal}. @throws where key, nonce, data or associated data differ */
  open(
    key: Uint8Array,
    nonce: Uint8Array,
    sealed: Uint8Array,
    associated: Uint8Array,
  ): Promise<Uint8Array> | Uint8Array;
  /** Begins a file that is hashed and sealed while it arrives. */
  lane(): Lane;
}

export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lower-case hex. Ends the hasher. */
  digest(): string;
}

/** One file on its way: its bytes are hashed in the order of the calls, of which one runs at a time. */
export interface Lane {
  /**
   * Hashes the parts of each record and seals them, like {@link Bytes.seal}, into one or more parts.
   * The parts are given away: whoever calls must not read them again.
   */
  seal(key: Uint8Array, records: readonly PlainRecord[]): Promise<readonly (readonly Uint8Array[])[]>;
  /** Hashes alone. The bytes stay with whoever calls. */
  hash(bytes: Uint8Array): Promise<void>;
  /** SHA-256 of all so far in lower-case hex. Ends the lane. */
  digest(): Promise<string>;
  /** Ends a lane whose hash nobody needs. */
  drop(): void;
}

export interface PlainRecord {
  readonly parts: readonly Uint8Array[];
  /** 12 bytes. */
  readonly nonce: Uint8Array;
  readonly associated: Uint8Array;
}
