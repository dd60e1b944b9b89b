import type { BlobStore } from './blobs.js';
import { StorageFullError } from './blobs.js';

/** Blobs in memory, for tests and for the portal inside a page. @param capacity bytes in all */
export function createMemoryBlobs(capacity = Number.POSITIVE_INFINITY): BlobStore {
  const blobs = new Map<string, { bytes: Uint8Array; changedAt: Date }>();
  const used = () => [...blobs.values()].reduce((sum, { bytes }) => sum + bytes.byteLength, 0);

  return {
    async append(key, at, bytes) {
      const old = blobs.get(key)?.bytes ?? new Uint8Array();
      if (at > old.byteLength) throw new RangeError('A blob has no holes');
      let whole = old.slice(0, at);
      blobs.set(key, { bytes: whole, changedAt: new Date() });
      for await (const part of bytes) {
        if (used() + part.byteLength > capacity) throw new StorageFullError();
        const grown = new Uint8Array(whole.byteLength + part.byteLength);
        grown.set(whole);
        grown.set(part, whole.byteLength);
        whole = grown;
        blobs.set(key, { bytes: whole, changedAt: new Date() });
      }
      return whole.byteLength;
    },
    size: (key) => Promise.resolve(blobs.get(key)?.bytes.byteLength),
    async *read(key, start, end) {
      await Promise.resolve();
      const blob = blobs.get(key);
      if (!blob) throw new Error('There is no such blob');
      yield blob.bytes.slice(start, end);
    },
    delete(key) {
      blobs.delete(key);
      return Promise.resolve();
    },
    async *list() {
      await Promise.resolve();
      for (const [key, { bytes, changedAt }] of blobs) yield { key, size: bytes.byteLength, changedAt };
    },
    check: () => Promise.resolve(),
  };
}
