import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { PDFDocument } from '@cantoo/pdf-lib';
import { loadPdfjs, pdfPages } from '../ports/pdf-pages.js';
import { SheetError, type SheetFault } from '../ports/sheets.js';
import { createWorkerSheets } from '../ports/sheets.workers.js';
import { arrange } from './arrange.js';
import { aPaper, aPhoto, aStream, type PaperOptions } from './paper.suite.js';

const pdf = (bytes: Uint8Array) => ({ bytes, type: 'application/pdf' as const });

/** Width and words of each page, read by another library than the one that wrote them. */
async function read(bytes: Uint8Array): Promise<string[]> {
  const { getDocument } = await loadPdfjs();
  const loading = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const document = await loading.promise;
  const pages = [];
  for (let at = 1; at <= document.numPages; at += 1) {
    const page = await document.getPage(at);
    const { items } = await page.getTextContent();
    const words = items.map((item) => ('str' in item ? item.str : '')).join('');
    pages.push(`${Math.round(page.getViewport({ scale: 1 }).width)} ${words}`);
  }
  await loading.destroy();
  return pages;
}

/** Everything that is in a file, unpacked. */
async function inside(bytes: Uint8Array): Promise<string> {
  const file = await PDFDocument.load(bytes, { updateMetadata: false });
  const plain = await file.save({ useObjectStreams: false });
  return Buffer.from(plain).toString('latin1');
}

async function faultOf(made: Promise<unknown>): Promise<SheetFault | undefined> {
  try {
    await made;
  } catch (error) {
    if (error instanceof SheetError) return error.fault;
    throw error;
  }
  return undefined;
}

const faultIn = (bytes: Uint8Array) => faultOf(arrange({ files: [pdf(bytes)], parts: [[1]] }));

