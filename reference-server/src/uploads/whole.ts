/**
 * Takes in a file in one go, for those who need no resuming: through the same checks, hash and seal as an upload that comes
 * in pieces. Nothing is left of a file that does not come in whole.
 */
import { fileEmpty, fileTooLarge, type FileType, lengthInvalid } from '@portico/contract';
import type { Deps } from '../deps.js';
import { Crc32 } from '../files/crc32.js';
import { Inspection } from '../files/inspect.js';
import { type FileKeys, newBlobKey } from '../files/keys.js';
import { Layout } from '../files/layout.js';
import { sealedSource } from '../files/source.js';
import { Refusal } from '../http/refusal.js';
import type { Pieces } from '../ports/body.js';
import { takeIn } from './intake.js';
import type { Live } from './live.js';

/** Records that are sealed together (512 KiB). */
const TOGETHER = 8;

export interface Incoming {
  readonly firmId: string;
  /** What the name claims. */
  readonly type: FileType;
  /** Bytes that must come. */
  readonly size: number;
  readonly body: Pieces | null;
}

/** A file whose bytes lie in the store, and which nothing names yet. */
export interface WholeFile {
  readonly sha256: string;
  readonly crc32: number;
  readonly blobKey: string;
  readonly layout: Layout;
  readonly wrappedKey: Uint8Array;
}

/** @throws Refusal where the file must not come in, or another number of bytes comes than was said */
export async function takeInWhole(deps: Deps, keys: FileKeys, incoming: Incoming): Promise<WholeFile> {
  const { blobs, bytes, config } = deps;
  const { firmId, type, size, body } = incoming;
  if (size === 0 || !body) throw new Refusal(fileEmpty);
  if (size > config.maxUploadBytes) throw new Refusal(fileTooLarge);
  await blobs.reserve(size);
  const blobKey = newBlobKey();
  const { key, wrapped } = await keys.create(firmId, blobKey);
  const crc = new Crc32();
  const live: Live = {
    file: { key, label: blobKey },
    layout: new Layout(),
    lane: bytes.lane(),
    inspection: new Inspection(type, size),
  };
  try {
    const sealed = takeIn({
      live,
      length: size,
      body: { next: async () => crc.pass(await body.next()), leave: () => body.leave() },
      stop: new AbortController().signal,
      batch: () => TOGETHER,
      ensure: () => undefined,
    });
    const stored = await blobs.append(blobKey, 0, sealed);
    if (live.layout.plainSize !== size) throw new Refusal(lengthInvalid);
    if (stored !== live.layout.sealedSize) throw new Error('The blob store kept another number of bytes');
    const read = (start: number, end: number) => blobs.read(blobKey, start, end);
    await live.inspection.finish(sealedSource(bytes, live.file, live.layout, read));
    const sha256 = await live.lane.digest();
    return { sha256, crc32: crc.value, blobKey, layout: live.layout, wrappedKey: wrapped };
  } catch (error) {
    live.lane.drop();
    await blobs.delete(blobKey);
    throw error;
  }
}
