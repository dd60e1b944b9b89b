import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FirmSharedDocument, type SharedDocument, Visibility } from '@portico/contract';
import {
  aMember,
  aPdf,
  ascii,
  asPage,
  created,
  createTestServer,
  signInStaff,
  type TestServer,
} from '@portico/testing';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { read } from '../http/answers.suite.js';
import { createSweep } from '../uploads/sweep.js';
import { aScene, type Scene } from './scene.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

async function listed({ page }: Scene, query = ''): Promise<SharedDocument[]> {
  return (await created(page('GET', `/v1/shared-documents${query}`))).data;
}

test('a client sees a document when it is shared with them, and not a call longer', async () => {
  const scene = await aScene(server);
  const { id } = await scene.added();
  const content = `/v1/shared-documents/${id}/content`;
  assert.deepEqual(await listed(scene), []);
  assert.equal((await scene.page('GET', content)).status, 404);

  await scene.share(id);
  const [seen] = await listed(scene);
  assert.deepEqual(
    [seen?.id, seen?.name, seen?.type, seen?.size, seen?.openedAt, seen?.matterId],
    [id, 'letter.pdf', 'application/pdf', 2000, null, scene.matter.id],
  );
  const answer = await scene.page('GET', content);
  assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), aPdf());
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; /);
  assert.equal(answer.headers.get('content-security-policy'), "sandbox; default-src 'none'");
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');

  await scene.staff('DELETE', `/v1/firm/shared-documents/${id}/shares/${scene.contact.id}`);
  for (const path of [
    `/v1/shared-documents/${id}`,
    content,
    `/v1/matters/${scene.matter.id}/shared-documents/archive`,
  ]) {
    assert.equal((await scene.page('GET', path)).status, 404, path);
  }
  assert.deepEqual(await listed(scene), []);
  assert.deepEqual(await scene.events(), ['document.added', 'document.shared', 'document.opened', 'document.unshared']);
});

test('ranges are answered, and what lies outside of the bytes is refused', async () => {
  const scene = await aScene(server);
  const { id } = await scene.shared();
  const ask = (range: string) => scene.page('GET', `/v1/shared-documents/${id}/content`, undefined, { range });
  const part = await ask('bytes=10-19');
  assert.equal(part.status, 206);
  assert.deepEqual(new Uint8Array(await part.arrayBuffer()), aPdf().slice(10, 20));
  assert.equal((await ask('bytes=2000-')).status, 416);
});

test('it is new until it is opened; looking and taking home leave receipts', async () => {
  const scene = await aScene(server);
  const { id } = await scene.shared();
  const content = `/v1/shared-documents/${id}/content`;
  assert.deepEqual((await scene.ofFirm(id)).receipts, []);

  await scene.page('GET', `${content}?purpose=view`);
  const [looked] = (await scene.ofFirm(id)).receipts;
  assert.deepEqual([looked?.contactId, looked?.downloadedAt], [scene.contact.id, null]);
  assert.equal((await listed(scene))[0]?.openedAt, looked?.openedAt);

  server.clock.advance(60_000);
  await scene.page('GET', content);
  const [taken] = (await scene.ofFirm(id)).receipts;
  assert.equal(taken?.openedAt, looked?.openedAt);
  assert.notEqual(taken?.lastOpenedAt, looked?.lastOpenedAt);
  assert.equal(taken?.downloadedAt, taken?.lastOpenedAt);
  // The first time is an event, each time is an entry of the log.
  assert.equal((await scene.events()).filter((type) => type === 'document.opened').length, 1);
  const { data: entries } = await created(scene.staff('GET', '/v1/firm/audit?limit=100'));
  const actions = entries.map(({ action }: { action: string }) => action);
  assert.ok(actions.includes('sharedDocuments.open') && actions.includes('sharedDocuments.download'));
});

