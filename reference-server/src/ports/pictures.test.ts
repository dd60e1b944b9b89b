import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { aPng } from '@portico/testing';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { anyFault, dice, passportLines, photograph } from '../passport/specimen.suite.js';
import { PictureError } from './pictures.js';
import { createWorkerPictures } from './pictures.workers.js';
import { createTesseractOcr } from './ocr.tesseract.js';

const pictures = createWorkerPictures();

function aPicture(width: number, height: number, type: 'image/png' | 'image/webp' = 'image/png'): Uint8Array {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#1a7';
  pen.fillRect(0, 0, width, height / 2);
  return new Uint8Array(type === 'image/png' ? canvas.toBuffer(type) : canvas.toBuffer(type, 90));
}

function aPagedPdf(pages: number, javascript = false): Uint8Array {
  const page = (at: number) => `${at} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 9 0 R>>endobj\n`;
  const kids = Array.from({ length: pages }, (_, at) => 10 + at);
  const draw = '1 0 0 rg 20 20 150 50 re f';
  return new TextEncoder().encode(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R${javascript ? '/OpenAction<</S/JavaScript/JS(while(1){})>>' : ''}>>endobj\n` +
      `2 0 obj<</Type/Pages/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]/Count ${pages}>>endobj\n` +
      `9 0 obj<</Length ${draw.length}>>stream\n${draw}\nendstream endobj\n${kids.map(page).join('')}trailer<</Root 1 0 R>>`,
  );
}

suite('pictures', () => {
  test('are drawn anew as JPEG in two sizes, from PNG, WebP and JPEG', async () => {
    for (const [file, type] of [
      [aPicture(2400, 1200), 'image/png'],
      [aPicture(2400, 1200, 'image/webp'), 'image/webp'],
      [photograph(passportLines(dice(1)), anyFault(dice(1), 1), dice(1)), 'image/jpeg'],
    ] as const) {
      const { pages } = await pictures.develop(file, type, { passport: false });
      assert.equal(pages.length, 1);
      const [large, small] = [
        await loadImage(Buffer.from(pages[0]!.large)),
        await loadImage(Buffer.from(pages[0]!.small)),
      ];
      assert.ok(Math.max(large.width, large.height) <= 1600 && large.width > 900, type);
      assert.equal(Math.max(small.width, small.height), 320);
    }
  });

  test('carry no place, no maker and no thumbnail of the file that they were made from', async () => {
    const jpeg = photograph(passportLines(dice(2)), anyFault(dice(2), 0.5), dice(2));
    const exif = Buffer.from('Exif\0\0II*\0\x08\0\0\0\0\0GPSLatitude 51.5007 canary-place', 'latin1');
    const length = Buffer.from([(exif.byteLength + 2) >> 8, (exif.byteLength + 2) & 255]);
    const located = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, jpeg.subarray(2)]);
    const { pages } = await pictures.develop(located, 'image/jpeg', { passport: false });
    for (const picture of [pages[0]!.large, pages[0]!.small]) {
      const text = Buffer.from(picture).toString('latin1');
      assert.doesNotMatch(text, /Exif|canary|GPS/);
    }
  });

  test('are made of each page of a PDF, up to twenty, and its script does not run', async () => {
    const { pages } = await pictures.develop(aPagedPdf(2, true), 'application/pdf', { passport: false });
    assert.deepEqual(
      pages.map(({ page }) => page),
      [1, 2],
    );
    const drawn = await loadImage(Buffer.from(pages[0]!.large));
    assert.equal(drawn.width / drawn.height, 1.5);
    assert.equal((await pictures.develop(aPagedPdf(25), 'application/pdf', { passport: false })).pages.length, 20);
  });

  test('have the passport lines read from them where that is asked', async () => {
    const d = dice(21);
    const lines = passportLines(d);
    const file = photograph(lines, anyFault(d, 1), d);
    assert.deepEqual((await pictures.develop(file, 'image/jpeg', { passport: true })).passport?.lines, lines);
    assert.equal((await pictures.develop(file, 'image/jpeg', { passport: false })).passport, null);
  });

  test('of broken files, and of files with too many pixels, are refused, and the next file is drawn', async () => {
    const refused: readonly (readonly [Uint8Array, 'image/png' | 'image/jpeg' | 'application/pdf'])[] = [
      [aPng({ width: 30_000, height: 30_000 }), 'image/png'],
      [aPng({ width: 8000, height: 6300 }), 'image/png'],
      [new Uint8Array(5000), 'image/jpeg'],
      [aPicture(100, 100).subarray(0, 60), 'image/png'],
      [new TextEncoder().encode('%PDF-1.7\nnothing of a document'), 'application/pdf'],
    ];
    for (const [file, type] of refused) {
      await assert.rejects(pictures.develop(file, type, { passport: true }), PictureError, type);
    }
    assert.equal((await pictures.develop(aPicture(40, 40), 'image/png', { passport: true })).pages.length, 1);
  });

  test('that take too long or too much memory end their thread and not the server', async () => {
    const hasty = createWorkerPictures({ timeoutMs: 1 });
    await assert.rejects(hasty.develop(aPicture(3000, 3000), 'image/png', { passport: true }), /too long/);
    const narrow = createWorkerPictures({ memory: 4 });
    await assert.rejects(narrow.develop(aPagedPdf(20), 'application/pdf', { passport: false }), PictureError);
  });
});

suite('Tesseract', () => {
  test('reads a printed page with the language data of its package', async () => {
    const canvas = createCanvas(700, 160);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 700, 160);
    pen.fillStyle = '#000';
    pen.font = '34px ocr-b';
    pen.fillText('CERTIFICATE OF SPECIMEN', 30, 60);
    pen.fillText('REGISTER 4711', 30, 120);
    const { text, confidence } = await createTesseractOcr().read(new Uint8Array(canvas.toBuffer('image/png')));
    assert.match(text, /CERTIFICATE OF SPECIMEN/);
    assert.match(text, /4711/);
    assert.ok(confidence > 0.5 && confidence <= 1);
  });

  test('is ended when its time is over', async () => {
    await assert.rejects(createTesseractOcr({ timeoutMs: 1 }).read(aPicture(50, 50)), /too long/);
  });
});
