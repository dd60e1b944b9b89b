/** A reader that is not ours opens what is written, and is told to be strict. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFDocument } from '@cantoo/pdf-lib';
import { pagesPdf } from './pages-pdf.js';

/** The smallest grey JPEG there is, of one pixel. */
const pixel = Uint8Array.from(
  atob(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  ),
  (letter) => letter.charCodeAt(0),
);
const jpeg = new Blob([pixel], { type: 'image/jpeg' });

test('each picture is on a page of its shape, its longer side that of A4', async () => {
  const pdf = await pagesPdf([
    { jpeg, width: 2100, height: 2970 },
    { jpeg, width: 4000, height: 3000 },
  ]);
  assert.equal(pdf.type, 'application/pdf');
  const read = await PDFDocument.load(await pdf.arrayBuffer(), { throwOnInvalidObject: true });
  const sizes = read.getPages().map((page) => page.getSize());
  assert.deepEqual(
    sizes.map(({ width, height }) => [Math.round(width), Math.round(height)]),
    [
      [595, 842],
      [842, 632],
    ],
  );
});

test('the picture is in it byte for byte, and drawn', async () => {
  const pdf = await pagesPdf([{ jpeg, width: 1, height: 1 }]);
  const bytes = Buffer.from(await pdf.arrayBuffer());
  assert(bytes.includes(Buffer.from(pixel)));
  const read = await PDFDocument.load(bytes, { throwOnInvalidObject: true });
  const contents = read.getPage(0).node.Contents();
  assert.match(String(contents), /Length 30/);
  assert(bytes.includes('842.00 0 0 842.00 0 0 cm /P Do'));
});
