/** What must not come in: each with its own code, and nothing half-made left behind. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  aDocx,
  aFirm,
  aHeic,
  aJpeg,
  anArchive,
  anXlsx,
  aPdf,
  aPng,
  ascii,
  asTus,
  aTiff,
  aWebp,
  concat,
  createTestServer,
  metadataOf,
  noise,
  type TestServer,
} from '@portico/testing';
import { aScene, refusalOf, type Scene } from './scene.suite.js';

const EVERYTHING = [
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/heic',
  'image/webp',
  'image/tiff',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

let server: TestServer;
let scene: Scene;
before(async () => {
  server = await createTestServer();
  scene = await aScene(server, { accept: EVERYTHING });
});
after(() => server.close());

/** Blobs that lie in the store. */
async function blobs(): Promise<number> {
  const keys: string[] = [];
  for await (const { key } of server.deps.blobs.list()) keys.push(key);
  return keys.length;
}

/** Sends a whole file that must be refused, and sees that nothing is left. */
async function refused(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<[number, string | undefined]> {
  const [documents, stored] = [(await scene.documents()).length, await blobs()];
  const refusal = await refusalOf(await scene.tus.send(scene.requestId, name, bytes));
  assert.equal((await scene.documents()).length, documents, 'no document');
  assert.equal(await blobs(), stored, 'no blob');
  return refusal;
}

async function accepted(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const response = await scene.tus.send(scene.requestId, name, bytes);
  assert.equal(response.status, 204, `${name}: ${await response.text()}`);
  assert.deepEqual(await scene.content(response.headers.get('portico-document')), bytes);
}

test('each kind of file that the request accepts comes in', async () => {
  await accepted('a.pdf', aPdf());
  await accepted('a.PDF', aPdf(40));
  await accepted('a.jpg', aJpeg());
  await accepted('large comment.jpeg', aJpeg({ comment: 200_000, size: 400_000 }));
  await accepted('a.png', aPng());
  await accepted('a.webp', aWebp());
  await accepted('a.tif', aTiff());
  await accepted('directory at the end.tiff', aTiff({ gap: 300_000 }));
  await accepted('a.heic', aHeic());
  await accepted('a.docx', aDocx());
  await accepted('a.xlsx', anXlsx());
});

test('a kind of file that the request does not accept', async () => {
  const { requestId, tus } = await aScene(server, { accept: ['application/pdf'] });
  for (const name of ['a.jpg', 'a.gif', 'a.txt', 'a', 'pdf', 'a.pdf.zip']) {
    assert.deepEqual(await refusalOf(await tus.send(requestId, name, aPdf())), [415, 'file_type_not_accepted'], name);
  }
});

test('a file larger than the request or the server takes', async () => {
  const { requestId, tus } = await aScene(server, { maxBytes: 5000 });
  assert.deepEqual(await refusalOf(await tus.send(requestId, 'a.pdf', aPdf(5001))), [413, 'file_too_large']);
  assert.equal((await tus.send(requestId, 'a.pdf', aPdf(5000))).status, 204);
});

test('an empty file', async () => {
  assert.deepEqual(await refused('a.pdf', new Uint8Array()), [422, 'file_empty']);
});

test('names that are paths, hide characters, or are none', async () => {
  const names = [
    '../../x',
    '../../x.pdf',
    '/etc/passwd.pdf',
    'a/b.pdf',
    'a\\b.pdf',
    'C:\\x.pdf',
    'a\0.pdf',
    'a\r\nSet-Cookie: x.pdf',
    'a\u0007.pdf',
    'a\u0085.pdf',
    'gpj.\u202efdp',
    'a\u2066b.pdf',
    'a\u200fb.pdf',
    'a\u2028b.pdf',
    '\ufeffa.pdf',
    '.',
    '..',
    ' ',
    '',
    `${'é'.repeat(126)}.pdf`,
    `${'x'.repeat(4096)}.pdf`,
  ];
  for (const name of names) {
    const response = await scene.tus.create({ requestId: scene.requestId, name, length: 10 });
    const expected = name.length > 2000 ? [400, 'upload_metadata_invalid'] : [422, 'file_name_invalid'];
    assert.deepEqual(await refusalOf(response), expected, JSON.stringify(name.slice(0, 20)));
  }
});

test('names that only look dangerous are data and come back as they are', async () => {
  for (const name of [
    '..%2f..%2fx.pdf',
    'con.pdf',
    'a\'"; filename=x.pdf',
    'naïve – 護照 🙂.pdf',
    '%00.pdf',
    '-rf.pdf',
    '$(x).pdf',
  ]) {
    const sent = await scene.tus.send(scene.requestId, name, aPdf());
    const got = await scene.staff('GET', `/v1/firm/documents/${sent.headers.get('portico-document')}/content`);
    const [, plain, real] =
      /^attachment; filename="([^"\\]*)"; filename\*=UTF-8''([\w.!~%-]*)$/.exec(
        got.headers.get('content-disposition') ?? '',
      ) ?? [];
    assert.equal(decodeURIComponent(real ?? ''), name.normalize('NFC'));
    assert.match(plain ?? '', /^[\x20-\x7e]+$/);
    await got.body?.cancel();
  }
});