suite('pages', () => {
  test('come out as they were asked for, in their order, in parts, and the same each time', async () => {
    const order = { files: [pdf(aPaper(5))], parts: [[4, 1], [3], [2, 3, 5]] };
    const { pages, parts } = await arrange(order);
    assert.equal(pages, 5);
    assert.deepEqual(await Promise.all(parts.map(read)), [
      ['104 page 4', '101 page 1'],
      ['103 page 3'],
      ['102 page 2', '103 page 3', '105 page 5'],
    ]);
    assert.deepEqual((await arrange(order)).parts, parts);
  });

  test('of a part carry nothing of the pages that are not in it', async () => {
    const link = '/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest[12 0 R/Fit]>>]';
    const [part] = (await arrange({ files: [pdf(aPaper(3, 'secret', { page: link }))], parts: [[1]] })).parts;
    const text = await inside(part!);
    assert.match(text, /% only secret 1/);
    assert.doesNotMatch(text, /secret [23]/);
  });

  test('of several files follow each other; a picture is a page of its shape, the way round that its camera says', async () => {
    const files = [
      pdf(aPaper(2, 'one')),
      { bytes: aPhoto(400, 200, 'image/jpeg', 6), type: 'image/jpeg' as const },
      { bytes: aPhoto(300, 300, 'image/png'), type: 'image/png' as const },
      pdf(aPaper(1, 'two')),
    ];
    const { pages, parts } = await arrange({ files, parts: null });
    assert.equal(pages, 5);
    assert.deepEqual(await read(parts[0]!), ['101 one 1', '102 one 2', '421 ', '842 ', '101 two 1']);
    // Turned clockwise, the dark corner of its top left is at the top right.
    const drawn = [];
    for await (const { canvas } of pdfPages(parts[0]!, 400)) drawn.push(canvas);
    const turned = createCanvas(200, 400);
    turned.getContext('2d').drawImage(await loadImage(drawn[2]!.toBuffer('image/png')), 0, 0);
    const dark = (x: number, y: number) => (turned.getContext('2d').getImageData(x, y, 1, 1).data[0] ?? 255) < 100;
    assert.deepEqual([dark(20, 20), dark(180, 20), dark(20, 380), dark(180, 380)], [false, true, false, false]);
  });

  test('leave scripts, actions, attachments and descriptions behind, and keep what a form and a stamp show', async () => {
    const script = '<</S/JavaScript/JS(app.alert\\(1\\))>>';
    const field = `<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Marie)/Rect[10 100 90 120]/AP<</N 500 0 R>>/A ${script}/AA<</F ${script}>>>>`;
    const hidden = '<</Type/Annot/Subtype/Stamp/F 2/Rect[0 0 9 9]/AP<</N 501 0 R>>>>';
    const note = '<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 502 0 R/Contents(hidden-note)>>';
    const options: PaperOptions = {
      catalog: `/OpenAction ${script}/AA<</WC ${script}>>/Names<</JavaScript<</Names[(a) ${script}]>>/EmbeddedFiles<</Names[(x) 502 0 R]>>>>/Metadata 504 0 R`,
      page: `/AA<</O ${script}>>/Metadata 504 0 R/PieceInfo<</X(piece)>>/Annots[${field}${hidden}${note}]`,
      objects: [
        aStream(
          '/Type/XObject/Subtype/Form/BBox[0 0 80 20]/Resources<</Font<</F1 4 0 R>>>>',
          'BT /F1 12 Tf (Marie) Tj ET',
        ),
        aStream('/Type/XObject/Subtype/Form/BBox[0 0 9 9]', 'BT (hidden-stamp) Tj ET'),
        '<</Type/Filespec/F(evil.exe)/EF<</F 503 0 R>>>>',
        aStream('/Type/EmbeddedFile', 'attached-bytes'),
        aStream('/Type/Metadata/Subtype/XML', '<x>described</x>'),
      ],
    };
    const [part] = (await arrange({ files: [pdf(aPaper(1, 'page', options))], parts: [[1]] })).parts;
    assert.deepEqual(await read(part!), ['101 page 1Marie']);
    const text = await inside(part!);
    assert.doesNotMatch(
      text,
      /JavaScript|alert|OpenAction|\/AA|attached-bytes|evil|hidden-|described|piece|Annots \[ \S*\d|\/Widget/,
    );
  });

  test('that cannot be had are refused by why', async () => {
    const order = (parts: number[][]) => arrange({ files: [pdf(aPaper(2))], parts });
    assert.equal(await faultOf(order([[1], [3]])), 'beyond');
    assert.equal(await faultOf(order([Array.from({ length: 501 }, () => 1)])), 'too_many');
    const encrypt =
      '/Encrypt<</Filter/Standard/V 1/R 2/O(01234567890123456789012345678901)/U(01234567890123456789012345678901)/P -4>>/ID[(a)(a)]';
    assert.equal(await faultIn(aPaper(1, 'page', { trailer: encrypt })), 'encrypted');
    assert.equal(
      await faultIn(aPaper(1, 'page', { catalog: '/OCProperties<</OCGs[4 0 R]/D<</OFF[4 0 R]>>>>' })),
      'layered',
    );
    assert.equal(await faultIn(aPaper(1, 'page', { catalog: '/Collection<<>>' })), 'layered');
    const unseen = '/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/V(Marie)/Rect[0 0 9 9]>>]';
    assert.equal(await faultIn(aPaper(1, 'page', { page: unseen })), 'layered');
    assert.equal(await faultIn(new TextEncoder().encode('%PDF-1.4\nnothing at all\n%%EOF')), 'damaged');
    assert.equal(await faultOf(arrange({ files: [{ bytes: aPaper(1), type: 'image/png' }], parts: null })), 'damaged');
  });

  test('of a bomb are refused before it has unpacked, and a thread ends in time and takes the next order', async () => {
    const zeros = deflateSync(Buffer.alloc(140 * 1024 * 1024));
    const bomb = aPaper(1, 'page', {
      objects: [aStream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', new Uint8Array(zeros))],
    });
    const sheets = createWorkerSheets();
    const before = process.memoryUsage().rss;
    const refused = await faultOf(sheets.arrange({ files: [pdf(bomb)], parts: [[1]] }));
    assert.equal(refused, 'damaged');
    assert.ok(process.memoryUsage().rss - before < 500 * 1024 * 1024);
    const slow = createWorkerSheets({ timeoutMs: 1 });
    assert.equal(await faultOf(slow.arrange({ files: [pdf(aPaper(1))], parts: [[1]] })), 'damaged');
    assert.equal(await faultOf(sheets.arrange({ files: [pdf(aPaper(1))], parts: [[2]] })), 'beyond');
    const { parts } = await sheets.arrange({ files: [pdf(aPaper(3))], parts: [[2]] });
    assert.deepEqual(await read(parts[0]!), ['102 page 2']);
  });
});
