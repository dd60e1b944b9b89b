/** Files as clients send them, and as attackers do, made on the spot: no binary lies in the repository. */
import { deflateRawSync, crc32, deflateSync } from 'node:zlib';

/** A PDF of exactly `size` bytes. @param seed makes different bytes */
export function aPdf(size = 2000, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = noise(size, seed);
  bytes.set(ascii('%PDF-1.7\n').subarray(0, size));
  const end = ascii('\n%%EOF\n');
  if (size > 100) bytes.set(end, size - end.byteLength);
  return bytes;
}

/** A JPEG of a size in pixels, padded to `size` bytes. */
export function aJpeg({ width = 1200, height = 800, size = 5000, comment = 0 } = {}): Uint8Array<ArrayBuffer> {
  const segments = [new Uint8Array([0xff, 0xd8])];
  for (let left = comment; left > 0; left -= 60_000) {
    const body = Math.min(left, 60_000);
    segments.push(new Uint8Array([0xff, 0xfe, ...u16(body + 2)]), new Uint8Array(body).fill(32));
  }
  segments.push(
    new Uint8Array([0xff, 0xc0, ...u16(11), 8, ...u16(height), ...u16(width), 1, 1, 0x11, 0]),
    new Uint8Array([0xff, 0xda, ...u16(8), 1, 1, 0, 0, 63, 0]),
  );
  const head = concat(segments);
  return concat([head, noise(Math.max(0, size - head.byteLength - 2), 3), new Uint8Array([0xff, 0xd9])]);
}

/** A PNG that says it has so many pixels; its data is a few bytes. */
export function aPng({ width = 64, height = 64 } = {}): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array([...u32(width), ...u32(height), 8, 2, 0, 0, 0]);
  return concat([
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(new Uint8Array(1000))),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** A lossless WebP that says it has so many pixels, at most 16,384 a side. */
export function aWebp({ width = 64, height = 64 } = {}): Uint8Array<ArrayBuffer> {
  const bits = (width - 1) | ((height - 1) << 14);
  const body = concat([ascii('WEBPVP8L'), le32(10), new Uint8Array([0x2f]), le32(bits), new Uint8Array(5)]);
  return concat([ascii('RIFF'), le32(body.byteLength), body]);
}

/** A TIFF of one page whose directory lies behind `gap` bytes of data. */
export function aTiff({ width = 64, height = 64, gap = 100 } = {}): Uint8Array<ArrayBuffer> {
  const entry = (tag: number, value: number) => concat([le16(tag), le16(4), le32(1), le32(value)]);
  const directory = concat([le16(2), entry(256, width), entry(257, height), le32(0)]);
  return concat([ascii('II*\0'), le32(8 + gap), new Uint8Array(gap), directory]);
}

/** A HEIC whose largest item has so many pixels. */
export function aHeic({ width = 64, height = 64 } = {}): Uint8Array<ArrayBuffer> {
  const ispe = box('ispe', concat([new Uint8Array([...u32(0), ...u32(width), ...u32(height)])]));
  const meta = box('meta', concat([new Uint8Array(4), box('iprp', box('ipco', ispe))]));
  return concat([
    box('ftyp', concat([ascii('heic'), new Uint8Array(4), ascii('mif1heic')])),
    meta,
    box('mdat', noise(500, 5)),
  ]);
}

/** An entry of an archive; sizes that the directory claims can be lies. */
export interface ArchiveEntry {
  readonly name: string;
  readonly content: Uint8Array;
  /** What the directory says it unpacks to. */
  readonly claimed?: number;
  /** Where the directory says it begins. */
  readonly start?: number;
}

/** A zip archive. */
export function anArchive(entries: readonly ArchiveEntry[]): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, content, claimed, start } of entries) {
    const packed = deflateRawSync(content);
    const common = concat([
      new Uint8Array([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]),
      le32(crc32(content)),
      le32(packed.byteLength),
      le32(claimed ?? content.byteLength),
      le16(name.length),
      le16(0),
    ]);
    const local = concat([ascii('PK\x03\x04'), common, ascii(name), packed]);
    directory.push(
      concat([
        ascii('PK\x01\x02'),
        le16(20),
        common,
        le16(0),
        le16(0),
        le16(0),
        le32(0),
        le32(start ?? at),
        ascii(name),
      ]),
    );
    locals.push(local);
    at += local.byteLength;
  }
  const all = concat(directory);
  const count = le16(entries.length);
  return concat([
    ...locals,
    all,
    concat([ascii('PK\x05\x06'), new Uint8Array(4), count, count, le32(all.byteLength), le32(at), le16(0)]),
  ]);
}

/** A Word document; more entries make it a hostile one. */
export function aDocx(more: readonly ArchiveEntry[] = []): Uint8Array<ArrayBuffer> {
  return anArchive([
    { name: '[Content_Types].xml', content: ascii('<Types/>') },
    { name: 'word/document.xml', content: ascii('<w:document/>') },
    ...more,
  ]);
}

/** An Excel workbook. */
export function anXlsx(): Uint8Array<ArrayBuffer> {
  return anArchive([
    { name: '[Content_Types].xml', content: ascii('<Types/>') },
    { name: 'xl/workbook.xml', content: ascii('<workbook/>') },
  ]);
}

/** Bytes that do not compress, the same for the same seed. */
export function noise(size: number, seed: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let state = seed * 2654435761 || 1;
  for (let at = 0; at < size; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state;
  }
  return bytes;
}

export function ascii(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = concat([ascii(type), data]);
  return concat([new Uint8Array(u32(data.byteLength)), body, new Uint8Array(u32(crc32(body)))]);
}

function box(type: string, data: Uint8Array): Uint8Array {
  return concat([new Uint8Array(u32(data.byteLength + 8)), ascii(type), data]);
}

const u16 = (value: number) => [value >>> 8, value & 255];
const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const le16 = (value: number) => new Uint8Array(u16(value).reverse());
const le32 = (value: number) => new Uint8Array(u32(value).reverse());