test('metadata with control or bidi characters', async () => {
  for (const value of ['a\u0001b', 'a\u202eb', 'a\nb']) {
    const metadata = metadataOf({ requestId: scene.requestId, filename: 'a.pdf', relativePath: value });
    const headers = { 'upload-metadata': metadata };
    const response = await scene.tus.create({ requestId: '', name: '', length: 10 }, { headers });
    assert.deepEqual(await refusalOf(response), [400, 'upload_metadata_invalid']);
  }
  const notText = `requestId ${btoa(scene.requestId)},filename ${btoa('\xff\xfe.pdf')}`;
  const response = await scene.tus.create(
    { requestId: '', name: '', length: 10 },
    { headers: { 'upload-metadata': notText } },
  );
  assert.deepEqual(await refusalOf(response), [400, 'upload_metadata_invalid']);
});

test('active content, whatever it is called', async () => {
  const hostile = {
    html: '<!doctype html><html><script>alert(1)</script>',
    'html after blanks': `${' '.repeat(500)}\n<HTML onload=alert(1)>`,
    'html after a comment': '<!-- %PDF-1.4 --><body onload=alert(1)>',
    'html after words': 'Dear Sir,\n<script src=//evil.example></script>',
    svg: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'svg after a prolog': '<?xml version="1.0"?><!DOCTYPE svg><svg><script/></svg>',
    'svg after a mark': '\u00ef\u00bb\u00bf<svg onload="alert(1)"/>',
    xml: '<?xml version="1.0"?><a/>',
    script: '(function () { alert(1) })()',
    module: 'import x from "x";',
    shell: '#!/bin/sh\nrm -rf /',
    uri: 'see javascript:alert(1)',
  };
  for (const [what, text] of Object.entries(hostile)) {
    for (const name of ['photo.jpg', 'scan.pdf', 'x.docx']) {
      assert.deepEqual(await refused(name, ascii(text)), [415, 'file_active_content'], `${what} as ${name}`);
    }
  }
  const utf16 = concat([
    new Uint8Array([0xff, 0xfe]),
    new Uint8Array(Buffer.from('<script>alert(1)</script>', 'utf16le')),
  ]);
  assert.deepEqual(await refused('photo.jpg', utf16), [415, 'file_active_content']);
  for (const name of ['x.svg', 'x.html', 'x.HTM', 'x.xhtml', 'x.js', 'x.mjs', 'x.xml', 'x.docm']) {
    const response = await scene.tus.create({ requestId: scene.requestId, name, length: 10 });
    assert.deepEqual(await refusalOf(response), [415, 'file_active_content'], name);
  }
});

test('bytes that are not what the name says', async () => {
  const rows: [string, Uint8Array<ArrayBuffer>][] = [
    ['a.pdf', aJpeg()],
    ['a.jpg', aPdf()],
    ['a.png', aJpeg()],
    ['a.docx', aPdf()],
    ['a.docx', anXlsx()],
    ['a.xlsx', aDocx()],
    ['a.docx', anArchive([{ name: 'readme.txt', content: ascii('hello') }])],
    ['a.pdf', aDocx()],
    ['a.pdf', ascii('plain words')],
    ['a.pdf', noise(5000, 9)],
    ['a.jpg', ascii('GIF89a not a picture that we take')],
    ['a.heic', concat([ascii('\0\0\0\x18ftypisom'), noise(500, 2)])],
    ['a.pdf', concat([ascii('MZ\x90\0'), noise(500, 2)])],
  ];
  for (const [name, bytes] of rows) {
    assert.deepEqual(await refused(name, bytes), [422, 'file_type_mismatch'], name);
  }
});

