import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Preview, type RoleName, Session } from '@portico/contract';
import { aChecklist, asBackend, createTestServer, ORIGIN, PUBLIC_URL, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { problemOf, read } from '../http/answers.suite.js';
import { allEndpoints } from '../http/openapi.js';
import { ACT_AS, aPreviewScene, type Mode, READ_ONLY, tabOf } from './scene.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

async function codeOf(response: Response) {
  const { status, code } = await problemOf(response);
  return [status, code];
}

/** A hash of every row of every table, but of those that a call may write without changing anything. */
async function fingerprint(): Promise<string> {
  const skipped = new Set(['dpop_proofs', 'kysely_migration', 'kysely_migration_lock']);
  return server.deps.work.read(everyFirm, async (db) => {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' order by tablename`.execute(db);
    const hash = createHash('sha256');
    for (const { name } of rows.filter((table) => !skipped.has(table.name) && !table.name.startsWith('audit'))) {
      const all = await sql<{ rows: string | null }>`
        select string_agg(r, ',' order by r) as rows
        from (select (to_jsonb(t) - 'seen_at')::text as r from ${sql.table(name)} t) all_rows`.execute(db);
      hash.update(`${name} ${all.rows[0]?.rows ?? ''}\n`);
    }
    return hash.digest('hex');
  });
}

test('an admin sees what the primary contact sees, and the page knows who is really there', async () => {
  const { open, firm, matter, contact } = await aPreviewScene(server);
  const checklist = await aChecklist(server, firm, matter);
  const { page, token, preview } = await tabOf(server, await open());
  assert.equal(preview.contactId, contact.id);
  const session = await read(Session, await page.call('GET', '/v1/session', token));
  assert.deepEqual(session.preview, { by: 'Sam Staff', readOnly: true });
  assert.deepEqual([session.kind, session.contact.id], ['preview', contact.id]);
  assert.deepEqual(session.capabilities['documents.upload'], { allowed: false, reason: 'preview_read_only' });
  assert.equal((await page.call('GET', `/v1/checklists/${checklist.id}`, token)).status, 200);
});

test('every change that a client can make is refused to a preview, and changes nothing', async () => {
  const { open, firm, staffId, contact } = await aPreviewScene(server);
  const { page, token } = await tabOf(server, await open());
  const changes = allEndpoints().filter(
    ({ endpoint: { access, method, id } }) =>
      access.audience === 'client' && !['GET', 'HEAD', 'OPTIONS'].includes(method) && id !== 'session.end',
  );
  assert.ok(changes.length >= 4);
  const before = await fingerprint();
  for (const { endpoint } of changes) {
    const path = endpoint.path.replaceAll(/:\w+/g, 'mat_00000000000000000000000000');
    assert.deepEqual(await codeOf(await page.call(endpoint.method, path, token, {})), [403, 'preview_read_only']);
  }
  assert.equal(await fingerprint(), before);
  const entries = await server.deps.work.read(everyFirm, (db) =>
    db
      .selectFrom('audit_entries')
      .select(['actor_type', 'actor_id', 'on_behalf_of'])
      .where('firm_id', '=', firm.id)
      .where('code', '=', 'preview_read_only')
      .execute(),
  );
  assert.equal(entries.length, changes.length);
  for (const entry of entries) {
    assert.deepEqual(entry, { actor_type: 'staff', actor_id: staffId, on_behalf_of: contact.id });
  }
});

test('a preview ends after fifteen minutes, when it is left, and with the access of its contact', async () => {
  const { open, firm, contact } = await aPreviewScene(server);
  const left = await tabOf(server, await open());
  assert.equal((await left.page.call('DELETE', '/v1/session', left.token)).status, 204);
  assert.equal((await left.page.call('GET', '/v1/session', left.token)).status, 401);

  const old = await tabOf(server, await open());
  server.clock.advance(14 * 60_000);
  assert.equal((await old.page.call('GET', '/v1/session', old.token)).status, 200);
  server.clock.advance(61_000);
  assert.equal((await old.page.call('GET', '/v1/session', old.token)).status, 401);

  const other = await aPreviewScene(server);
  const shut = await tabOf(server, await other.open());
  const path = `/v1/firm/contacts/${other.contact.id}/portal-access`;
  await asBackend(server, other.firm)('PUT', path, { enabled: false });
  assert.equal((await shut.page.call('GET', '/v1/session', shut.token)).status, 401);
  assert.ok(firm.id !== other.firm.id && contact.id !== other.contact.id);
});

test('its link opens once, within a minute, on the page that it was made for', async () => {
  const { open, cookie } = await aPreviewScene(server);
  const { secret, page } = await tabOf(server, await open());
  assert.deepEqual(await codeOf(await page.exchange(secret)), [401, 'client_secret_invalid']);
  const late = await read(Preview, await open());
  server.clock.advance(61_000);
  const lateSecret = new URL(late.url).hash.replace('#portal-preview=', '');
  assert.deepEqual(await codeOf(await page.exchange(lateSecret)), [401, 'client_secret_invalid']);
  assert.deepEqual(await codeOf(await open({ page: 'https://www.firm.example.evil.io/' })), [
    403,
    'origin_not_allowed',
  ]);
  const staff = await server.app.request(`${PUBLIC_URL}/v1/firm/matters`, { headers: { cookie } });
  assert.equal(staff.status, 200, 'the staff session is untouched');
});

const refusals: readonly [string, Mode, RoleName, Readonly<Record<string, unknown>>, readonly [number, string]][] = [
  ['previews are off', { ...READ_ONLY, mode: 'off' }, 'admin', {}, [403, 'preview_off']],
  ['the role may not', { ...READ_ONLY, roles: ['attorney'] }, 'admin', {}, [403, 'preview_role_not_permitted']],
  ['the firm lets nobody act', READ_ONLY, 'admin', { mode: 'act_as', reason: 'x' }, [403, 'act_as_off']],
  ['acting has no reason', ACT_AS, 'admin', { mode: 'act_as' }, [422, 'reason_required']],
];
for (const [name, mode, role, more, expected] of refusals) {
  test(`a preview is refused with its own code where ${name}`, async () => {
    const { open } = await aPreviewScene(server, mode, role);
    assert.deepEqual(await codeOf(await open(more)), expected);
  });
}

test('a contact must exist, be the primary one, and be active, each with its own code', async () => {
  const { open, firm, client, contact } = await aPreviewScene(server);
  const call = asBackend(server, firm);
  const second = await call('POST', '/v1/firm/contacts', { clientId: client.id, name: 'B', email: 'b@client.example' });
  const { id }: { id: string } = await second.json();
  assert.deepEqual(await codeOf(await open({ contactId: id })), [409, 'contact_not_primary']);
  const stranger = await aPreviewScene(server);
  assert.deepEqual(await codeOf(await open({ contactId: stranger.contact.id })), [404, 'not_found']);
  assert.deepEqual(await codeOf(await open({ clientId: stranger.client.id })), [404, 'not_found']);
  await call('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: false });
  assert.deepEqual(await codeOf(await open()), [409, 'contact_disabled']);
  const empty = await call('POST', '/v1/firm/clients', { name: 'Nobody' });
  const { id: nobody }: { id: string } = await empty.json();
  assert.deepEqual(await codeOf(await open({ clientId: nobody })), [409, 'primary_contact_missing']);
});

test('any contact will do where the firm says so', async () => {
  const { open, firm, client } = await aPreviewScene(server, { ...READ_ONLY, contact: 'any' });
  const call = asBackend(server, firm);
  const body = { clientId: client.id, name: 'B', email: 'b@client.example' };
  const { id }: { id: string } = await (await call('POST', '/v1/firm/contacts', body)).json();
  await call('PUT', `/v1/firm/contacts/${id}/portal-access`, { enabled: true });
  assert.equal((await read(Preview, await open({ contactId: id }))).contactId, id);
});

test('a key bears no name and opens no preview', async () => {
  const { firm, client } = await aPreviewScene(server);
  const body = { clientId: client.id, page: `${ORIGIN}/` };
  const response = await asBackend(server, firm)('POST', '/v1/firm/previews', body);
  assert.deepEqual(await codeOf(response), [401, 'unauthenticated']);
});

test('whoever acts as the client is named with them, and never changes how they sign in', async () => {
  const { open, staffId, contact } = await aPreviewScene(server, ACT_AS);
  const { page, token, preview } = await tabOf(
    server,
    await open({ mode: 'act_as', reason: 'Asked for on the telephone' }),
  );
  const session = await read(Session, await page.call('GET', '/v1/session', token));
  assert.deepEqual(session.preview, { by: 'Sam Staff', readOnly: false });
  assert.equal((await page.call('PATCH', '/v1/session', token, { language: 'es' })).status, 200);
  const stepUps = allEndpoints().filter(({ endpoint }) => endpoint.access.audience === 'client' && endpoint.stepUp);
  for (const { endpoint } of stepUps) {
    const path = endpoint.path.replaceAll(/:\w+/g, 'ses_00000000000000000000000000');
    assert.deepEqual(await codeOf(await page.call(endpoint.method, path, token, {})), [403, 'preview_read_only']);
  }
  const stored = await server.deps.work.read(everyFirm, (db) =>
    db
      .selectFrom('sessions')
      .select(['staff_id', 'contact_id', 'reason'])
      .where('id', '=', preview.id)
      .executeTakeFirst(),
  );
  assert.deepEqual(stored, { staff_id: staffId, contact_id: contact.id, reason: 'Asked for on the telephone' });
});
