import type { BlobStore } from './blobs.js';
import { StorageFullError } from './blobs.js';
import { systemClock } from './clock.js';

interface Blob {
  parts: Uint8Array[];
  size: number;
  changedAt: Date;
}

/** Blobs in memory, for tests and for the portal inside a page. @param options.capacity bytes in all */
export function createMemoryBlobs({ capacity = Number.POSITIVE_INFINITY, clock = systemClock } = {}): BlobStore {
  const blobs = new Map<string, Blob>();
  let used = 0;

  return {
    reserve(bytes) {
      return used + bytes > capacity ? Promise.reject(new StorageFullError()) : Promise.resolve();
    },
    async append(key, at, bytes) {
      check(key);
      const blob = blobs.get(key) ?? { parts: [], size: 0, changedAt: clock.now() };
      if (at > blob.size) throw new RangeError('A blob has no holes');
      blobs.set(key, blob);
      used -= blob.size - at;
      blob.parts = cut(blob.parts, 0, at);
      blob.size = at;
      for await (const part of bytes) {
        if (used + part.byteLength > capacity) throw new StorageFullError();
        used += part.byteLength;
        blob.parts.push(new Uint8Array(part));
        blob.size += part.byteLength;
        blob.changedAt = clock.now();
      }
      return blob.size;
    },
    async size(key) {
      await Promise.resolve();
      return blobs.get(check(key))?.size;
    },
    async *read(key, start, end) {
      await Promise.resolve();
      const blob = blobs.get(key);
      if (!blob) throw new Error('There is no such blob');
      yield* cut(blob.parts, start, end);
    },
    delete(key) {
      used -= blobs.get(key)?.size ?? 0;
      blobs.delete(key);
      return Promise.resolve();
    },
    async *list() {
      await Promise.resolve();
      for (const [key, { size, changedAt }] of blobs) yield { key, size, changedAt };
    },
    check: () => Promise.resolve(),
  };
}

/** The same keys as every other store takes, so that a test notices one that is none. */
function check(key: string): string {
  if (!/^[0-9a-f]{16,64}$/.test(key)) throw new RangeError('Not a key of a blob');
  return key;
}

/** Bytes `start` to `end` (exclusive) of parts that follow each other. */
function cut(parts: readonly Uint8Array[], start: number, end: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    const piece = part.subarray(Math.max(0, start - at), Math.max(0, end - at));
    if (piece.byteLength > 0) pieces.push(piece);
    at += part.byteLength;
  }
  return pieces;
}
