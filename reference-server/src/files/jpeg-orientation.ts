/** Which way round a JPEG is to be shown: a camera writes it down, and a PDF's reader does not look for it. */
import { exifOrientation } from './exif.js';

const MOST_SEGMENTS = 500;
/** `Exif` and two zeros. */
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** Exif orientation, 1 to 8; 1 where nothing that makes sense is said. */
export function jpegOrientation(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  for (let segment = 0; segment < MOST_SEGMENTS && at + 4 <= bytes.byteLength; segment += 1) {
    const marker = view.getUint16(at);
    if (marker < 0xff01 || marker === 0xffda) return 1;
    const end = at + 2 + view.getUint16(at + 2);
    if (marker === 0xffe1 && EXIF.every((byte, place) => bytes[at + 4 + place] === byte))
      return sensible(bytes.subarray(at + 10, end));
    at = end;
  }
  return 1;
}

function sensible(exif: Uint8Array): number {
  try {
    return exifOrientation(exif);
  } catch {
    return 1;
  }
}
