/** tus 1.0, requirement by requirement. The numbers are those of the threat and conformance notes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  aPdf,
  asTus,
  createTestServer,
  createMemoryBlobsWithLimit,
  metadataOf,
  PUBLIC_URL,
  signIn,
  type TestServer,
} from '@portico/testing';
import { aScene, brokenBody, openBody, refusalOf, type Scene } from './scene.suite.js';

let server: TestServer;
let scene: Scene;
before(async () => {
  server = await createTestServer();
  scene = await aScene(server);
});
after(() => server.close());

const OFFSET_TYPE = { 'content-type': 'application/offset+octet-stream' };

test('T1 Upload-Length and Upload-Offset are whole numbers of bytes', async () => {
  for (const length of ['-1', '1e3', '1.5', '+1', '0x10', '', 'ten', '99999999999999999999']) {
    const headers = { 'upload-length': length };
    const response = await scene.tus.create({ requestId: scene.requestId, name: 'a.pdf', length: 1 }, { headers });
    assert.deepEqual(await refusalOf(response), [400, 'upload_length_invalid'], length);
  }
  const location = await scene.begun(1000);
  for (const offset of ['-1', '1e3', '0.0', '', 'x']) {
    const response = await scene.tus.patch(location, 0, 'x', { 'upload-offset': offset });
    assert.deepEqual(await refusalOf(response), [400, 'upload_offset_invalid'], offset);
  }
});

test('T2 every answer but that to OPTIONS says Tus-Resumable, refusals included', async () => {
  const location = await scene.begun(1000);
  const answers = [
    await scene.tus.head(location),
    await scene.tus.patch(location, 5, 'x'),
    await scene.tus.call('HEAD', '/v1/uploads/upl_unknown'),
    await scene.tus.call('PATCH', location, { headers: { cookie: undefined } }),
    await scene.tus.call('GET', location),
    await scene.tus.cancel(location),
  ];
  for (const answer of answers) assert.equal(answer.headers.get('tus-resumable'), '1.0.0', String(answer.status));
  assert.equal((await scene.tus.call('OPTIONS', '/v1/uploads')).headers.get('tus-resumable'), null);
});

test('T3 another version or none gets 412 with Tus-Version and nothing is done', async () => {
  const file = aPdf(500);
  const location = await scene.begun(file.byteLength);
  for (const version of ['0.2.2', '2.0.0', undefined]) {
    for (const [method, path] of [
      ['POST', '/v1/uploads'],
      ['HEAD', location],
      ['PATCH', location],
      ['DELETE', location],
    ] as const) {
      const headers = { ...OFFSET_TYPE, 'upload-offset': '0', 'tus-resumable': version };
      const response = await scene.tus.call(method, path, { headers, body: method === 'PATCH' ? file : null });
      assert.equal(response.status, 412, `${method} ${version}`);
      assert.equal(response.headers.get('tus-version'), '1.0.0');
    }
  }
  assert.equal((await scene.tus.head(location)).headers.get('upload-offset'), '0');
});

test('T4 OPTIONS names version, extensions and the largest size', async () => {
  const { status, headers } = await scene.tus.call('OPTIONS', '/v1/uploads', {
    headers: { 'tus-resumable': undefined },
  });
  assert.equal(status, 204);
  assert.equal(headers.get('tus-version'), '1.0.0');
  assert.equal(headers.get('tus-extension'), 'creation,creation-with-upload,expiration,termination');
  assert.equal(headers.get('tus-max-size'), String(server.deps.config.maxUploadBytes));
});

test('T5 X-HTTP-Method-Override is the method', async () => {
  const file = aPdf(700);
  const location = await scene.begun(file.byteLength);
  const headers = { ...OFFSET_TYPE, 'upload-offset': '0', 'x-http-method-override': 'PATCH' };
  const sent = await scene.tus.call('POST', location, { headers, body: file });
  assert.equal(sent.status, 204);
  assert.deepEqual(await scene.content(sent.headers.get('portico-document')), file);
  const other = await scene.begun(100);
  const ended = await scene.tus.call('POST', other, { headers: { 'x-http-method-override': 'DELETE' } });
  assert.equal(ended.status, 204);
  const head = await scene.tus.call('GET', location, { headers: { 'x-http-method-override': 'HEAD' } });
  assert.equal(head.headers.get('upload-offset'), '700');
});

test('T6 HEAD always tells the offset and the length, and is never cached', async () => {
  const file = aPdf(300);
  const location = await scene.begun(file.byteLength);
  const expect = async (offset: string) => {
    const { status, headers } = await scene.tus.head(location);
    assert.equal(status, 200);
    assert.equal(headers.get('upload-offset'), offset);
    assert.equal(headers.get('upload-length'), '300');
    assert.equal(headers.get('cache-control'), 'no-store');
  };
  await expect('0');
  await scene.tus.patch(location, 0, file.slice(0, 120));
  await expect('120');
  await scene.tus.patch(location, 120, file.slice(120));
  await expect('300');
});

test('T7 HEAD of an upload that is not there answers 404 without an offset', async () => {
  const response = await scene.tus.head('/v1/uploads/upl_01h455vb4pex5vsknk084sn02q');
  assert.equal(response.status, 404);
  assert.equal(response.headers.get('upload-offset'), null);
});

test('T8 PATCH wants application/offset+octet-stream', async () => {
  const location = await scene.begun(10);
  for (const type of ['application/octet-stream', 'text/plain', undefined]) {
    const response = await scene.tus.patch(location, 0, aPdf(10), { 'content-type': type });
    assert.deepEqual(await refusalOf(response), [415, 'offset_content_type']);
  }
});

test('T9 PATCH at another offset gets 409 and changes nothing', async () => {
  const file = aPdf(1000);
  const location = await scene.begun(file.byteLength);
  await scene.tus.patch(location, 0, file.slice(0, 400));
  for (const offset of [0, 399, 401, 1000]) {
    const response = await scene.tus.patch(location, offset, file.slice(0, 10));
    assert.deepEqual(await refusalOf(response), [409, 'upload_offset_conflict']);
  }
  const last = await scene.tus.patch(location, 400, file.slice(400));
  assert.deepEqual(await scene.content(last.headers.get('portico-document')), file);
});

test('T10 PATCH answers 204 with the offset that it has reached', async () => {
  const file = aPdf(200_000);
  const location = await scene.begun(file.byteLength);
  for (const [from, to] of [
    [0, 1],
    [1, 65_536],
    [65_536, 65_537],
    [65_537, 199_999],
    [199_999, 200_000],
  ] as const) {
    const { status, headers } = await scene.tus.patch(location, from, file.slice(from, to));
    assert.deepEqual([status, headers.get('upload-offset')], [204, String(to)]);
    assert.equal(headers.has('portico-document'), to === 200_000);
  }
});

test('T11 what arrived before the connection broke is kept', async () => {
  const file = aPdf(150_000);
  const location = await scene.begun(file.byteLength);
  await scene.tus.patch(location, 0, brokenBody(file.slice(0, 100_001)));
  assert.equal((await scene.tus.head(location)).headers.get('upload-offset'), '100001');
  const last = await scene.tus.patch(location, 100_001, file.slice(100_001));
  assert.deepEqual(await scene.content(last.headers.get('portico-document')), file);
});

test('T12 OPTIONS ignores Tus-Resumable', async () => {
  const response = await scene.tus.call('OPTIONS', '/v1/uploads', { headers: { 'tus-resumable': '0.0.1' } });
  assert.equal(response.status, 204);
});

test('T13 a length that comes later is not offered and refused', async () => {
  for (const headers of [
    { 'upload-defer-length': '1', 'upload-length': undefined },
    { 'upload-defer-length': '2' },
    { 'upload-length': undefined },
  ]) {
    const response = await scene.tus.create({ requestId: scene.requestId, name: 'a.pdf', length: 10 }, { headers });
    assert.deepEqual(await refusalOf(response), [400, 'upload_length_invalid']);
  }
});

test('T14 the length never changes', async () => {
  const location = await scene.begun(1000);
  await scene.tus.patch(location, 0, aPdf(10), { 'upload-length': '10' });
  const { headers } = await scene.tus.head(location);
  assert.deepEqual([headers.get('upload-length'), headers.get('upload-offset')], ['1000', '10']);
});

test('T15 Upload-Metadata has unique keys and base64 values, and HEAD gives it back', async () => {
  const good = metadataOf({ requestId: scene.requestId, filename: 'Pässe 護照.pdf' });
  const create = (metadata: string) =>
    scene.tus.call('POST', '/v1/uploads', { headers: { 'upload-length': '9', 'upload-metadata': metadata } });
  const created = await create(`${good},flag`);
  assert.equal(created.status, 201);
  const head = await scene.tus.head(created.headers.get('location') ?? '');
  assert.equal(head.headers.get('upload-metadata'), `${good},flag`);
  for (const bad of [
    `${good},filename YQ==`,
    `${good},key !!`,
    `${good},a b c`,
    `${good},,`,
    'filename YS5wZGY=',
    '',
  ]) {
    assert.deepEqual(await refusalOf(await create(bad)), [400, 'upload_metadata_invalid'], bad);
  }
});

test('T16 an upload of no bytes is refused at once, because a document has some', async () => {
  const response = await scene.tus.create({ requestId: scene.requestId, name: 'a.pdf', length: 0 });
  assert.deepEqual(await refusalOf(response), [422, 'file_empty']);
});

test('T17 above the largest size 413; Location is our own address and never the Host header', async () => {
  const small = await aScene(server, { maxBytes: 1000 });
  const refused = await small.tus.create({ requestId: small.requestId, name: 'a.pdf', length: 1001 });
  assert.deepEqual(await refusalOf(refused), [413, 'file_too_large']);
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
  const created = await small.tus.create({ requestId: small.requestId, name: 'a.pdf', length: 1000 }, { headers });
  assert.match(created.headers.get('location') ?? '', new RegExp(`^${PUBLIC_URL}/v1/uploads/upl_[0-9a-z]{26}$`));
});

test('T18 creation takes first bytes, and all of them make the document', async () => {
  const file = aPdf(100_000);
  const start = { requestId: scene.requestId, name: 'a.pdf', length: file.byteLength };
  const some = await scene.tus.create(start, { headers: OFFSET_TYPE, body: file.slice(0, 70_000) });
  assert.deepEqual([some.status, some.headers.get('upload-offset')], [201, '70000']);
  const rest = await scene.tus.patch(some.headers.get('location') ?? '', 70_000, file.slice(70_000));
  assert.deepEqual(await scene.content(rest.headers.get('portico-document')), file);
  const all = await scene.tus.create(start, { headers: OFFSET_TYPE, body: file });
  assert.equal(all.status, 201);
  assert.deepEqual(await scene.content(all.headers.get('portico-document')), file);
  const typed = await scene.tus.create(start, { headers: { 'content-type': 'text/plain' }, body: file });
  assert.deepEqual(await refusalOf(typed), [415, 'offset_content_type']);
});

test('T19 Upload-Expires is told and held', async () => {
  const own = await createTestServer();
  const { begun, tus, firm, contact } = await aScene(own);
  const file = aPdf(1000);
  const location = await begun(file.byteLength);
  const sent = await tus.patch(location, 0, file.slice(0, 10));
  const expires = new Date(sent.headers.get('upload-expires') ?? '');
  assert.equal(expires.getTime() - own.clock.now().getTime(), 24 * 3_600_000);
  own.clock.advance(24 * 3_600_000 - 60_000);
  const late = asTus(own, firm, await signIn(own, firm, contact.email));
  assert.equal((await late.head(location)).headers.get('upload-offset'), '10');
  own.clock.advance(24 * 3_600_000 + 1000);
  const tooLate = asTus(own, firm, await signIn(own, firm, contact.email));
  assert.equal((await tooLate.head(location)).status, 410);
  assert.deepEqual(await refusalOf(await tooLate.patch(location, 10, file.slice(10))), [410, 'upload_gone']);
  await own.close();
});

test('T20 checksum is not offered', async () => {
  const { headers } = await scene.tus.call('OPTIONS', '/v1/uploads');
  assert.doesNotMatch(headers.get('tus-extension') ?? '', /checksum/);
  assert.equal(headers.get('tus-checksum-algorithm'), null);
});

test('T21 DELETE ends an upload: 204, then 410', async () => {
  const location = await scene.begun(1000);
  await scene.tus.patch(location, 0, aPdf(1000).slice(0, 500));
  assert.equal((await scene.tus.cancel(location)).status, 204);
  assert.equal((await scene.tus.head(location)).status, 410);
  assert.deepEqual(await refusalOf(await scene.tus.patch(location, 500, 'x')), [410, 'upload_gone']);
  assert.deepEqual(await refusalOf(await scene.tus.cancel(location)), [410, 'upload_gone']);
});

test('T22 concatenation is not offered', async () => {
  const { headers } = await scene.tus.call('OPTIONS', '/v1/uploads');
  assert.doesNotMatch(headers.get('tus-extension') ?? '', /concatenation/);
});

test('T23 a body longer than the upload gets 413 and makes no document', async () => {
  const file = aPdf(1000);
  const announced = await scene.begun(900);
  const refused = await scene.tus.patch(announced, 0, file, { 'content-length': '1000' });
  assert.deepEqual(await refusalOf(refused), [413, 'file_too_large']);
  assert.equal((await scene.tus.head(announced)).headers.get('upload-offset'), '0');
  const silent = await scene.begun(900);
  const body = new Blob([file.slice(0, 900), file.slice(900)]).stream();
  assert.deepEqual(await refusalOf(await scene.tus.patch(silent, 0, body)), [413, 'file_too_large']);
  assert.equal((await scene.tus.head(silent)).headers.get('upload-offset'), '0');
  const sent = await scene.tus.patch(silent, 0, file.slice(0, 900));
  assert.deepEqual(await scene.content(sent.headers.get('portico-document')), file.slice(0, 900));
});

test('T24 of two at the same offset one is taken and one told where the upload stands', async () => {
  const file = aPdf(50_000);
  const location = await scene.begun(file.byteLength);
  const both = await Promise.all([scene.tus.patch(location, 0, file), scene.tus.patch(location, 0, file)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [204, 409]);
  const done = both.find(({ status }) => status === 204);
  assert.deepEqual(await scene.content(done?.headers.get('portico-document') ?? null), file);
});

test('T24 a connection that hangs makes way for the next one, and what it brought is kept', async () => {
  const file = aPdf(100_000);
  const location = await scene.begun(file.byteLength);
  const { body, taken } = openBody(file.slice(0, 60_000));
  const hanging = scene.tus.patch(location, 0, body);
  await taken;
  assert.equal((await scene.tus.head(location)).headers.get('upload-offset'), '60000');
  assert.equal((await hanging).status, 409);
  const last = await scene.tus.patch(location, 60_000, file.slice(60_000));
  assert.deepEqual(await scene.content(last.headers.get('portico-document')), file);
});

test('T25 a full disk gets 507 without its own words; what fitted is kept and resumed', async () => {
  const disk = createMemoryBlobsWithLimit(200_000);
  const own = await createTestServer({ blobs: disk.blobs });
  const { begun, tus, content, requestId } = await aScene(own);
  const file = aPdf(300_000);
  disk.limit(10_000);
  const early = await tus.create({ requestId, name: 'a.pdf', length: file.byteLength });
  assert.deepEqual(await refusalOf(early), [507, 'storage_full']);
  disk.limit(400_000);
  const location = await begun(file.byteLength);
  disk.limit(200_000);
  const full = await tus.patch(location, 0, file);
  const text = await full.text();
  assert.equal(full.status, 507);
  assert.doesNotMatch(text, /ENOSPC|write|errno/i);
  const offset = Number((await tus.head(location)).headers.get('upload-offset'));
  assert.ok(offset >= 131_072 && offset <= 200_000, String(offset));
  disk.limit(400_000);
  const last = await tus.patch(location, offset, file.slice(offset));
  assert.deepEqual(await content(last.headers.get('portico-document')), file);
  await own.close();
});

test('a lost answer does no harm: the end is told again and again', async () => {
  const file = aPdf(5000);
  const location = await scene.begun(file.byteLength);
  const first = await scene.tus.patch(location, 0, file);
  const document = first.headers.get('portico-document');
  const head = await scene.tus.head(location);
  assert.deepEqual([head.headers.get('upload-offset'), head.headers.get('portico-document')], ['5000', document]);
  const again = await scene.tus.patch(location, 5000, null);
  assert.deepEqual([again.status, again.headers.get('portico-document')], [204, document]);
  assert.deepEqual(await refusalOf(await scene.tus.patch(location, 0, file)), [409, 'conflict']);
  assert.deepEqual(await refusalOf(await scene.tus.cancel(location)), [409, 'conflict']);
});
