/** Ways to the bytes of a file that is whole. */
import type { Deps } from '../deps.js';
import type { FileKeys } from './keys.js';
import { Layout, type Run } from './layout.js';
import { readSealed } from './sealed.js';

/** A document with a way to its bytes. */
export interface OpenDocument {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  /** Streams bytes `start` to `end` (exclusive), opened. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** What a row must tell of a file. */
export interface FileRow {
  readonly firm_id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  readonly blob_key: string;
  readonly blob_layout: readonly Run[];
  readonly wrapped_key: Uint8Array;
}

/** Unwraps a file's key; its bytes are read when they are asked for. */
export async function openFile(
  { blobs, bytes }: Pick<Deps, 'blobs' | 'bytes'>,
  keys: FileKeys,
  row: FileRow,
): Promise<OpenDocument> {
  const key = await keys.open(row.firm_id, row.blob_key, row.wrapped_key);
  const file = { key, label: row.blob_key };
  const layout = Layout.from(row.blob_layout);
  const read = (start: number, end: number) => blobs.read(row.blob_key, start, end);
  return {
    name: row.name,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    read: (start, end) => readSealed(bytes, file, layout, read, start, end),
  };
}
