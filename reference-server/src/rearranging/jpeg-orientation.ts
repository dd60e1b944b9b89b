/** Which way round a JPEG is to be shown: a camera writes it down, and a PDF's reader does not look for it. */
const ORIENTATION = 0x0112;
const MOST_SEGMENTS = 500;
const MOST_ENTRIES = 200;

/** Exif orientation, 1 to 8; 1 where nothing is said. */
export function jpegOrientation(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  for (let segment = 0; segment < MOST_SEGMENTS && at + 4 <= bytes.byteLength; segment += 1) {
    const marker = view.getUint16(at);
    if (marker < 0xff01 || marker === 0xffda) return 1;
    const end = at + 2 + view.getUint16(at + 2);
    if (marker === 0xffe1 && end <= bytes.byteLength) {
      const found = orientationIn(bytes.subarray(at + 4, end));
      if (found !== undefined) return found;
    }
    at = end;
  }
  return 1;
}

/** TIFF 6.0, section 2, behind the word `Exif`. */
function orientationIn(segment: Uint8Array): number | undefined {
  if (segment.byteLength < 20 || new TextDecoder('latin1').decode(segment.subarray(0, 4)) !== 'Exif') return undefined;
  const tiff = new DataView(segment.buffer, segment.byteOffset + 6, segment.byteLength - 6);
  const isLittle = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  if (directory + 2 > tiff.byteLength) return undefined;
  const entries = Math.min(tiff.getUint16(directory, isLittle), MOST_ENTRIES);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.byteLength) return undefined;
    if (tiff.getUint16(at, isLittle) !== ORIENTATION) continue;
    const value = tiff.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
