import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FirmKey, listOf, NewKey, type Scope } from '@portico/contract';
import { createFirm, type CreatedFirm } from '@portico/reference-server';
import { aFirm, asBackend, asPage, createTestServer, ok, ORIGIN, PUBLIC_URL, someSettings } from '@portico/testing';
import { everyFirm } from '../database/confine.js';
import { read, refusalOf } from '../http/answers.suite.js';
import { tokenHash } from '../session/tokens.js';

let server: Awaited<ReturnType<typeof createTestServer>>;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const PATH = '/v1/firm/keys';
const DAY_MS = 24 * 3_600_000;

async function make(firm: CreatedFirm, scopes: readonly Scope[] = ['matters.read', 'keys.write']): Promise<NewKey> {
  return read(NewKey, await ok(asBackend(server, firm)('POST', PATH, { kind: 'secret', name: 'A backend', scopes })));
}

async function list(firm: CreatedFirm): Promise<FirmKey[]> {
  return (await read(listOf(FirmKey), await ok(asBackend(server, firm)('GET', PATH)))).data;
}

/** Calls with a key. @returns status */
async function tryKey(value: string, path = '/v1/firm/matters'): Promise<number> {
  const headers = value.startsWith('pk')
    ? { 'portico-key': value, origin: ORIGIN }
    : { authorization: `Bearer ${value}` };
  return (await server.app.request(`${PUBLIC_URL}${path}`, { headers })).status;
}

const withKey = (firm: CreatedFirm, key: NewKey): CreatedFirm => ({ ...firm, secretKey: key.value });

test('a new key works at once, is shown this once, and is nowhere but in its hash', async () => {
  const firm = await aFirm(server);
  const key = await make(firm);
  assert.notEqual(tokenHash('sk', key.value), undefined);
  assert.equal(await tryKey(key.value), 200);
  assert.equal(JSON.stringify(await list(firm)).includes(key.value), false);
  const stored = await server.deps.work.read(everyFirm, (db) =>
    db.selectFrom('firm_keys').selectAll().where('firm_id', '=', firm.id).execute(),
  );
  assert.equal(JSON.stringify(stored).includes(key.value), false);
  assert.equal(server.log.join('\n').includes(key.value), false);
});

test('a new publishable key names the firm and unlocks no more', async () => {
  const firm = await aFirm(server);
  const made = await ok(asBackend(server, firm)('POST', PATH, { kind: 'publishable', name: 'New site' }));
  const key = await read(NewKey, made);
  assert.equal(await tryKey(key.value, '/v1/portal'), 200);
  assert.equal((await asPage(server, { ...firm, publishableKey: key.value })('GET', '/v1/session')).status, 401);
  assert.deepEqual(key.scopes, []);
});

test('a key grants no scope that whoever makes it lacks, and the refusal is on record', async () => {
  const firm = await aFirm(server);
  const narrow = withKey(firm, await make(firm, ['matters.read', 'keys.write']));
  const body = { kind: 'secret', name: 'More', scopes: ['matters.read', 'clients.read'] };
  const call = asBackend(server, narrow);
  assert.deepEqual(await refusalOf(await call('POST', PATH, body)), [403, 'scopes_not_held']);
  const strong = (await list(firm)).find(({ name }) => name === 'Backend')!;
  const rotated = await call('POST', `${PATH}/${strong.id}/rotate`, { overlapDays: 7 });
  assert.deepEqual(await refusalOf(rotated), [403, 'scopes_not_held']);
  assert.equal(await tryKey(firm.secretKey), 200);
  assert.equal((await list(firm)).length, 3);
  const refusals = await server.deps.work.read(everyFirm, (db) =>
    db
      .selectFrom('audit_entries')
      .select('code')
      .where('firm_id', '=', firm.id)
      .where('result', '=', 'refused')
      .execute(),
  );
  assert.deepEqual(
    refusals.map(({ code }) => code),
    ['scopes_not_held', 'scopes_not_held'],
  );
});

test('without the scope nobody lists or makes keys', async () => {
  const firm = await createFirm(server.deps, {
    name: 'Narrow Law',
    settings: someSettings(),
    origins: [],
    staff: [],
    scopes: ['keys.read'],
  });
  assert.equal((await asBackend(server, firm)('GET', PATH)).status, 200);
  const made = await asBackend(server, firm)('POST', PATH, { kind: 'publishable', name: 'More' });
  assert.deepEqual(await refusalOf(made), [403, 'scope_missing']);
});

for (const [what, body] of [
  ['a secret key without a scope', { kind: 'secret', name: 'x', scopes: [] }],
  ['a publishable key with one', { kind: 'publishable', name: 'x', scopes: ['matters.read'] }],
  ['a scope that does not exist', { kind: 'secret', name: 'x', scopes: ['everything'] }],
  ['a scope twice', { kind: 'secret', name: 'x', scopes: ['matters.read', 'matters.read'] }],
  ['a value of its own', { kind: 'publishable', name: 'x', value: 'pk_mine' }],
  ['a firm of its own', { kind: 'publishable', name: 'x', firmId: 'firm_01h455vb4pex5vsknk084sn02q' }],
] as const) {
  test(`${what} is refused`, async () => {
    const firm = await aFirm(server);
    assert.deepEqual(await refusalOf(await asBackend(server, firm)('POST', PATH, body)), [422, 'invalid_request']);
    assert.equal((await list(firm)).length, 2);
  });
}

