/** What EXIF's TIFF structure says of a picture and its thumbnail, which is its second directory (EXIF 2.32, section 4.5.6). */
const ORIENTATION = 0x0112;
const JPEG_START = 0x0201;
const JPEG_LENGTH = 0x0202;

/** @param exif from the TIFF header on @throws RangeError where it makes no sense @returns undefined where there is none */
export function exifThumbnail(
  exif: Uint8Array,
): { readonly jpeg: Uint8Array; readonly orientation: number } | undefined {
  const first = directory(exif);
  if (first.next === 0) return undefined;
  const { tags } = directory(exif, first.next);
  const [start = 0, length = 0] = [tags.get(JPEG_START), tags.get(JPEG_LENGTH)];
  const jpeg = exif.subarray(start, start + length);
  const isWhole = length > 0 && jpeg.byteLength === length;
  return isWhole ? { jpeg, orientation: first.tags.get(ORIENTATION) ?? 1 } : undefined;
}

/** Which way round the picture is to be shown, 1 to 8. @param exif from the TIFF header on @throws RangeError */
export function exifOrientation(exif: Uint8Array): number {
  const said = directory(exif).tags.get(ORIENTATION) ?? 1;
  return said >= 1 && said <= 8 ? said : 1;
}

/** @param at the first where it is not given */
function directory(exif: Uint8Array, at?: number) {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const little = view.getUint8(0) === 0x49;
  const start = at ?? view.getUint32(4, little);
  const tags = new Map<number, number>();
  const count = view.getUint16(start, little);
  for (let entry = 0; entry < count; entry += 1) {
    const place = start + 2 + entry * 12;
    const short = view.getUint16(place + 2, little) === 3;
    const value = short ? view.getUint16(place + 8, little) : view.getUint32(place + 8, little);
    tags.set(view.getUint16(place, little), value);
  }
  return { tags, next: view.getUint32(start + 2 + count * 12, little) };
}
