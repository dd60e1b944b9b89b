/**
 * How many pixels a picture has, read from its header alone: a file of a few kilobytes can unpack to more
 * than the memory of whoever opens it. Nothing is decoded here.
 */
import { fileDamaged, type FileType, imageTooLarge } from '@portico/contract';
import { Refusal } from '../http/refusal.js';
import { heicPixels } from './picture-heic.js';
import { jpegPixels } from './picture-jpeg.js';
import { tiffPixels } from './picture-tiff.js';
import type { ByteSource } from './source.js';

const MOST_PIXELS = 100_000_000;

/**
 * Checks the header of a picture; nothing happens for other types.
 * @throws Refusal `image_too_large` or `file_damaged`; BeyondHeadError where the head does not tell
 */
export async function checkPicture(type: FileType, source: ByteSource): Promise<void> {
  const read = readers[type];
  if (!read) return;
  const pixels = await read(source);
  if (!(pixels > 0)) throw new Refusal(fileDamaged);
  if (pixels > MOST_PIXELS) throw new Refusal(imageTooLarge);
}

/** Pixels of the largest picture in the file; 0 where the header makes no sense or the type is no picture. */
export async function pixelsOf(type: FileType, source: ByteSource): Promise<number> {
  return (await readers[type]?.(source)) ?? 0;
}

/** Answers the pixels of the largest picture in the file, or 0 where the header makes no sense. */
const readers: { readonly [T in FileType]?: (source: ByteSource) => Promise<number> } = {
  'image/png': pngPixels,
  'image/webp': webpPixels,
  'image/jpeg': jpegPixels,
  'image/tiff': tiffPixels,
  'image/heic': heicPixels,
};

/** PNG (ISO 15948), section 11.2.1: IHDR is the first chunk and 13 bytes long. */
async function pngPixels(source: ByteSource): Promise<number> {
  const head = view(await source.read(0, 33));
  if (head.byteLength < 33 || head.getUint32(8) !== 13 || head.getUint32(12) !== 0x49484452) return 0;
  return head.getUint32(16) * head.getUint32(20);
}

/** WebP container (RFC 9649, section 2): VP8X, VP8L or VP8 follows the RIFF header. */
async function webpPixels(source: ByteSource): Promise<number> {
  const head = view(await source.read(0, 30));
  if (head.byteLength < 30) return 0;
  switch (head.getUint32(12)) {
    case 0x56503858: // VP8X
      return (1 + uint24(head, 24)) * (1 + uint24(head, 27));
    case 0x5650384c: {
      // VP8L
      if (head.getUint8(20) !== 0x2f) return 0;
      const bits = head.getUint32(21, true);
      return (1 + (bits & 0x3fff)) * (1 + ((bits >>> 14) & 0x3fff));
    }
    case 0x56503820: // VP8
      if (uint24(head, 23) !== 0x2a019d) return 0;
      return (head.getUint16(26, true) & 0x3fff) * (head.getUint16(28, true) & 0x3fff);
    default:
      return 0;
  }
}

function uint24(data: DataView, at: number): number {
  return data.getUint16(at, true) | (data.getUint8(at + 2) << 16);
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
