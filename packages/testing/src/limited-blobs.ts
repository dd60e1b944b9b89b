import { type BlobStore, createMemoryBlobs, StorageFullError } from '@portico/reference-server';

/** Blobs in memory on a disk whose size a test can change while the server runs. */
export function createMemoryBlobsWithLimit(bytes: number): { blobs: BlobStore; limit: (bytes: number) => void } {
  const inner = createMemoryBlobs();
  let most = bytes;
  const used = async () => {
    let sum = 0;
    for await (const { size } of inner.list()) sum += size;
    return sum;
  };
  const check = async (more: number) => {
    if ((await used()) + more > most) throw new StorageFullError();
  };
  async function* within(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const part of parts) {
      await check(part.byteLength);
      yield part;
    }
  }
  return {
    blobs: { ...inner, reserve: check, append: (key, at, parts) => inner.append(key, at, within(parts)) },
    limit: (limit) => {
      most = limit;
    },
  };
}
