/**
 * The parts of a JPEG that are no picture (ITU-T T.81, B.1): how large it is, which way round it is to be shown, and what else the
 * camera wrote down, above all where it stood. That is taken out without touching the picture, so that the firm gets the very
 * pixels the camera made and no place.
 */
import type { Size } from './picture.js';

/** What was found before the pixels begin. */
export interface JpegHead {
  readonly size: Size | undefined;
  /** Exif orientation, 1 to 8; 1 where nothing is said. */
  readonly orientation: number;
  /** Where the picture's own data begins. */
  readonly scan: number;
  /** Parts that say more than how to show the picture: Exif, XMP, IPTC, comments. */
  readonly asides: readonly Range[];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** APP1 (Exif, XMP), APP12, APP13 (IPTC) and comments; colour profiles (APP2) and Adobe's transform (APP14) are needed. */
const telling = new Set([0xe1, 0xec, 0xed, 0xfe]);
const ORIENTATION = 0x0112;

/** Reads the start of a JPEG; undefined where it is none, or its parts do not follow each other. */
export function jpegHead(bytes: Uint8Array): JpegHead | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  const asides: Range[] = [];
  let size: Size | undefined;
  let orientation = 1;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) return { size, orientation, scan: at, asides };
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return undefined;
    if (telling.has(marker) || isIndex(marker, bytes.subarray(at + 4, at + 8))) asides.push({ start: at, end });
    if (marker === 0xe1) orientation = orientationIn(bytes.subarray(at + 4, end)) ?? orientation;
    if (isFrame(marker) && end - at >= 9) size = { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at = end;
  }
  return undefined;
}

/** The same picture without what the camera wrote beside it, or the file itself where there is nothing to take out. */
export async function withoutAsides(file: File): Promise<File> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const head = jpegHead(bytes);
  if (!head) return file;
  const end = endOf(bytes, head.scan) ?? file.size;
  if (!head.asides.length && end === file.size) return file;
  const parts: BlobPart[] = [file.slice(0, 2)];
  if (head.orientation !== 1) parts.push(orientationAlone(head.orientation));
  let from = 2;
  for (const { start, end } of head.asides) {
    parts.push(file.slice(from, start));
    from = end;
  }
  parts.push(file.slice(from, end));
  return new File(parts, file.name, { type: file.type, lastModified: file.lastModified });
}

/** The head of a JPEG file, of which no more is read than it takes. */
export async function headOf(file: Blob): Promise<JpegHead | undefined> {
  // Exif and profiles are a few dozen kB; previews of makers can take a megabyte.
  for (const length of [128 * 1024, 4 * 1024 * 1024]) {
    const head = jpegHead(new Uint8Array(await file.slice(0, length).arrayBuffer()));
    if (head || length >= file.size) return head;
  }
  return undefined;
}

/** The index of further pictures behind the first (CIPA DC-007), which go. */
function isIndex(marker: number, start: Uint8Array): boolean {
  return marker === 0xe2 && String.fromCharCode(...start) === 'MPF\0';
}

/** Where the picture ends. Telephones put more behind it: a film of the moment, a second picture with notes of its own. */
function endOf(bytes: Uint8Array, scan: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = scan; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    at += 2 + view.getUint16(at + 2);
    if (marker !== 0xda) continue;
    do at = bytes.indexOf(0xff, at + 1);
    while (at > 0 && isData(bytes[at + 1] ?? 0));
    if (at < 0) return undefined;
    if (bytes[at + 1] === 0xd9) return at + 2;
  }
  return undefined;
}

/** Bytes after 0xff that belong to the data: stuffing, restarts, fill. */
function isData(next: number): boolean {
  return next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
}

/** Start-of-frame markers; those left out among them define tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Orientation of an Exif part (TIFF 6.0, tag 274). */
function orientationIn(part: Uint8Array): number | undefined {
  if (part.length < 14 || String.fromCharCode(...part.subarray(0, 6)) !== 'Exif\0\0') return undefined;
  const view = new DataView(part.buffer, part.byteOffset + 6, part.byteLength - 6);
  const little = view.getUint16(0) === 0x4949;
  const start = view.getUint32(4, little);
  if (start + 2 > view.byteLength) return undefined;
  const count = view.getUint16(start, little);
  for (let at = start + 2; at + 12 <= view.byteLength && at < start + 2 + 12 * count; at += 12) {
    if (view.getUint16(at, little) !== ORIENTATION) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** An Exif part that says nothing but the orientation. */
function orientationAlone(value: number): Uint8Array<ArrayBuffer> {
  const text = [0x45, 0x78, 0x69, 0x66, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0];
  return Uint8Array.of(0xff, 0xe1, 0, 2 + text.length + tiff.length, ...text, ...tiff);
}
