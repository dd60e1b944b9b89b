import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aJpeg, aPdf, createTestServer, ok, type TestServer, unzip } from '@portico/testing';
import { everyFirm } from '../database/confine.js';
import { ACT_AS, aPreviewScene, tabOf } from '../previews/scene.suite.js';
import { aScene, type Scene } from './scene.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const pathOf = ({ matter }: Pick<Scene, 'matter'>) => `/v1/matters/${matter.id}/shared-documents/archive`;

test('what is shared comes in one archive, by folder in the client’s language; what is not stays out', async () => {
  const scene = await aScene(server);
  const letters = await scene.folder({ en: 'Letters', es: 'Cartas' });
  await scene.shared({ name: 'Aviso de aprobación.pdf', folderId: letters.id });
  await scene.shared({ name: 'letter.pdf', folderId: letters.id, bytes: aPdf(3000, 2) });
  await scene.shared({ name: 'letter.pdf', folderId: letters.id, bytes: aPdf(4000, 3) });
  await scene.shared({ name: 'عقد.pdf' });
  const { id: photo } = await scene.shared({ name: 'photo.jpg', bytes: aJpeg() });
  await scene.added({ name: 'draft.pdf' });
  await scene.page('PATCH', '/v1/session', { language: 'es' });

  const answer = await ok(scene.page('GET', pathOf(scene)));
  const archive = new Uint8Array(await answer.arrayBuffer());
  assert.equal(answer.headers.get('content-length'), String(archive.byteLength));
  assert.equal(answer.headers.get('content-type'), 'application/zip');
  assert.ok(answer.headers.get('content-disposition')?.startsWith(`attachment; filename="${scene.matter.title}.zip"`));
  const files = unzip(archive);
  assert.deepEqual(
    [...files.keys()],
    ['عقد.pdf', 'photo.jpg', 'Cartas/Aviso de aprobación.pdf', 'Cartas/letter.pdf', 'Cartas/letter (2).pdf'],
  );
  assert.deepEqual(files.get('Cartas/letter (2).pdf'), new Uint8Array(aPdf(4000, 3)));
  assert.deepEqual(files.get('photo.jpg'), new Uint8Array(aJpeg()));

  const only = await ok(scene.page('GET', `${pathOf(scene)}?folderId=${letters.id}`));
  assert.equal(unzip(new Uint8Array(await only.arrayBuffer())).size, 3);
  await scene.staff('DELETE', `/v1/firm/shared-documents/${photo}/shares/${scene.contact.id}`);
  const later = await ok(scene.page('GET', `${pathOf(scene)}?folderId=none`));
  assert.deepEqual([...unzip(new Uint8Array(await later.arrayBuffer())).keys()], ['عقد.pdf']);
});

test('everything in it is opened and taken; the log has one entry, and each first opening', async () => {
  const scene = await aScene(server);
  const ids = [(await scene.shared()).id, (await scene.shared()).id];
  await scene.page('GET', `/v1/shared-documents/${ids[0]}/content?purpose=view`);
  await (await ok(scene.page('GET', pathOf(scene)))).arrayBuffer();
  for (const id of ids) assert.notEqual((await scene.ofFirm(id)).receipts[0]?.downloadedAt, null);
  assert.equal((await scene.events()).filter((type) => type === 'document.opened').length, 2);
  const audit = await (await scene.staff('GET', '/v1/firm/audit?limit=100')).json();
  const entries = audit.data.filter(({ action }: { action: string }) => action === 'sharedDocuments.archive');
  assert.equal(entries.length, 1);
});

test('it is streamed: the first bytes come before the last are read', async () => {
  const scene = await aScene(server);
  for (let index = 0; index < 4; index += 1) await scene.shared({ bytes: aPdf(1_000_000, index) });
  const { blobs } = server.deps;
  let reads = 0;
  const { read } = blobs;
  blobs.read = (...range) => {
    reads += 1;
    return read.apply(blobs, range);
  };
  try {
    const reader = (await ok(scene.page('GET', pathOf(scene)))).body!.getReader();
    await reader.read();
    await reader.read();
    assert.ok(reads <= 1, `${reads} files were read`);
    await reader.cancel();
  } finally {
    blobs.read = read;
  }
});

test('a matter without anything for this contact has no archive', async () => {
  const scene = await aScene(server);
  const other = await aScene(server);
  await scene.added();
  await other.shared();
  for (const matter of [scene.matter.id, other.matter.id, 'mat_01h455vb4pex5vsknk084sn02q']) {
    assert.equal((await scene.page('GET', `/v1/matters/${matter}/shared-documents/archive`)).status, 404);
  }
});

test('staff who look or act as the client leave no receipt, and are named in the log', async () => {
  const scene = await aScene(server);
  const preview = await aPreviewScene(server, ACT_AS);
  const there = { ...scene, firm: preview.firm, matter: preview.matter };
  const query = new URLSearchParams({ name: 'letter.pdf', size: '2000' });
  const credentials = { authorization: `Bearer ${preview.firm.secretKey}`, 'idempotency-key': 'one' };
  const base = server.deps.config.publicUrl;
  const added = await server.app.request(`${base}/v1/firm/matters/${there.matter.id}/shared-documents?${query}`, {
    method: 'POST',
    headers: credentials,
    body: aPdf(),
  });
  const { id } = await (await ok(Promise.resolve(added))).json();
  const share = `${base}/v1/firm/shared-documents/${id}/shares/${preview.contact.id}`;
  await ok(Promise.resolve(server.app.request(share, { method: 'PUT', headers: credentials })));
  const { page, token } = await tabOf(server, await preview.open({ mode: 'act_as', reason: 'Asked by phone' }));
  for (const path of [`/v1/shared-documents/${id}/content`, pathOf(there)]) {
    const answer = await page.call('GET', path, token);
    assert.equal(answer.status, 200, await answer.clone().text());
    await answer.arrayBuffer();
  }
  const read = await server.app.request(`${base}/v1/firm/shared-documents/${id}`, { headers: credentials });
  assert.deepEqual((await read.json()).receipts, []);
  const entries = await server.deps.work.read(everyFirm, (db) =>
    db
      .selectFrom('audit_entries')
      .select(['action', 'actor_type', 'actor_id'])
      .where('firm_id', '=', preview.firm.id)
      .where('action', 'in', ['sharedDocuments.download', 'sharedDocuments.archive'])
      .execute(),
  );
  assert.equal(entries.length, 2);
  for (const entry of entries) assert.deepEqual([entry.actor_type, entry.actor_id], ['staff', preview.staffId]);
});
