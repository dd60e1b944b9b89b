import { collect } from './collect.js';
import type { Bytes } from '../ports/bytes.js';
import type { Layout } from './layout.js';
import { type FileKey, readSealed } from './sealed.js';

/** Bytes of a file by place, for checks that look here and there without reading it all. */
export interface ByteSource {
  /** Bytes of the whole file. */
  readonly size: number;
  /** Bytes `start` to `end` (exclusive); fewer where the file ends before. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** The beginning of a file does not tell; ask again when it is all there. */
export class BeyondHeadError extends Error {
  override name = 'BeyondHeadError' as const;
}

/** The first bytes of a file that is still arriving. Reading beyond them throws {@link BeyondHeadError}. */
export function headSource(head: Uint8Array, size: number): ByteSource {
  return {
    size,
    read(start, end) {
      const until = Math.min(end, size);
      if (until > head.byteLength) return Promise.reject(new BeyondHeadError());
      return Promise.resolve(head.subarray(Math.min(start, until), until));
    },
  };
}

/** The whole of a sealed file, read again from its blob. @param read like `BlobStore.read` */
export function sealedSource(
  bytes: Bytes,
  file: FileKey,
  layout: Layout,
  read: (start: number, end: number) => AsyncIterable<Uint8Array>,
): ByteSource {
  const size = layout.plainSize;
  return {
    size,
    read: (start, end) => collect(readSealed(bytes, file, layout, read, start, Math.min(end, size))),
  };
}
