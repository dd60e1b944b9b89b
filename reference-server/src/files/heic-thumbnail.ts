/**
 * The small JPEG that some cameras lay into a HEIC, for who cannot decode HEVC: an item of the kind `jpeg`, or the thumbnail of
 * its EXIF (ISO 23008-12, annex A). Walks the boxes of ISO 14496-12 and decodes nothing.
 */
import { exifThumbnail } from './exif.js';

export interface Thumbnail {
  readonly jpeg: Uint8Array;
  /** As in EXIF, 1 to 8: how it is to be turned. */
  readonly orientation: number;
}

interface Box {
  readonly type: string;
  readonly body: DataView;
}

const MOST_BOXES = 10_000;

/** @returns undefined where there is none, or the file makes no sense */
export function heicThumbnail(file: Uint8Array): Thumbnail | undefined {
  try {
    const meta = boxesOf(viewOf(file)).find(({ type }) => type === 'meta');
    if (!meta) return undefined;
    const boxes = boxesOf(after(meta.body, 4));
    const kinds = kindsOf(boxes);
    const places = placesOf(boxes);
    const itemOf = (kind: string) => {
      const [start, length] = places.get(kinds.find(([, one]) => one === kind)?.[0] ?? -1) ?? [0, 0];
      return length > 0 && start + length <= file.byteLength ? file.subarray(start, start + length) : undefined;
    };
    const jpeg = itemOf('jpeg');
    if (jpeg) return { jpeg, orientation: 1 };
    const exif = itemOf('Exif');
    // Four bytes say how many more lie before the TIFF header.
    return exif && exifThumbnail(exif.subarray(4 + viewOf(exif).getUint32(0)));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Ids of the items and what they are. */
function kindsOf(boxes: readonly Box[]): [id: number, kind: string][] {
  const list = boxes.find(({ type }) => type === 'iinf');
  if (!list) return [];
  const entries = boxesOf(after(list.body, list.body.getUint8(0) === 0 ? 6 : 8));
  return entries
    .filter(({ type, body }) => type === 'infe' && body.getUint8(0) >= 2)
    .map(({ body }) =>
      body.getUint8(0) === 2 ? [body.getUint16(4), nameAt(body, 8)] : [body.getUint32(4), nameAt(body, 10)],
    );
}

/** Where the items lie in the file, of those that lie there in one piece. */
function placesOf(boxes: readonly Box[]): Map<number, readonly [start: number, length: number]> {
  const places = new Map<number, readonly [number, number]>();
  const body = boxes.find(({ type }) => type === 'iloc')?.body;
  if (!body) return places;
  const version = body.getUint8(0);
  const [offset, length] = [body.getUint8(4) >> 4, body.getUint8(4) & 15];
  const [base, index] = [body.getUint8(5) >> 4, version === 0 ? 0 : body.getUint8(5) & 15];
  let at = 6;
  const take = (size: number) => {
    at += size;
    if (size === 8) return Number(body.getBigUint64(at - 8));
    return size === 4 ? body.getUint32(at - 4) : size === 2 ? body.getUint16(at - 2) : 0;
  };
  const count = take(version < 2 ? 2 : 4);
  for (let item = 0; item < Math.min(count, MOST_BOXES); item += 1) {
    const id = take(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : take(2) & 15;
    take(2);
    const from = take(base);
    const extents = take(2);
    for (let extent = 0; extent < extents; extent += 1) {
      take(index);
      const start = from + take(offset);
      const size = take(length);
      if (method === 0 && extents === 1) places.set(id, [start, size]);
    }
  }
  return places;
}

function boxesOf(data: DataView): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= data.byteLength && boxes.length < MOST_BOXES;) {
    const short = data.getUint32(at);
    const head = short === 1 ? 16 : 8;
    const size = short === 0 ? data.byteLength - at : short === 1 ? Number(data.getBigUint64(at + 8)) : short;
    if (size < head || at + size > data.byteLength) break;
    boxes.push({ type: nameAt(data, at + 4), body: after(data, at + head, size - head) });
    at += size;
  }
  return boxes;
}

function nameAt(data: DataView, at: number): string {
  return String.fromCharCode(data.getUint8(at), data.getUint8(at + 1), data.getUint8(at + 2), data.getUint8(at + 3));
}

function after(data: DataView, start: number, length = data.byteLength - start): DataView {
  return new DataView(data.buffer, data.byteOffset + start, length);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
