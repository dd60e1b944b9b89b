import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import {
  aContact,
  aFirm,
  asPage,
  createTestServer,
  PUBLIC_URL,
  signIn,
  signInStaff,
  type TestServer,
} from '@portico/testing';
import { type KyselyPlugin, type PluginTransformQueryArgs, type PluginTransformResultArgs, sql } from 'kysely';
import { createApp } from '../app.js';
import type { Database } from '../database/tables.js';
import { everyFirm } from '../database/confine.js';
import type { Work } from '../database/work.js';
import { problemOf } from '../http/answers.suite.js';

const MINUTE = 60_000;

let server: TestServer | undefined;
beforeEach(async () => {
  await server?.close();
  server = await createTestServer();
});
after(() => server?.close());

/** A browser: it keeps what it is given, unless a test holds on to something older. */
async function aBrowser(kind: 'client' | 'staff' = 'client') {
  assert.ok(server);
  const [running, firm] = [server, await aFirm(server)];
  const path = kind === 'client' ? '/v1/session' : '/v1/firm/session';
  const first =
    kind === 'client'
      ? await signIn(running, firm, (await aContact(running, firm)).contact.email)
      : await signInStaff(running, firm, firm.staff[0]?.email ?? '');
  const call = (cookie: string, method = 'GET', to = path, body?: unknown) =>
    asPage(running, firm, cookie)(method, to, body);
  return { firm, first, clock: running.clock, call, deps: running.deps };
}

/** What an answer sets, as the next call sends it; null where it sets nothing. */
const setBy = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? null;

for (const kind of ['client', 'staff'] as const) {
  test(`the cookie of ${kind} is replaced after a quarter of an hour of use, and not before`, async () => {
    const { first, clock, call } = await aBrowser(kind);
    clock.advance(14 * MINUTE);
    assert.equal(setBy(await call(first)), null);
    clock.advance(MINUTE);
    const response = await call(first);
    const second = setBy(response);
    assert.equal(response.status, 200);
    assert.ok(second !== null && second !== first);
    assert.match(response.headers.get('set-cookie') ?? '', /; Max-Age=\d+; HttpOnly; SameSite=Strict; Secure$/);
    assert.equal(setBy(await call(second)), null);
    clock.advance(15 * MINUTE);
    const third = setBy(await call(second));
    assert.ok(third !== null && third !== second);
    assert.equal((await call(third)).status, 200);
  });

  test(`a stolen old cookie of ${kind} ends the session for both, and the log says so`, async () => {
    const { first, clock, call, deps, firm } = await aBrowser(kind);
    clock.advance(16 * MINUTE);
    const second = setBy(await call(first)) ?? '';
    assert.equal((await call(second)).status, 200);
    clock.advance(MINUTE + 1);
    const thief = await call(first);
    assert.deepEqual([thief.status, (await problemOf(thief.clone())).code], [401, 'unauthenticated']);
    assert.match(thief.headers.get('set-cookie') ?? '', /=; .*Max-Age=0/);
    assert.equal((await call(second)).status, 401);
    const { rows } = await deps.work.read(everyFirm, (db) =>
      sql<{ actor_type: string; code: string; request_id: string | null }>`select actor_type, code, request_id
        from audit_entries where firm_id = ${firm.id} and action = 'session.renew'`.execute(db),
    );
    assert.deepEqual(
      rows.map(({ actor_type, code }) => [actor_type, code]),
      [[kind === 'client' ? 'contact' : 'staff', 'refresh_reused']],
    );
    assert.match(rows[0]?.request_id ?? '', /^rq_/);
  });
}

test('twenty calls of two tabs at once all succeed, and every tab ends up with the one new cookie', async () => {
  const { first, clock, call } = await aBrowser();
  clock.advance(20 * MINUTE);
  const all = await Promise.all(Array.from({ length: 20 }, () => call(first)));
  assert.ok(all.every(({ status }) => status === 200));
  const given = new Set(all.map(setBy).filter((cookie) => cookie !== null));
  assert.equal(given.size, 1);
  const [second = ''] = given;
  clock.advance(30_000);
  const late = await call(first);
  assert.deepEqual([late.status, setBy(late)], [200, second], 'a tab whose answer was lost is given it again');
  assert.equal((await call(second)).status, 200);
});

