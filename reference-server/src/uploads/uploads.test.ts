/** What becomes of uploads when servers die, disks lie, and people forget. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '@portico/reference-server';
import { aPdf, aPng, asTus, createTestServer, type TestServer } from '@portico/testing';
import { aScene, openBody, refusalOf } from './scene.suite.js';
import { createSweep, freeUploads } from './sweep.js';

const DAY = 24 * 3_600_000;

async function listBlobs({ deps }: TestServer): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of deps.blobs.list()) keys.push(key);
  return keys;
}

/** A second process over the same database and blobs. */
function another(server: TestServer): TestServer {
  return { ...server, app: createApp(server.deps) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

test('an upload goes on in another process, hash, checks and all', async () => {
  const server = await createTestServer();
  const { begun, tus, firm, cookie, content, documents } = await aScene(server, {
    accept: ['application/pdf', 'image/png'],
  });
  const file = aPdf(400_000);
  const location = await begun(file.byteLength);
  await tus.patch(location, 0, file.slice(0, 30_000));
  const second = asTus(another(server), firm, cookie);
  assert.equal((await second.head(location)).headers.get('upload-offset'), '30000');
  await second.patch(location, 30_000, file.slice(30_000, 200_000));
  // The first one still knows the upload as it left it, and must notice.
  assert.equal((await tus.head(location)).headers.get('upload-offset'), '200000');
  const third = asTus(another(server), firm, cookie);
  const last = await third.patch(location, 200_000, file.slice(200_000));
  assert.deepEqual(await content(last.headers.get('portico-document')), file);
  const [document] = await documents();
  assert.equal(document?.sha256, Buffer.from(await crypto.subtle.digest('SHA-256', file)).toString('hex'));

  const bomb = aPng({ width: 30_000, height: 30_000 });
  const other = await begun(bomb.byteLength, 'a.png');
  await tus.patch(other, 0, bomb.slice(0, 10));
  const fourth = asTus(another(server), firm, cookie);
  assert.deepEqual(await refusalOf(await fourth.patch(other, 10, bomb.slice(10))), [422, 'image_too_large']);
  await server.close();
});

test('all bytes stored but no document yet: whoever asks next gets it made', async () => {
  const server = await createTestServer();
  const { begun, tus, firm, cookie, content, documents } = await aScene(server);
  const file = aPdf(100_000);
  const location = await begun(file.byteLength);
  // The database goes away at the very moment of finishing, after the bytes are safe.
  const { work } = server.deps;
  const failing = createApp({
    ...server.deps,
    work: { ...work, change: () => Promise.reject(new Error('The database is away')) },
  });
  const unlucky = asTus({ ...server, app: failing }, firm, cookie);
  assert.equal((await unlucky.patch(location, 0, file)).status, 500);
  assert.equal((await documents()).length, 0);
  const head = await tus.head(location);
  assert.equal(head.headers.get('upload-offset'), '100000');
  assert.deepEqual(await content(head.headers.get('portico-document')), file);
  const again = await tus.patch(location, 100_000, null);
  assert.equal(again.headers.get('portico-document'), head.headers.get('portico-document'));
  assert.equal((await documents()).length, 1);
  await server.close();
});

test('a torn tail and bytes that nobody acknowledged do not stand in the way', async () => {
  const server = await createTestServer();
  const { begun, tus, firm, cookie, content } = await aScene(server);
  const file = aPdf(200_000);
  const location = await begun(file.byteLength);
  await tus.patch(location, 0, file.slice(0, 70_000));
  const [key = ''] = await listBlobs(server);
  const size = (await server.deps.blobs.size(key)) ?? 0;
  for (const tail of [
    new Uint8Array(5),
    new Uint8Array(50_000),
    new Uint8Array([0, 0, 1, 0, ...new Uint8Array(9000)]),
  ]) {
    await server.deps.blobs.append(key, size, once(tail));
    const restarted = asTus(another(server), firm, cookie);
    assert.equal((await restarted.head(location)).headers.get('upload-offset'), '70000');
    assert.equal(await server.deps.blobs.size(key), size);
  }
  const last = await tus.patch(location, 70_000, file.slice(70_000));
  assert.deepEqual(await content(last.headers.get('portico-document')), file);
  await server.close();
});

test('acknowledged bytes that the disk lost end the upload, and the log says so', async () => {
  const server = await createTestServer();
  const { begun, tus, firm, cookie, documents } = await aScene(server);
  const file = aPdf(200_000);
  const location = await begun(file.byteLength);
  await tus.patch(location, 0, file.slice(0, 150_000));
  const [key = ''] = await listBlobs(server);
  await server.deps.blobs.append(key, 70_000, once(new Uint8Array()));
  const restarted = asTus(another(server), firm, cookie);
  assert.equal((await restarted.head(location)).status, 410);
  assert.ok(server.log.some((line) => line.includes('upload damaged')));
  assert.deepEqual(await listBlobs(server), []);
  assert.equal((await documents()).length, 0);
  await server.close();
});

test('what another process is writing is busy until its lease runs out, or until the only process restarts', async () => {
  const server = await createTestServer();
  const { begun, tus, firm, cookie } = await aScene(server);
  const file = aPdf(100_000);
  const location = await begun(file.byteLength);
  const { body, taken } = openBody(file.slice(0, 50_000));
  const hanging = tus.patch(location, 0, body);
  await taken;
  const second = asTus(another(server), firm, cookie);
  const busy = await second.patch(location, 0, file);
  assert.deepEqual([busy.status, busy.headers.get('retry-after')], [423, '5']);
  assert.equal((await busy.json()).code, 'upload_busy');
  await freeUploads(server.deps);
  assert.equal((await second.patch(location, 0, file)).status, 204);
  // The one that was written off cannot spoil what the other has finished.
  assert.equal((await tus.head(location)).headers.get('upload-offset'), '100000');
  assert.notEqual((await hanging).status, 204);
  assert.equal((await tus.head(location)).headers.get('upload-offset'), '100000');
  await server.close();
});

test('the sweep ends what expired, removes blobs that nothing names, and leaves all else', async () => {
  const server = await createTestServer();
  const { begun, tus, content, documents } = await aScene(server);
  const sweep = createSweep(server.deps);
  const file = aPdf(50_000);
  const [finished, expiring, hollow] = [await begun(50_000), await begun(50_000), await begun(50_000)];
  const sent = await tus.patch(finished, 0, file);
  await tus.patch(hollow, 0, file.slice(0, 1000));
  const [lost = ''] = (await listBlobs(server)).slice(1);
  await tus.patch(expiring, 0, file.slice(0, 20_000));
  const orphan = 'ab'.repeat(20);
  await server.deps.blobs.append(orphan, 0, once(file));
  await server.deps.blobs.delete(lost);

  assert.deepEqual(await sweep(), { expired: 0, blobs: 0, uploads: 1 }, 'a young orphan may be one being born');
  assert.equal((await listBlobs(server)).length, 3);
  server.clock.advance(25 * 60_000);
  assert.deepEqual(await sweep(), { expired: 0, blobs: 1, uploads: 0 });
  server.clock.advance(3 * DAY);
  const { expired } = await sweep();
  assert.equal(expired, 1);
  assert.deepEqual(await sweep(), { expired: 0, blobs: 0, uploads: 0 });
  assert.equal((await listBlobs(server)).length, 1);
  assert.deepEqual(await content(sent.headers.get('portico-document')), file);
  assert.equal((await documents()).length, 1);
  await server.close();
});

test('finishing tells audit log and outbox, once, and moves the request', async () => {
  const server = await createTestServer();
  const { begun, tus, staff, checklist, requestId, matter, contact } = await aScene(server);
  const location = await begun(2000);
  const document = (await tus.patch(location, 0, aPdf())).headers.get('portico-document');
  await tus.patch(location, 2000, null);
  const { data: entries } = await (await staff('GET', '/v1/firm/audit')).json();
  const uploads = entries.filter((entry: { action: string }) => entry.action === 'documents.upload');
  assert.equal(uploads.length, 1);
  assert.deepEqual([uploads[0].object, uploads[0].actor], [document, { type: 'contact', id: contact.id }]);
  const { data: events } = await (await staff('GET', '/v1/firm/events?limit=100')).json();
  const told = events.filter((event: { type: string }) => event.type === 'document.uploaded');
  const uploadId = location.slice(location.lastIndexOf('/') + 1);
  assert.deepEqual(
    told.map(({ data }: { data: Record<string, unknown> }) => ({
      documentId: data['documentId'],
      requestId: data['requestId'],
      matterId: data['matterId'],
      uploadId: data['uploadId'],
    })),
    [{ documentId: document, requestId, matterId: matter.id, uploadId }],
  );
  const read = await (await staff('GET', `/v1/firm/checklists/${checklist.id}`)).json();
  assert.equal(read.groups[0].requests[0].state, 'sent');
  await server.close();
});

test('neither a name nor a byte of a file lies readable in the store or the log', async () => {
  const server = await createTestServer();
  const { requestId, tus } = await aScene(server);
  const file = aPdf(100_000);
  await tus.send(requestId, 'canary-7f3a.pdf', file);
  const [key = ''] = await listBlobs(server);
  const stored: Uint8Array[] = [];
  for await (const part of server.deps.blobs.read(key, 0, 1e9)) stored.push(part);
  const blob = Buffer.concat(stored);
  assert.ok(blob.byteLength > file.byteLength);
  for (const at of [0, 1000, 70_000]) assert.equal(blob.indexOf(file.slice(at, at + 12)), -1);
  assert.ok(!server.log.some((line) => line.includes('canary')));
  await server.close();
});
