/**
 * The sealed format, version 1. A file is encrypted while it arrives and must be readable up to whatever
 * byte a crash left behind, so it is a row of records that each stand alone:
 *
 *     length of the plain bytes (u32, big-endian) | nonce (12 random bytes) | ciphertext | tag (16 bytes)
 *
 * with AES-256-GCM under a key that belongs to this file alone. The associated data names format, file and
 * the record's place in the blob: a record can be neither moved, repeated nor taken from another file. A
 * cut-off last record is what a crash leaves and is dropped; the size in the database tells a cut-off file.
 */
import type { Bytes, Lane } from '../ports/bytes.js';
import { Inflow } from './inflow.js';
import { type Layout, RECORD_OVERHEAD } from './layout.js';

/** Most plain bytes of a record. */
export const RECORD_BYTES = 64 * 1024;

const HEADER_BYTES = 4 + 12;

/** What opens a sealed file. */
export interface FileKey {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** The blob's key in the store; binds each record to this file. */
  readonly label: string;
}

/** A record is not what was written there. */
export class SealBrokenError extends Error {
  override name = 'SealBrokenError' as const;
}

/** Bytes of a record in the pieces in which they arrived; 1 to 64 KiB in all. */
export type PlainParts = readonly Uint8Array[];

/**
 * Hashes and seals records that begin at byte `at` of the blob. The pieces are given away.
 * @returns what is to be written, one after the other
 */
export async function sealRecords(
  lane: Lane,
  { key, label }: FileKey,
  at: number,
  records: readonly PlainParts[],
): Promise<readonly Uint8Array[]> {
  let place = at;
  const headers = records.map((parts) => {
    const header = new Uint8Array(HEADER_BYTES);
    const length = sizeOf(parts);
    new DataView(header.buffer).setUint32(0, length);
    fillRandom(header.subarray(4));
    const associatedData = associated(label, place);
    place += length + RECORD_OVERHEAD;
    return { header, record: { parts, nonce: header.subarray(4), associated: associatedData } };
  });
  const sealed = await lane.seal(
    key,
    headers.map(({ record }) => record),
  );
  return headers.flatMap(({ header }, index) => [header, ...(sealed[index] ?? [])]);
}

/** Bytes of parts that follow each other. */
export function sizeOf(parts: PlainParts): number {
  return parts.reduce((sum, part) => sum + part.byteLength, 0);
}

/** Random bytes are drawn for many records at once: asking the system costs more than sealing a short one. */
const stock = new Uint8Array(12 * 1024);
let used = stock.byteLength;

function fillRandom(target: Uint8Array): void {
  if (used + target.byteLength > stock.byteLength) {
    crypto.getRandomValues(stock);
    used = 0;
  }
  target.set(stock.subarray(used, used + target.byteLength));
  used += target.byteLength;
}

/** A record that has been opened. */
export interface OpenRecord {
  /** Its first byte in the blob. */
  readonly at: number;
  readonly plain: Uint8Array;
}

/**
 * Opens the records of a stream that begins with the record at byte `at`; ends silently where the last one is cut off.
 * @throws SealBrokenError at the first record that is not what was written there
 */
export async function* openRecords(
  bytes: Bytes,
  { key, label }: FileKey,
  at: number,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<OpenRecord> {
  const inflow = new Inflow(sealed);
  try {
    for (;;) {
      const header = await inflow.take(HEADER_BYTES);
      if (!header) return;
      const length = new DataView(header.buffer, header.byteOffset).getUint32(0);
      if (length === 0 || length > RECORD_BYTES) throw new SealBrokenError(`No record at ${at}`);
      const nonce = header.subarray(4);
      const body = await inflow.take(length + 16);
      if (!body) return;
      yield { at, plain: await openBody(bytes, key, nonce, body, label, at) };
      at += length + RECORD_OVERHEAD;
    }
  } finally {
    await inflow.close();
  }
}

/**
 * Streams plain bytes `start` to `end` (exclusive) of a file.
 * @param read reads the sealed blob, like `BlobStore.read`
 * @throws SealBrokenError when a record is damaged or missing
 */
export async function* readSealed(
  bytes: Bytes,
  file: FileKey,
  layout: Layout,
  read: (start: number, end: number) => AsyncIterable<Uint8Array>,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  if (start >= end) return;
  const from = layout.locate(start);
  let position = from.plain;
  const sealed = read(from.sealed, layout.sealedEnd(end));
  for await (const { plain } of openRecords(bytes, file, from.sealed, sealed)) {
    const piece = plain.subarray(Math.max(0, start - position), end - position);
    position += plain.byteLength;
    if (piece.byteLength > 0) yield piece;
  }
  if (position < end) throw new SealBrokenError('The blob is shorter than its file');
}

async function openBody(
  bytes: Bytes,
  key: Uint8Array,
  nonce: Uint8Array,
  body: Uint8Array,
  label: string,
  at: number,
): Promise<Uint8Array> {
  try {
    return await bytes.open(key, nonce, body, associated(label, at));
  } catch (cause) {
    throw new SealBrokenError(`The record at ${at} is not what was written there`, { cause });
  }
}

function associated(label: string, at: number): Uint8Array {
  return new TextEncoder().encode(`portico-sealed-1 ${label} ${at}`);
}
