import type { Hasher, Lane, PlainRecord } from './bytes.js';

/** A lane on the thread that asks. @param seal seals one record into one or more parts */
export function laneHere(
  hasher: Hasher,
  seal: (key: Uint8Array, record: PlainRecord) => Promise<readonly Uint8Array[]> | readonly Uint8Array[],
): Lane {
  return {
    async seal(key, records) {
      const sealed: (readonly Uint8Array[])[] = [];
      for (const record of records) {
        for (const part of record.parts) hasher.update(part);
        sealed.push(await seal(key, record));
      }
      return sealed;
    },
    hash(bytes) {
      hasher.update(bytes);
      return Promise.resolve();
    },
    digest: () => Promise.resolve(hasher.digest()),
    drop: () => undefined,
  };
}