test('sharing asks for a contact who has the matter, and repeating it changes nothing', async () => {
  const scene = await aScene(server);
  const stranger = await aScene(server);
  const { id } = await scene.added();
  const share = (contactId: string) => scene.staff('PUT', `/v1/firm/shared-documents/${id}/shares/${contactId}`);
  assert.equal((await share(stranger.contact.id)).status, 404);

  await scene.staff('DELETE', `/v1/firm/matters/${scene.matter.id}/shares/${scene.contact.id}`);
  const refused = await share(scene.contact.id);
  assert.deepEqual([refused.status, (await refused.json()).reason], [409, 'matter_not_shared']);
  await scene.staff('PUT', `/v1/firm/matters/${scene.matter.id}/shares/${scene.contact.id}`);
  await scene.share(id);
  await scene.share(id);
  assert.equal((await scene.ofFirm(id)).sharedWith.length, 1);

  // The matter is a layer of its own: without it the document's share shows nothing.
  await scene.staff('DELETE', `/v1/firm/matters/${scene.matter.id}/shares/${scene.contact.id}`);
  assert.deepEqual(await listed(scene), []);
  assert.deepEqual(await scene.events(), ['document.added', 'document.shared']);
});

test('what must not come in does not, and leaves nothing behind', async () => {
  const scene = await aScene(server);
  const refusal = async (put: Parameters<Scene['put']>[0]) => {
    const answer = await scene.put(put);
    return [answer.status, (await answer.json()).code];
  };
  const html = ascii('<!doctype html><script>alert(1)</script>');
  assert.deepEqual(await refusal({ name: '../a.pdf' }), [422, 'file_name_invalid']);
  assert.deepEqual(await refusal({ name: 'a.html', bytes: html }), [415, 'file_active_content']);
  assert.deepEqual(await refusal({ name: 'a.pdf', bytes: html }), [415, 'file_active_content']);
  assert.deepEqual(await refusal({ name: 'a.txt', bytes: html }), [415, 'file_active_content']);
  assert.deepEqual(await refusal({ name: 'a.png' }), [422, 'file_type_mismatch']);
  assert.deepEqual(await refusal({ name: 'a.exe' }), [415, 'file_active_content']);
  assert.deepEqual(await refusal({ size: 0 }), [422, 'file_empty']);
  assert.deepEqual(await refusal({ size: 1999 }), [413, 'file_too_large']);
  assert.deepEqual(await refusal({ size: 2001 }), [400, 'upload_length_invalid']);
  assert.deepEqual(await refusal({ size: 2 ** 40 }), [413, 'file_too_large']);
  assert.deepEqual(await refusal({ folderId: 'fld_01h455vb4pex5vsknk084sn02q' }), [404, 'not_found']);
  assert.deepEqual(await refusal({ kind: 'secret' }), [422, 'invalid_request']);
  const { data } = await created(scene.staff('GET', `/v1/firm/matters/${scene.matter.id}/shared-documents`));
  assert.deepEqual(data, []);
  const blobs = [];
  for await (const { key } of server.deps.blobs.list()) blobs.push(key);
  const { rows: owned } = await server.deps.work.read(everyFirm, (db) =>
    sql<{ blob_key: string }>`select blob_key from shared_documents`.execute(db),
  );
  assert.deepEqual(blobs.toSorted(), owned.map(({ blob_key }) => blob_key).toSorted());
});

test('letters in plain text come in, whatever word they begin with', async () => {
  const scene = await aScene(server);
  for (const text of ['Let us meet on Monday.', 'Import duties: ñandú, عقد', 'Dear Maria,\r\n\tthank you.']) {
    const { id, type } = await scene.shared({ name: 'note.txt', bytes: utf8(text) });
    assert.equal(type, 'text/plain');
    assert.equal(await (await scene.page('GET', `/v1/shared-documents/${id}/content`)).text(), text);
  }
  assert.equal((await scene.put({ name: 'note.txt', bytes: new Uint8Array([104, 0, 105, 0]) })).status, 422);
});

