/** Bytes in, bytes out: reads documents whole, has their pages arranged, and takes the new files in as it takes in any other. */
import {
  pageOutOfRange,
  pagesDamaged,
  pagesEncrypted,
  pagesLayered,
  pagesLeftOut,
  pagesTooMany,
  pagesUnsupported,
  type Problem,
} from '@portico/contract';
import type { Deps } from '../deps.js';
import type { DocumentRow } from '../documents/store.js';
import { collect } from '../files/collect.js';
import type { FileKeys } from '../files/keys.js';
import { openFile } from '../files/open.js';
import { Refusal } from '../http/refusal.js';
import { SheetError, type SheetFault, type SheetFile, type SheetOrder, sheetTypes } from '../ports/sheets.js';
import { takeInWhole, type WholeFile } from '../uploads/whole.js';
import { leftOut, type Piece } from './plan.js';

/** Bytes of all documents of one call: they are in memory together. */
const MOST_BYTES = 64 * 1024 * 1024;

const REFUSALS: Readonly<Record<SheetFault, Problem>> = {
  encrypted: pagesEncrypted,
  beyond: pageOutOfRange,
  too_many: pagesTooMany,
  layered: pagesLayered,
  damaged: pagesDamaged,
};

/** A new file whose bytes lie in the store, and which nothing names yet. */
export type NewFile = WholeFile & { readonly size: number };

/** @param leaveOut whether pages may be in no piece @throws Refusal; nothing is left of what was begun */
export async function makeFiles(
  deps: Deps,
  keys: FileKeys,
  sources: readonly DocumentRow[],
  pieces: readonly Piece[],
  leaveOut: boolean,
): Promise<NewFile[]> {
  if (sources.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) throw new Refusal(pagesTooMany);
  const files: SheetFile[] = [];
  for (const source of sources) files.push(await readWhole(deps, keys, source));
  const spans = pieces.flatMap(({ pages }) => (pages ? [pages] : []));
  const made = await arranged(deps, { files, parts: spans.length > 0 ? spans : null });
  const missing = spans.length > 0 && !leaveOut ? leftOut(pieces, made.pages) : [];
  if (missing.length > 0) throw new Refusal(pagesLeftOut, { missing: missing.map(String) });
  const taken: NewFile[] = [];
  try {
    for (const bytes of made.parts) taken.push(await takeIn(deps, keys, sources[0]?.firm_id ?? '', bytes));
    return taken;
  } catch (error) {
    await forget(deps, taken);
    throw error;
  }
}

/** Erases bytes that have not become documents. */
export async function forget({ blobs }: Pick<Deps, 'blobs'>, files: readonly NewFile[]): Promise<void> {
  for (const { blobKey } of files) await blobs.delete(blobKey);
}

async function readWhole(deps: Deps, keys: FileKeys, row: DocumentRow): Promise<SheetFile> {
  const type = sheetTypes.find((one) => one === row.type);
  if (type === undefined) throw new Refusal(pagesUnsupported);
  const file = await openFile(deps, keys, row);
  return { type, bytes: await collect(file.read(0, file.size)) };
}

async function arranged({ sheets }: Deps, order: SheetOrder) {
  try {
    return await sheets.arrange(order);
  } catch (error) {
    throw error instanceof SheetError ? new Refusal(REFUSALS[error.fault]) : error;
  }
}

async function takeIn(deps: Deps, keys: FileKeys, firmId: string, bytes: Uint8Array): Promise<NewFile> {
  const size = bytes.byteLength;
  let rest: Uint8Array | undefined = bytes;
  const body = {
    next() {
      const piece = rest;
      rest = undefined;
      return Promise.resolve(piece);
    },
    leave: () => undefined,
  };
  return { ...(await takeInWhole(deps, keys, { firmId, type: 'application/pdf', size, body })), size };
}