test('a clock that jumps back or ahead signs nobody out', async () => {
  const { first, clock, call } = await aBrowser();
  clock.advance(-24 * 60 * MINUTE);
  assert.deepEqual([(await call(first)).status, setBy(await call(first))], [200, null]);
  clock.advance(24 * 60 * MINUTE + 16 * MINUTE);
  const second = setBy(await call(first)) ?? '';
  clock.advance(-10 * MINUTE);
  assert.equal((await call(first)).status, 200, 'replaced in the future is replaced just now');
  clock.advance(10 * MINUTE + 25 * MINUTE);
  const third = setBy(await call(second)) ?? '';
  assert.equal((await call(third)).status, 200);
  clock.advance(24 * 60 * MINUTE);
  assert.equal((await call(third)).status, 401, 'a day ahead it is over, as it would be');
});

test('signing out has the last word over a new cookie', async () => {
  const { first, clock, call } = await aBrowser();
  clock.advance(16 * MINUTE);
  const left = await call(first, 'DELETE');
  assert.match(left.headers.get('set-cookie') ?? '', /Max-Age=0/);
  assert.equal(left.headers.getSetCookie().length, 1);
  assert.equal((await call(first)).status, 401);
});

test('an answer that may take long neither replaces a cookie nor brings one', async () => {
  const { first, clock, call } = await aBrowser();
  clock.advance(16 * MINUTE);
  const missing = '/v1/documents/doc_01h455vb4pex5vsknk084sn02q/content';
  assert.deepEqual([(await call(first, 'GET', missing)).status, setBy(await call(first, 'GET', missing))], [404, null]);
  assert.notEqual(setBy(await call(first)), null);
});

test('a refused call brings the new cookie as well', async () => {
  const { first, clock, call } = await aBrowser();
  clock.advance(16 * MINUTE);
  const refused = await call(first, 'GET', '/v1/checklists/chk_01h455vb4pex5vsknk084sn02q');
  assert.equal(refused.status, 404);
  assert.notEqual(setBy(refused), null);
});

test('the database keeps no token that opens a session', async () => {
  const { first, clock, call, deps } = await aBrowser();
  clock.advance(16 * MINUTE);
  const second = setBy(await call(first)) ?? '';
  const { rows } = await deps.work.read(everyFirm, (db) =>
    sql<{ row: string }>`select t::text as row from session_tokens t union all select t::text from sessions t`.execute(
      db,
    ),
  );
  const all = rows.map(({ row }) => row).join('\n');
  for (const cookie of [first, second]) {
    const token = cookie.split('=')[1] ?? '';
    assert.ok(token.length > 40 && !all.includes(token) && !all.includes(Buffer.from(token).toString('hex')));
  }
});

/** Notes the SQL of every query that runs on a handle. */
class Counter implements KyselyPlugin {
  count = 0;
  transformQuery({ node }: PluginTransformQueryArgs) {
    this.count += 1;
    return node;
  }
  transformResult({ result }: PluginTransformResultArgs) {
    return Promise.resolve(result);
  }
}

for (const kind of ['client', 'staff'] as const) {
  test(`a session check of ${kind} is one query, and an indexed one`, async () => {
    const { first, firm, deps } = await aBrowser(kind);
    const counter = new Counter();
    const read: Work['read'] = (firmId, run) =>
      deps.work.read(firmId, (db) => run((db as Database).withPlugin(counter)));
    const refuse = () => Promise.reject(new Error('A check writes nothing'));
    const app = createApp({ ...deps, work: { ...deps.work, read, change: refuse, upkeep: refuse, touch: refuse } });
    const path = kind === 'client' ? '/v1/session' : '/v1/firm/session';
    const response = await app.request(`${PUBLIC_URL}${path}`, { headers: { cookie: first } });
    assert.equal(response.status, 200, firm.id);
    assert.equal(counter.count, 1);
  });
}

test('the session of a token is found by index, however many there are', async () => {
  const { deps } = await aBrowser();
  const plan = await deps.work.upkeep(everyFirm, async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select firm_id from sessions where token_hash = 'x'
      union all select firm_id from session_tokens where hash = 'x' and expires_at > now()`.execute(tx);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  assert.match(plan, /sessions_token_hash_key/);
  assert.match(plan, /session_tokens_pkey/);
});
