import type { ByteSource } from './source.js';

/** Bytes of the description of the items; a camera writes some kilobytes. */
const MOST_META = 1024 * 1024;
const MOST_BOXES = 10_000;

/** Pixels of the largest item (ISO 23008-12, `ispe`, section 6.5.3), or 0 where no item says how large it is. */
export async function heicPixels(source: ByteSource): Promise<number> {
  let at = 0;
  for (let box = 0; box < 100; box += 1) {
    const header = viewOf(await source.read(at, at + 16));
    if (header.byteLength < 8) return 0;
    const size = sizeOf(header, source.size - at);
    if (size < 8) return 0;
    if (header.getUint32(4) === code('meta')) {
      if (size > MOST_META) return 0;
      return largest(viewOf(await source.read(at + 12, at + size)), { boxes: 0 });
    }
    at += size;
  }
  return 0;
}

/** Walks down to the properties of the items. */
function largest(data: DataView, walked: { boxes: number }): number {
  let most = 0;
  let at = 0;
  while (at + 8 <= data.byteLength && walked.boxes < MOST_BOXES) {
    walked.boxes += 1;
    const rest = new DataView(data.buffer, data.byteOffset + at, data.byteLength - at);
    const size = sizeOf(rest, rest.byteLength);
    if (size < 8 || size > rest.byteLength) return most;
    const type = rest.getUint32(4);
    if (type === code('ispe') && size >= 20) most = Math.max(most, rest.getUint32(12) * rest.getUint32(16));
    if (type === code('iprp') || type === code('ipco')) {
      most = Math.max(most, largest(new DataView(data.buffer, data.byteOffset + at + 8, size - 8), walked));
    }
    at += size;
  }
  return most;
}

/** ISO 14496-12, section 4.2: 0 is "to the end", 1 says that 64 bits follow. */
function sizeOf(box: DataView, rest: number): number {
  const size = box.getUint32(0);
  if (size === 0) return rest;
  if (size !== 1) return size;
  return box.byteLength < 16 ? 0 : Number(box.getBigUint64(8));
}

function code(name: string): number {
  return Array.from(name).reduce((all, letter) => all * 256 + letter.charCodeAt(0), 0);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
