import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '@portico/contract';
import { aFirm, asBackend, createTestServer, type TestServer } from '@portico/testing';
import type {} from '../clients/store.js';
import { everyFirm } from '../database/confine.js';
import type {} from '../events/store.js';
import { read, refusalOf } from './answers.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const PATH = '/v1/firm/clients';

async function rowsOf(firmId: string) {
  return server.deps.work.read(everyFirm, async (db) => ({
    clients: (await db.selectFrom('clients').select('id').where('firm_id', '=', firmId).execute()).length,
    events: (await db.selectFrom('outbox_events').select('id').where('firm_id', '=', firmId).execute()).length,
  }));
}

test('the same key and body twenty times at once: one row, one event, one answer', async () => {
  const firm = await aFirm(server);
  const call = asBackend(server, firm);
  const all = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const response = await call('POST', PATH, { name: 'Ana Example' }, { 'idempotency-key': 'one' });
      return { status: response.status, text: await response.text() };
    }),
  );
  assert.deepEqual(new Set(all.map(({ status }) => status)), new Set([201]));
  assert.equal(new Set(all.map(({ text }) => text)).size, 1);
  assert.deepEqual(await rowsOf(firm.id), { clients: 1, events: 1 });
});

test('the same key with another body, or for another operation, is refused', async () => {
  const firm = await aFirm(server);
  const call = asBackend(server, firm);
  const headers = { 'idempotency-key': 'one' };
  const client = await read(Client, await call('POST', PATH, { name: 'Ana Example' }, headers));
  const otherBody = await call('POST', PATH, { name: 'Ben Example' }, headers);
  const otherOperation = await call('POST', '/v1/firm/matters', { clientId: client.id, title: 'A matter' }, headers);
  for (const response of [otherBody, otherOperation]) {
    assert.deepEqual(await refusalOf(response), [422, 'idempotency_key_reused']);
  }
  assert.deepEqual(await rowsOf(firm.id), { clients: 1, events: 1 });
});

test('the order of the fields does not make another body of it', async () => {
  const firm = await aFirm(server);
  const call = asBackend(server, firm);
  const client = await read(Client, await call('POST', PATH, { name: 'Ana Example' }));
  const headers = { 'idempotency-key': 'matter' };
  const first = await call('POST', '/v1/firm/matters', { clientId: client.id, title: 'A matter' }, headers);
  const second = await call('POST', '/v1/firm/matters', { title: 'A matter', clientId: client.id }, headers);
  assert.equal(second.headers.get('idempotent-replayed'), 'true');
  assert.equal(await second.text(), await first.text());
});

test('a refused call leaves its key free', async () => {
  const firm = await aFirm(server);
  const call = asBackend(server, firm);
  const headers = { 'idempotency-key': 'one' };
  const nobody = 'cli_01h455vb4pex5vsknk084sn02q';
  assert.equal((await call('POST', '/v1/firm/matters', { clientId: nobody, title: 'A matter' }, headers)).status, 404);
  assert.equal((await call('POST', PATH, { name: 'Ana Example' }, headers)).status, 201);
});

test('what is kept of an answer is sealed', async () => {
  const firm = await aFirm(server);
  await asBackend(server, firm)('POST', PATH, { name: 'Canary Example' }, { 'idempotency-key': 'one' });
  const row = await server.deps.work.read(everyFirm, (db) =>
    db.selectFrom('idempotency_keys').selectAll().where('firm_id', '=', firm.id).executeTakeFirstOrThrow(),
  );
  assert.equal(new TextDecoder().decode(row.answer ?? new Uint8Array()).includes('Canary'), false);
  assert.equal(JSON.stringify(row).includes('Canary'), false);
});
