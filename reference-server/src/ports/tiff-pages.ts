/**
 * Draws the first pages of a TIFF by UTIF, which believes what a file says of itself: so it is asked to decode a page only when
 * what that will take is known from the directory and the heads of its pieces.
 */
import { inflateSync } from 'node:zlib';
import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas';
import utif, { type IFD } from 'utif2';
import { jpegPixels } from '../files/picture-jpeg.js';
import { headSource } from '../files/source.js';
import { MOST_PAGES } from './pdf-pages.js';
import { turn } from './turn.js';

/** None, three of fax, LZW, JPEG, two names of deflate, PackBits. Cameras' own ones are left alone. */
const COMPRESSIONS = [1, 2, 3, 4, 5, 7, 8, 32_946, 32_773];
const JPEG = 7;
const DEFLATE = [8, 32_946];
/** Bits of a sample, and samples of a pixel, that paper can need. */
const MOST_BITS = 16;
const MOST_SAMPLES = 5;
/** Strips or tiles of a page. */
const MOST_PIECES = 20_000;

/** The pages in their order. @param mostPixels of a page @throws Error for one that is not to be decoded */
export async function* tiffPages(
  file: Uint8Array,
  mostPixels: number,
): AsyncGenerator<{ readonly page: number; readonly canvas: Canvas }> {
  const bytes = Buffer.from(file);
  // Smaller pictures of a page that are kept beside it are no pages.
  const pages = utif.decode(bytes).filter((one) => (numberOf(one, 254) & 1) === 0 && numberOf(one, 256) > 0);
  if (pages.length === 0) throw new Error('It has no page');
  for (const [index, page] of pages.slice(0, MOST_PAGES).entries()) {
    await check(page, file, mostPixels);
    utif.decodeImage(bytes, page);
    const { width, height } = page;
    const canvas = createCanvas(width, height);
    const colours = new Uint8ClampedArray(utif.toRGBA8(page).buffer);
    canvas.getContext('2d').putImageData(new ImageData(colours, width, height), 0, 0);
    page.data = new Uint8Array();
    yield { page: index + 1, canvas: turn(canvas, numberOf(page, 274)) };
  }
}

/** @throws Error where decoding takes more memory than the pixels that the page may have */
async function check(page: IFD, file: Uint8Array, mostPixels: number): Promise<void> {
  const pixels = numberOf(page, 256) * numberOf(page, 257);
  const [bits, samples] = [numberOf(page, 258, 1), numberOf(page, 277, 1)];
  const [tileWidth, tileHeight] = [numberOf(page, 322), numberOf(page, 323)];
  const isTiled = tileWidth > 0;
  if (!(pixels > 0 && pixels <= mostPixels)) throw new Error('It has too many pixels, or none');
  if (bits > MOST_BITS || samples > MOST_SAMPLES) throw new Error('Its pixels are too large');
  if (isTiled && !(tileHeight > 0 && tileWidth * tileHeight <= mostPixels)) throw new Error('Its tiles are too large');
  const compression = numberOf(page, 259, 1);
  if (!COMPRESSIONS.includes(compression)) throw new Error('It is compressed in a way that is not read');
  const [starts, lengths] = isTiled ? [all(page, 324), all(page, 325)] : [all(page, 273), all(page, 279)];
  if (starts.length === 0 || starts.length > MOST_PIECES) throw new Error('It has too many pieces, or none');
  const most = Math.ceil((Math.max(pixels, tileWidth * tileHeight) * bits * samples) / 8) + numberOf(page, 257);
  for (const [index, start] of starts.entries()) {
    const piece = file.subarray(start, start + (lengths[index] ?? 0));
    if (DEFLATE.includes(compression)) inflateSync(piece, { maxOutputLength: most });
    if (compression !== JPEG) continue;
    const drawn = await jpegPixels(headSource(piece, piece.byteLength));
    if (!(drawn > 0 && drawn <= mostPixels)) throw new Error('A piece has too many pixels, or none');
  }
}

function numberOf(page: IFD, tag: number, otherwise = 0): number {
  return all(page, tag)[0] ?? otherwise;
}

function all(page: IFD, tag: number): number[] {
  const values = page[`t${tag}`];
  if (typeof values === 'number' || values === undefined) return [];
  return Array.from(values, (value: string | number) => (typeof value === 'number' ? value : Number.NaN));
}
