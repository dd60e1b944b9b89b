import type { ByteSource } from './source.js';

/** Pages that are looked at; a longer file is refused as unreadable. */
const MOST_PAGES = 2000;

/** Pixels of the largest page (TIFF 6.0, section 2), or 0 where a directory cannot be read. */
export async function tiffPixels(source: ByteSource): Promise<number> {
  const header = await source.read(0, 8);
  if (header.byteLength < 8) return 0;
  const little = header[0] === 0x49;
  let next = viewOf(header).getUint32(4, little);
  let most = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const directory = await readDirectory(source, next, little);
    if (!directory) return 0;
    most = Math.max(most, directory.pixels);
    if (directory.next === 0) return most;
    // Directories may lie anywhere, so a file can point back; then it never ends.
    next = directory.next;
  }
  return 0;
}

async function readDirectory(source: ByteSource, at: number, little: boolean) {
  if (at < 8) return undefined;
  const start = await source.read(at, at + 2);
  if (start.byteLength < 2) return undefined;
  const count = viewOf(start).getUint16(0, little);
  const entries = await source.read(at + 2, at + 2 + count * 12 + 4);
  if (entries.byteLength < count * 12 + 4) return undefined;
  const view = viewOf(entries);
  const width = value(view, count, 256, little);
  const height = value(view, count, 257, little);
  return { pixels: width * height, next: view.getUint32(count * 12, little) };
}

/** A whole-number tag's value, or 0. */
function value(entries: DataView, count: number, tag: number, little: boolean): number {
  for (let entry = 0; entry < count; entry += 1) {
    if (entries.getUint16(entry * 12, little) !== tag) continue;
    const short = entries.getUint16(entry * 12 + 2, little) === 3;
    return short ? entries.getUint16(entry * 12 + 8, little) : entries.getUint32(entry * 12 + 8, little);
  }
  return 0;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