test('rotating: both work for the overlap, then the new one alone', async () => {
  const firm = await aFirm(server);
  const old = await make(firm);
  const response = await ok(asBackend(server, firm)('POST', `${PATH}/${old.id}/rotate`, { overlapDays: 2 }));
  const fresh = await read(NewKey, response);
  assert.deepEqual([fresh.name, fresh.scopes, fresh.kind], [old.name, old.scopes, old.kind]);
  server.clock.advance(2 * DAY_MS - 1);
  assert.deepEqual([await tryKey(old.value), await tryKey(fresh.value)], [200, 200]);
  server.clock.advance(1);
  assert.deepEqual([await tryKey(old.value), await tryKey(fresh.value)], [401, 200]);
  assert.equal(
    (await list(firm)).some(({ id }) => id === old.id),
    false,
  );
});

test('rotating a publishable key keeps the pages that have the old one', async () => {
  const firm = await aFirm(server);
  const old = (await list(firm)).find(({ kind }) => kind === 'publishable')!;
  const response = await ok(asBackend(server, firm)('POST', `${PATH}/${old.id}/rotate`, { overlapDays: 7 }));
  const fresh = await read(NewKey, response);
  for (const value of [firm.publishableKey, fresh.value]) assert.equal(await tryKey(value, '/v1/portal'), 200);
});

test('a rotation without overlap ends the old key at once', async () => {
  const firm = await aFirm(server);
  const old = await make(firm);
  await ok(asBackend(server, firm)('POST', `${PATH}/${old.id}/rotate`, { overlapDays: 0 }));
  assert.equal(await tryKey(old.value), 401);
});

test('of ten rotations at once one wins, and a key that ends is not rotated again', async () => {
  const firm = await aFirm(server);
  const old = await make(firm);
  const all = await Promise.all(
    Array.from({ length: 10 }, () => asBackend(server, firm)('POST', `${PATH}/${old.id}/rotate`, { overlapDays: 1 })),
  );
  assert.deepEqual(all.map(({ status }) => status).toSorted(), [201, ...Array.from({ length: 9 }, () => 409)]);
  assert.equal((await list(firm)).length, 4);
  for (const overlapDays of [-1, 8, 0.5, '1', null]) {
    const response = await asBackend(server, firm)('POST', `${PATH}/${old.id}/rotate`, { overlapDays });
    assert.deepEqual(await refusalOf(response), [422, 'invalid_request']);
  }
});

test('a key may rotate itself with overlap, but neither end nor revoke itself at once', async () => {
  const firm = await aFirm(server);
  const key = await make(firm);
  const call = asBackend(server, withKey(firm, key));
  assert.deepEqual(await refusalOf(await call('DELETE', `${PATH}/${key.id}`)), [409, 'key_calls']);
  const atOnce = await call('POST', `${PATH}/${key.id}/rotate`, { overlapDays: 0 });
  assert.deepEqual(await refusalOf(atOnce), [409, 'key_calls']);
  assert.equal(await tryKey(key.value), 200);
  const fresh = await read(NewKey, await ok(call('POST', `${PATH}/${key.id}/rotate`, { overlapDays: 1 })));
  await ok(asBackend(server, withKey(firm, fresh))('DELETE', `${PATH}/${key.id}`));
  assert.deepEqual([await tryKey(key.value), await tryKey(fresh.value)], [401, 200]);
});

test('a revoked key ends at the next call; the second time, and for another firm, there is no such key', async () => {
  const firm = await aFirm(server);
  const foreign = await aFirm(server);
  const key = await make(firm);
  const path = `${PATH}/${key.id}`;
  assert.deepEqual(await refusalOf(await asBackend(server, foreign)('DELETE', path)), [404, 'not_found']);
  const rotated = await asBackend(server, foreign)('POST', `${path}/rotate`, { overlapDays: 0 });
  assert.deepEqual(await refusalOf(rotated), [404, 'not_found']);
  assert.equal(await tryKey(key.value), 200);
  await ok(asBackend(server, firm)('DELETE', path));
  assert.equal(await tryKey(key.value), 401);
  assert.deepEqual(await refusalOf(await asBackend(server, firm)('DELETE', path)), [404, 'not_found']);
});

test('the last use is kept to the minute, and reading within it does not write', async () => {
  const firm = await aFirm(server);
  const key = await make(firm);
  const lastUse = async () => (await list(firm)).find(({ id }) => id === key.id)?.lastUsedAt;
  assert.equal(await lastUse(), null);
  await tryKey(key.value);
  const first = await lastUse();
  assert.equal(first, server.clock.now().toISOString());
  server.clock.advance(59_000);
  await tryKey(key.value);
  assert.equal(await lastUse(), first);
  server.clock.advance(1000);
  await tryKey(key.value);
  assert.equal(await lastUse(), server.clock.now().toISOString());
});
