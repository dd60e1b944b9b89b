/**
 * Where the (already encrypted) bytes of files are kept. A blob grows at its end only, so that whatever
 * was acknowledged stays as it is; keys are made by the server and contain no name that a user chose.
 */
export interface BlobStore {
  /** Asked before a file begins. @throws StorageFullError when so many bytes would leave too little free */
  reserve(bytes: number): Promise<void>;
  /**
   * Appends at byte `at`, dropping whatever a broken write left behind it. Resolves when the bytes would
   * survive power loss. The parts are given away: whoever calls must not read them again.
   * @returns the blob's new size in bytes
   * @throws StorageFullError when there is no room; what fitted may have been kept
   */
  append(key: string, at: number, bytes: AsyncIterable<Uint8Array>): Promise<number>;
  /** Size in bytes, or undefined where there is no such blob. */
  size(key: string): Promise<number | undefined>;
  /** Streams bytes `start` to `end` (exclusive). */
  read(key: string, start: number, end: number): AsyncIterable<Uint8Array>;
  /** Removes the blob; nothing happens where there is none. */
  delete(key: string): Promise<void>;
  /** Every blob with its size and the time of its last change, for the sweep. */
  list(): AsyncIterable<{ readonly key: string; readonly size: number; readonly changedAt: Date }>;
  /** Rejects when the store cannot be used. */
  check(): Promise<void>;
}

/** There is no room for more bytes. */
export class StorageFullError extends Error {
  override name = 'StorageFullError' as const;
}
