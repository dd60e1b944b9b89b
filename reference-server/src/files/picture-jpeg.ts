import type { ByteSource } from './source.js';

/** Segments that are walked before the frame header; a camera writes some twenty. */
const MOST_SEGMENTS = 500;

/** Pixels by the frame header (ITU T.81, section B.2.2), or 0 where there is none before the scan. */
export async function jpegPixels(source: ByteSource): Promise<number> {
  let at = 2;
  for (let segment = 0; segment < MOST_SEGMENTS; segment += 1) {
    const [mark, marker = 0, high = 0, low = 0] = await source.read(at, at + 4);
    if (mark !== 0xff) return 0;
    if (marker === 0xff) {
      at += 1; // A fill byte.
    } else if (isFrame(marker)) {
      const frame = await source.read(at + 4, at + 9);
      const [, y1 = 0, y0 = 0, x1 = 0, x0 = 0] = frame;
      return frame.byteLength < 5 ? 0 : ((y1 << 8) | y0) * ((x1 << 8) | x0);
    } else if (marker === 0xda || marker === 0xd9) {
      return 0;
    } else {
      at += 2 + ((high << 8) | low);
    }
  }
  return 0;
}

/** SOF0 to SOF15, without the tables that lie between them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