test('a wrong file is refused after its first 64 KiB, not after all of it', async () => {
  const file = noise(5_000_000, 4);
  const created = await scene.tus.create({ requestId: scene.requestId, name: 'a.pdf', length: file.byteLength });
  let taken = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(file.slice(taken, taken + 16_384));
      taken += 16_384;
      if (taken >= file.byteLength) controller.close();
    },
  });
  const location = created.headers.get('location') ?? '';
  assert.deepEqual(await refusalOf(await scene.tus.patch(location, 0, body)), [422, 'file_type_mismatch']);
  assert.ok(taken < 200_000, `${taken} bytes were taken`);
  assert.equal((await scene.tus.head(location)).status, 410);
  assert.deepEqual(await refusalOf(await scene.tus.patch(location, 0, file)), [410, 'upload_gone']);
});

test('pictures of more than a hundred million pixels', async () => {
  const rows: [string, Uint8Array<ArrayBuffer>][] = [
    ['a.png', aPng({ width: 30_000, height: 30_000 })],
    ['a.jpg', aJpeg({ width: 65_500, height: 65_500 })],
    ['late.jpg', aJpeg({ width: 65_500, height: 65_500, comment: 200_000, size: 300_000 })],
    ['a.webp', aWebp({ width: 16_384, height: 16_384 })],
    ['a.tif', aTiff({ width: 100_000, height: 100_000, gap: 200_000 })],
    ['a.heic', aHeic({ width: 20_000, height: 20_000 })],
  ];
  for (const [name, bytes] of rows) {
    assert.deepEqual(await refused(name, bytes), [422, 'image_too_large'], name);
  }
});

test('pictures whose header is cut off or makes no sense', async () => {
  const loop = aTiff();
  new DataView(loop.buffer).setUint32(loop.byteLength - 4, 108, true);
  const rows: [string, Uint8Array<ArrayBuffer>][] = [
    ['a.png', aPng().slice(0, 20)],
    ['a.png', aPng({ width: 0, height: 10 })],
    ['a.jpg', aJpeg().slice(0, 8)],
    ['a.jpg', concat([new Uint8Array([0xff, 0xd8, 0xff, 0xd9]), noise(100, 1)])],
    ['a.webp', aWebp().slice(0, 18)],
    ['a.tif', aTiff().slice(0, 60)],
    ['loop.tif', loop],
    ['a.heic', aHeic().slice(0, 40)],
  ];
  for (const [name, bytes] of rows) {
    assert.deepEqual(await refused(name, bytes), [422, 'file_damaged'], name);
  }
});

test('archives that unpack to far more than they hold', async () => {
  const many = Array.from({ length: 1001 }, (_, index) => ({ name: `${index}.xml`, content: ascii('x') }));
  const zeros = { name: 'word/media/zeros', content: new Uint8Array(20_000_000) };
  const claimed = (index: number) => ({ name: `${index}`, content: noise(1_000_000, index + 1), claimed: 99_000_000 });
  const rows: Record<string, Uint8Array<ArrayBuffer>> = {
    bomb: aDocx([zeros]),
    'many entries': aDocx(many),
    'a claim of 500 MB and more': aDocx(Array.from({ length: 6 }, (_, index) => claimed(index))),
    overlap: aDocx([
      { name: 'word/a', content: noise(3000, 7) },
      { name: 'word/b', content: noise(3000, 7), start: 0 },
    ]),
    'entries beyond the directory': aDocx([{ name: 'word/a', content: noise(3000, 7), start: 2_000_000_000 }]),
  };
  for (const [what, bytes] of Object.entries(rows)) {
    const started = performance.now();
    assert.deepEqual(await refused('a.docx', bytes), [422, 'archive_unsafe'], what);
    assert.ok(performance.now() - started < 5000, what);
  }
});

