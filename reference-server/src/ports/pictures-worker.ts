/** The thread that decodes strangers' pictures. It knows no database, no key and no name: a file in, pictures out. */
import { parentPort } from 'node:worker_threads';
import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas';
import type { FileType } from '@portico/contract';
import { heicThumbnail } from '../files/heic-thumbnail.js';
import { jpegPixels } from '../files/picture-jpeg.js';
import { pixelsOf } from '../files/picture.js';
import { headSource } from '../files/source.js';
import { greyOf } from '../passport/grey.js';
import { type PassportReading, readPassport } from '../passport/read.js';
import { pdfPages } from './pdf-pages.js';
import type { PagePicture } from './pictures.js';
import { tiffPages } from './tiff-pages.js';
import { turn } from './turn.js';
import type { PictureAnswer, PictureTask } from './pictures.workers.js';

/** Asked of the header before anything is decoded. */
const MOST_PIXELS = 50_000_000;
const LARGE = 1600;
const SMALL = 320;
const QUALITY = 82;
/** Longest side of what passports are read from. */
const READ_FROM = 2000;

parentPort?.on('message', (task: PictureTask) => {
  void develop(task).then(
    (answer) => parentPort?.postMessage(answer),
    (error: unknown) =>
      parentPort?.postMessage({ error: error instanceof Error ? error.message : 'unknown' } satisfies PictureAnswer),
  );
});

async function develop({ file, type, passport }: PictureTask): Promise<PictureAnswer> {
  const pages: PagePicture[] = [];
  let reading: PassportReading | null = null;
  for await (const { page, canvas } of canvasesOf(file, type)) {
    if (passport) reading ??= passportOn(canvas) ?? null;
    pages.push({ page, large: jpeg(canvas, LARGE), small: jpeg(canvas, SMALL) });
  }
  return { pages, passport: reading };
}

async function* canvasesOf(file: Uint8Array, type: FileType): AsyncGenerator<{ page: number; canvas: Canvas }> {
  if (type === 'application/pdf') {
    yield* pdfPages(file, LARGE);
    return;
  }
  const pixels = await pixelsOf(type, headSource(file, file.byteLength));
  if (!(pixels > 0 && pixels <= MOST_PIXELS)) throw new Error('It has too many pixels, or none');
  if (type === 'image/tiff') {
    for await (const { page, canvas } of tiffPages(file, MOST_PIXELS))
      yield { page, canvas: fitted(canvas, READ_FROM) };
    return;
  }
  if (type === 'image/heic') {
    const thumbnail = await thumbnailOf(file);
    if (thumbnail) yield { page: 1, canvas: thumbnail };
    return;
  }
  yield { page: 1, canvas: await loaded(file) };
}

/** Upright: it turns a picture as its EXIF says. */
async function loaded(file: Uint8Array): Promise<Canvas> {
  const image = await loadImage(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  return drawn(image, image.width, image.height, READ_FROM);
}

/** Nobody gives away a decoder of HEVC, so a HEIC is drawn where its camera has laid a JPEG beside it. */
async function thumbnailOf(file: Uint8Array): Promise<Canvas | undefined> {
  const { jpeg: bytes, orientation = 1 } = heicThumbnail(file) ?? {};
  const pixels = bytes && (await jpegPixels(headSource(bytes, bytes.byteLength)));
  return bytes && pixels !== undefined && pixels > 0 && pixels <= MOST_PIXELS
    ? turn(await loaded(bytes), orientation)
    : undefined;
}

function fitted(canvas: Canvas, longest: number): Canvas {
  return drawn(canvas, canvas.width, canvas.height, longest);
}

/** Draws on paper, so that what is transparent does not turn black. */
function drawn(
  source: Parameters<ReturnType<Canvas['getContext']>['drawImage']>[0],
  width: number,
  height: number,
  longest: number,
): Canvas {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = createCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function jpeg(canvas: Canvas, longest: number): Uint8Array {
  return new Uint8Array(fitted(canvas, longest).toBuffer('image/jpeg', QUALITY));
}

function passportOn(canvas: Canvas): PassportReading | undefined {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return readPassport(greyOf(data, canvas.width, canvas.height));
}