test('a repeated call with the same key makes one document; other bytes under it are refused', async () => {
  const scene = await aScene(server);
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const first: FirmSharedDocument = await created(scene.put({ headers }));
  const again = await scene.put({ headers });
  assert.equal(again.headers.get('idempotent-replayed'), 'true');
  assert.equal((await again.json()).id, first.id);
  assert.equal((await scene.put({ headers, bytes: aPdf(2000, 9) })).status, 422);
  const { data } = await created(scene.staff('GET', `/v1/firm/matters/${scene.matter.id}/shared-documents`));
  assert.equal(data.length, 1);
});

test('staff rename, and remove for everybody; the bytes go with the next sweep', async () => {
  const scene = await aScene(server);
  const { id } = await scene.shared();
  const rename = (name: string) => scene.staff('PATCH', `/v1/firm/shared-documents/${id}`, { name });
  assert.equal((await (await rename('Order of 3 May.pdf')).json()).name, 'Order of 3 May.pdf');
  assert.equal((await rename('order.exe')).status, 422);
  assert.equal((await rename('a/b.pdf')).status, 422);

  const { rows } = await server.deps.work.read(everyFirm, (db) =>
    sql<{ blob_key: string }>`select blob_key from shared_documents where id = ${id}`.execute(db),
  );
  const key = rows[0]?.blob_key ?? '';
  server.clock.advance(20 * 60_000);
  await createSweep(server.deps)();
  assert.notEqual(await server.deps.blobs.size(key), undefined, 'what a document has is not swept');
  assert.equal((await scene.staff('DELETE', `/v1/firm/shared-documents/${id}`)).status, 204);
  assert.equal((await scene.staff('GET', `/v1/firm/shared-documents/${id}`)).status, 404);
  await createSweep(server.deps)();
  assert.equal(await server.deps.blobs.size(key), undefined);
});

test('staff see documents of their matters, and of the kinds that their role opens', async () => {
  const scene = await aScene(server);
  const plain = await scene.added();
  const { id } = await scene.added({ name: 'account.pdf', kind: 'financial' });
  const member = await aMember(server, scene.firm, 'paralegal');
  const call = asPage(server, scene.firm, await signInStaff(server, scene.firm, member.email));
  const statuses = async () =>
    Promise.all([plain.id, id].map(async (one) => (await call('GET', `/v1/firm/shared-documents/${one}`)).status));
  assert.deepEqual(await statuses(), [404, 404]);
  await scene.staff('PUT', `/v1/firm/matters/${scene.matter.id}/staff/${member.id}`);
  assert.deepEqual(await statuses(), [200, 404]);
});

test('“why can’t my client see this?” is answered for each document', async () => {
  const scene = await aScene(server);
  const { id: seen } = await scene.shared();
  const { id: hidden } = await scene.added();
  const path = `/v1/firm/contacts/${scene.contact.id}/visibility`;
  const documents = async () => (await read(Visibility, await scene.staff('GET', path))).matters[0]?.documents;
  assert.deepEqual(await documents(), [
    { id: hidden, decision: { allowed: false, reason: 'item_not_shared' } },
    { id: seen, decision: { allowed: true } },
  ]);
  await scene.staff('DELETE', `/v1/firm/matters/${scene.matter.id}/shares/${scene.contact.id}`);
  assert.deepEqual(
    (await documents())?.map(({ decision }) => decision),
    Array(2).fill({ allowed: false, reason: 'matter_not_shared' }),
  );
});

test('a firm that keeps no documents section shows none', async () => {
  const scene = await aScene(server);
  await scene.shared();
  const settings = await created(scene.staff('GET', '/v1/firm/settings'));
  const navigation = { sections: ['checklists'], first: 'checklists' };
  await scene.staff('PUT', '/v1/firm/settings', { ...settings, navigation }, { 'if-match': '"1"' });
  const refused = await scene.page('GET', '/v1/shared-documents');
  assert.deepEqual([refused.status, (await refused.json()).reason], [403, 'disabled_by_firm']);
});

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