test('archives that cannot be read, and those with macros', async () => {
  const good = aDocx();
  assert.deepEqual(await refused('a.docx', good.slice(0, good.byteLength - 30)), [422, 'file_damaged']);
  assert.deepEqual(await refused('a.docx', concat([good, ascii('trailing')])), [422, 'file_damaged']);
  const macros = aDocx([{ name: 'word/vbaProject.bin', content: noise(100, 1) }]);
  assert.deepEqual(await refused('a.docx', macros), [415, 'file_active_content']);
});

test('a request that is accepted or full', async () => {
  const { requestId, tus, staff } = await aScene(server, { maxFiles: 1 });
  const start = { requestId, name: 'a.pdf', length: 2000 };
  const [one, two] = [await tus.create(start), await tus.create(start)];
  const sent = await tus.patch(one.headers.get('location') ?? '', 0, aPdf());
  assert.equal(sent.status, 204);
  // The second began while there was room; what counts is the end.
  const location = two.headers.get('location') ?? '';
  assert.deepEqual(await refusalOf(await tus.patch(location, 0, aPdf())), [409, 'too_many_files']);
  assert.equal((await tus.head(location)).status, 410);
  assert.deepEqual(await refusalOf(await tus.create(start)), [409, 'too_many_files']);
  await staff('POST', `/v1/firm/documents/${sent.headers.get('portico-document')}/accept`);
  assert.deepEqual(await refusalOf(await tus.create(start)), [409, 'request_closed']);
});

test('many uploads at once for the last place: one document', async () => {
  const { requestId, tus, documents } = await aScene(server, { maxFiles: 3 });
  const created = await Promise.all(
    Array.from({ length: 8 }, () => tus.create({ requestId, name: 'a.pdf', length: 2000 })),
  );
  const sent = await Promise.all(created.map((one) => tus.patch(one.headers.get('location') ?? '', 0, aPdf())));
  assert.deepEqual(sent.map(({ status }) => status).sort(), [204, 204, 204, 409, 409, 409, 409, 409]);
  assert.equal((await documents()).length, 3);
});

test('no other client, firm or visitor can see, move or end an upload; a foreign id is an unknown one', async () => {
  const file = aPdf(1000);
  const location = await scene.begun(file.byteLength);
  const neighbour = await aScene(server);
  const stranger = asTus(server, await aFirm(server), 'portico=x');
  const unknown = '/v1/uploads/upl_01h455vb4pex5vsknk084sn02q';
  const body = async (response: Response) => {
    const text = await response.text();
    return [response.status, text === '' ? '' : { ...JSON.parse(text), requestId: '' }];
  };
  for (const method of ['HEAD', 'PATCH', 'DELETE']) {
    const headers = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    const own = await body(await neighbour.tus.call(method, location, { headers }));
    assert.equal(own[0], 404);
    assert.deepEqual(own, await body(await neighbour.tus.call(method, unknown, { headers })));
    assert.equal((await stranger.call(method, location, { headers })).status, 401);
  }
  const foreign = await neighbour.tus.create({ requestId: scene.requestId, name: 'a.pdf', length: 10 });
  const none = await neighbour.tus.create({ requestId: 'req_01h455vb4pex5vsknk084sn02q', name: 'a.pdf', length: 10 });
  assert.deepEqual(await body(foreign), await body(none));
  assert.equal((await scene.tus.patch(location, 0, file)).status, 204);
});

test('a token of another firm', async () => {
  const neighbour = await aScene(server);
  const mixed = asTus(server, scene.firm, neighbour.cookie);
  const response = await mixed.create({ requestId: scene.requestId, name: 'a.pdf', length: 10 });
  assert.deepEqual(await refusalOf(response), [404, 'not_found']);
});

test('access that ends while an upload runs ends the upload', async () => {
  const { begun, tus, staff, contact, matter, documents } = await aScene(server);
  const file = aPdf(2000);
  const location = await begun(file.byteLength);
  await tus.patch(location, 0, file.slice(0, 1000));
  await staff('DELETE', `/v1/firm/matters/${matter.id}/shares/${contact.id}`);
  assert.deepEqual(await refusalOf(await tus.patch(location, 1000, file.slice(1000))), [404, 'not_found']);
  assert.equal((await documents()).length, 0);
});
