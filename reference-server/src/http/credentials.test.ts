import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Matter, listOf, Session } from '@portico/contract';
import { createFirm } from '@portico/reference-server';
import {
  aContact,
  aFirm,
  asBackend,
  asPage,
  createTestServer,
  ORIGIN,
  PUBLIC_URL,
  signIn,
  signInStaff,
  someSettings,
  type TestServer,
} from '@portico/testing';
import type {} from '../audit/store.js';
import { everyFirm } from '../database/confine.js';
import type {} from '../firms/store.js';
import { newToken } from '../session/tokens.js';
import { problemOf, read } from './answers.suite.js';

let server: TestServer;
let firm: Awaited<ReturnType<typeof aFirm>>;
before(async () => {
  server = await createTestServer();
  firm = await aFirm(server);
});
after(() => server.close());

async function answerOf(path: string, headers: Record<string, string>) {
  const response = await server.app.request(`${PUBLIC_URL}${path}`, { headers });
  return [response.status, response.status === 200 ? 'ok' : (await problemOf(response)).code];
}

const flipped = (token: string) => token.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));

test('a publishable key that is truncated, changed, unknown, missing or a secret one opens nothing', async () => {
  const key = firm.publishableKey;
  for (const wrong of [key.slice(0, -1), flipped(key), newToken('pk'), '', `${key} `.repeat(2), firm.secretKey]) {
    assert.deepEqual(await answerOf('/v1/portal', { 'portico-key': wrong }), [401, 'key_invalid']);
  }
  assert.deepEqual(await answerOf('/v1/portal', {}), [401, 'key_invalid']);
  assert.deepEqual(await answerOf('/v1/portal', { 'portico-key': key }), [200, 'ok']);
});

test('a secret key that is truncated, changed, unknown or publishable opens nothing', async () => {
  const key = firm.secretKey;
  const path = '/v1/firm/matters';
  for (const wrong of [key.slice(0, -1), flipped(key), newToken('sk'), firm.publishableKey, newToken('pat'), '']) {
    const [status] = await answerOf(path, { authorization: `Bearer ${wrong}` });
    assert.equal(status, 401);
  }
  assert.deepEqual(await answerOf(path, { authorization: `Basic ${key}` }), [401, 'unauthenticated']);
  assert.deepEqual(await answerOf(path, {}), [401, 'unauthenticated']);
  assert.deepEqual(await answerOf(path, { authorization: `bearer ${key}` }), [200, 'ok']);
});

test("a secret key in a page is refused, also on the firm's own origin and on ours", async () => {
  for (const origin of [ORIGIN, PUBLIC_URL, 'https://evil.example', 'null']) {
    const headers = { authorization: `Bearer ${firm.secretKey}`, origin };
    assert.deepEqual(await answerOf('/v1/firm/matters', headers), [403, 'origin_not_allowed']);
  }
});

test('a revoked key ends at the next call', async () => {
  const own = await aFirm(server);
  assert.deepEqual(await answerOf('/v1/firm/matters', { authorization: `Bearer ${own.secretKey}` }), [200, 'ok']);
  await server.deps.work.upkeep(everyFirm, (tx, now) =>
    tx.updateTable('firm_keys').set({ revoked_at: now }).where('firm_id', '=', own.id).execute(),
  );
  assert.deepEqual(await answerOf('/v1/firm/matters', { authorization: `Bearer ${own.secretKey}` }), [
    401,
    'key_invalid',
  ]);
  assert.deepEqual(await answerOf('/v1/portal', { 'portico-key': own.publishableKey }), [401, 'key_invalid']);
});

test('a secret key does what its scopes say and no more, and the refusal is on record', async () => {
  const narrow = await createFirm(server.deps, {
    name: 'Narrow Law',
    settings: someSettings(),
    origins: [ORIGIN],
    staff: [],
    scopes: ['matters.read'],
  });
  const headers = { authorization: `Bearer ${narrow.secretKey}` };
  assert.deepEqual(await answerOf('/v1/firm/matters', headers), [200, 'ok']);
  assert.deepEqual(await answerOf('/v1/firm/clients', headers), [403, 'scope_missing']);
  const refusals = await server.deps.work.read(everyFirm, (db) =>
    db
      .selectFrom('audit_entries')
      .select(['action', 'result', 'code'])
      .where('firm_id', '=', narrow.id)
      .where('result', '=', 'refused')
      .execute(),
  );
  assert.deepEqual(refusals, [{ action: 'clients.list', result: 'refused', code: 'scope_missing' }]);
});

test('the firm comes from the credential: headers and keys of another firm change nothing', async () => {
  const foreign = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const cookie = await signIn(server, firm, contact.email);
  const response = await asPage(server, firm, cookie)('GET', '/v1/session', undefined, {
    'portico-key': foreign.publishableKey,
    'x-firm-id': foreign.id,
    host: 'www.other.example',
    'x-forwarded-host': 'www.other.example',
  });
  assert.equal(response.status, 200);
  assert.equal((await read(Session, response)).firm.id, firm.id);
  const matters = await asBackend(server, foreign)('GET', '/v1/firm/matters', undefined, { 'x-firm-id': firm.id });
  assert.deepEqual((await read(listOf(Matter), matters)).data, []);
});

test('of several cookies of one name only the first counts, and junk around it harms nobody', async () => {
  const { contact } = await aContact(server, firm);
  const cookie = await signIn(server, firm, contact.email);
  const get = (header: string) => asPage(server, firm, header)('GET', '/v1/session');
  assert.equal((await get(`a=b; =; ;; ${cookie}; c`)).status, 200);
  assert.equal((await get(`__Host-portico=junk; ${cookie}`)).status, 401);
  assert.equal((await get(cookie.replace('__Host-portico', 'portico-dev'))).status, 401);
});

test('a staff session of somebody who left ends at once', async () => {
  const own = await aFirm(server);
  const email = own.staff[0]?.email ?? '';
  const cookie = await signInStaff(server, own, email);
  assert.equal((await asPage(server, own, cookie)('GET', '/v1/firm/matters')).status, 200);
  await server.deps.work.upkeep(everyFirm, (tx) =>
    tx.updateTable('staff').set({ active: false }).where('firm_id', '=', own.id).execute(),
  );
  assert.equal((await asPage(server, own, cookie)('GET', '/v1/firm/matters')).status, 401);
});
