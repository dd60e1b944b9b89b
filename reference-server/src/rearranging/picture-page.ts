/** A picture as a page of a PDF: its longer side that of A4, the way round that its camera says. A JPEG goes in as it is. */
import {
  concatTransformationMatrix,
  drawObject,
  type PDFDocument,
  popGraphicsState,
  pushGraphicsState,
} from '@cantoo/pdf-lib';
import { jpegOrientation } from '../files/jpeg-orientation.js';
import { pixelsOf } from '../files/picture.js';
import { headSource } from '../files/source.js';
import { SheetError } from '../ports/sheets.js';

/** Points of A4's longer side. */
const LONGER = 842;
/** A PNG has to be unpacked, into eight bytes a pixel. */
const MOST_PNG_PIXELS = 30_000_000;

/** For each Exif orientation how the unit square is laid onto a page of the width and height that are seen. */
const LAID: Readonly<
  Record<number, (w: number, h: number) => readonly [number, number, number, number, number, number]>
> = {
  1: (w, h) => [w, 0, 0, h, 0, 0],
  2: (w, h) => [-w, 0, 0, h, w, 0],
  3: (w, h) => [-w, 0, 0, -h, w, h],
  4: (w, h) => [w, 0, 0, -h, 0, h],
  5: (w, h) => [0, -h, -w, 0, w, h],
  6: (w, h) => [0, -h, w, 0, 0, h],
  7: (w, h) => [0, h, w, 0, 0, 0],
  8: (w, h) => [0, h, -w, 0, w, 0],
};

/** Adds a picture as the last page. @throws where it cannot be read */
export async function addPicture(
  target: PDFDocument,
  bytes: Uint8Array,
  type: 'image/jpeg' | 'image/png',
): Promise<void> {
  const isJpeg = type === 'image/jpeg';
  if (!isJpeg && (await pixelsOf(type, headSource(bytes, bytes.byteLength))) > MOST_PNG_PIXELS)
    throw new SheetError('damaged');
  const image = isJpeg ? await target.embedJpg(bytes) : await target.embedPng(bytes);
  const orientation = isJpeg ? jpegOrientation(bytes) : 1;
  const sides = orientation > 4 ? [image.height, image.width] : [image.width, image.height];
  const [width = 1, height = 1] = sides.map((side) => (side * LONGER) / Math.max(...sides));
  const page = target.addPage([width, height]);
  const name = page.node.newXObject('Picture', image.ref);
  const matrix = (LAID[orientation] ?? LAID[1])?.(width, height) ?? [width, 0, 0, height, 0, 0];
  page.pushOperators(pushGraphicsState(), concatTransformationMatrix(...matrix), drawObject(name), popGraphicsState());
}
