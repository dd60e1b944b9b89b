import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  aFirm,
  aMember,
  appOf,
  asBackend,
  asPage,
  cookieOf,
  created,
  createTestServer,
  ok,
  signInStaff,
  startStaffSession,
  type TestServer,
  TotpApp,
} from '@portico/testing';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { allEndpoints } from '../http/openapi.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const refusalOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  (await response.json()).code,
];

/** A member of a new firm who has an authenticator app and recovery codes. */
async function anEnrolled() {
  const firm = await aFirm(server);
  const { email } = firm.staff[0]!;
  const owing = asPage(server, firm, await startStaffSession(server, firm, email));
  const { secret } = await created(owing('POST', '/v1/firm/session/factors/totp'));
  const app = new TotpApp(secret);
  const response = await ok(owing('POST', '/v1/firm/session/factors/totp/confirm', { code: app.next(server.clock) }));
  const { recoveryCodes }: { recoveryCodes: string[] } = await response.clone().json();
  const page = asPage(server, firm, cookieOf(response));
  const owe = async () => asPage(server, firm, await startStaffSession(server, firm, email));
  return { firm, email, app, recoveryCodes, page, owing, owe };
}

test('who has no second factor sets one up before anything else', async () => {
  const firm = await aFirm(server);
  const { email } = firm.staff[0]!;
  const owing = asPage(server, firm, await startStaffSession(server, firm, email));
  const session = await created(owing('GET', '/v1/firm/session'));
  assert.deepEqual([session.secondFactor, session.staff.role], ['enrolling', 'admin']);
  let refused = 0;
  for (const { endpoint } of allEndpoints()) {
    const { access, method, path, body } = endpoint;
    if (access.audience !== 'staff' && access.audience !== 'person' && access.audience !== 'member') continue;
    if (access.audience === 'member' && access.before.includes('enrolling')) continue;
    const response = await owing(method, path.replaceAll(/:\w+/g, 'x'), body && {});
    assert.deepEqual(await refusalOf(response), [403, 'second_factor_required'], endpoint.id);
    refused += 1;
  }
  assert.ok(refused > 20);
  const started = await created(owing('POST', '/v1/firm/session/factors/totp'));
  assert.match(started.uri, /^otpauth:\/\/totp\/.+secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/);
  const app = new TotpApp(started.secret);
  const confirmed = await ok(owing('POST', '/v1/firm/session/factors/totp/confirm', { code: app.next(server.clock) }));
  const enrolled = await confirmed.clone().json();
  assert.equal(enrolled.session.secondFactor, 'given');
  assert.equal(enrolled.recoveryCodes.length, 10);
  assert.equal(new Set(enrolled.recoveryCodes).size, 10);
  assert.equal((await owing('GET', '/v1/firm/session')).status, 401, 'the token from before is over');
  const page = asPage(server, firm, cookieOf(confirmed));
  assert.equal((await page('GET', '/v1/firm/matters')).status, 200);
  const { factors, recoveryCodesLeft } = await created(page('GET', '/v1/firm/session/factors'));
  assert.deepEqual([factors.length, factors[0].kind, recoveryCodesLeft], [1, 'totp', 10]);
});

test('who has one must give it, and cannot set up another instead', async () => {
  const { app, owe } = await anEnrolled();
  const owing = await owe();
  assert.equal((await created(owing('GET', '/v1/firm/session'))).secondFactor, 'verifying');
  for (const [method, path, body] of [
    ['GET', '/v1/firm/matters'],
    ['GET', '/v1/firm/session/factors'],
    ['POST', '/v1/firm/session/factors/totp'],
    ['POST', '/v1/firm/session/factors/totp/confirm', { code: '000000' }],
    ['POST', '/v1/firm/session/factors/passkey'],
    ['POST', '/v1/firm/session/recovery-codes'],
  ] as const) {
    assert.deepEqual(await refusalOf(await owing(method, path, body)), [403, 'second_factor_required'], path);
  }
  const given = await ok(owing('POST', '/v1/firm/session/totp', { code: app.next(server.clock) }));
  assert.equal((await given.json()).secondFactor, 'given');
});

test('a session that owes the second factor can sign out, and ends by itself', async () => {
  const { owe } = await anEnrolled();
  const owing = await owe();
  assert.equal((await owing('DELETE', '/v1/firm/session')).status, 204);
  assert.equal((await owing('GET', '/v1/firm/session')).status, 401);
  const late = await owe();
  server.clock.advance(10 * 60_000);
  assert.equal((await late('GET', '/v1/firm/session')).status, 401);
});

test('a code is good once: the second time, and in another session, it is wrong', async () => {
  const { app, owe } = await anEnrolled();
  const [first, second] = [await owe(), await owe()];
  const code = app.next(server.clock);
  assert.equal((await first('POST', '/v1/firm/session/totp', { code })).status, 200);
  assert.deepEqual(await refusalOf(await second('POST', '/v1/firm/session/totp', { code })), [401, 'code_invalid']);
  const raced = [await owe(), await owe(), await owe()];
  const next = app.next(server.clock);
  const answers = await Promise.all(raced.map((page) => page('POST', '/v1/firm/session/totp', { code: next })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401, 401]);
});

test('a clock that is one step off does, and one that is two steps off does not', async () => {
  const { app, owe } = await anEnrolled();
  for (const [steps, status] of [
    [-2, 401],
    [2, 401],
    [-1, 200],
    [0, 200],
    [1, 200],
  ] as const) {
    server.clock.advance(10 * 60_000);
    const code = app.at(server.clock.now(), steps);
    assert.equal((await (await owe())('POST', '/v1/firm/session/totp', { code })).status, status, `${steps} steps`);
  }
});

test('where the server’s clock jumps by ten minutes, a step off does still, and no code is taken twice', async () => {
  const { app, owe } = await anEnrolled();
  const give = async (code: string) => (await (await owe())('POST', '/v1/firm/session/totp', { code })).status;
  const early = app.at(server.clock.now(), 1);
  assert.equal(await give(early), 200);
  server.clock.advance(10 * 60_000);
  assert.equal(await give(app.at(server.clock.now(), -1)), 200);
  server.clock.advance(-10 * 60_000);
  assert.equal(await give(early), 401, 'good at this time, and taken before');
  server.clock.advance(11 * 60_000);
  assert.equal(await give(app.at(server.clock.now(), 1)), 200, 'from when the clock is back where it has been');
});

test('of a thousand guesses five are evaluated; the member gets in from elsewhere', async () => {
  const { app, owe, firm, email } = await anEnrolled();
  const owing = await owe();
  const right = app.at(server.clock.now(), 1);
  const codes = Array.from({ length: 1000 }, (_, index) => String(index).padStart(6, '0')).filter(
    (code) => ![-1, 0, 1].some((steps) => app.at(server.clock.now(), steps) === code),
  );
  const statuses: number[] = [];
  let retryAfter: string | null = null;
  for (let at = 0; at < codes.length; at += 50) {
    const answers = await Promise.all(
      codes.slice(at, at + 50).map((code) => owing('POST', '/v1/firm/session/totp', { code })),
    );
    statuses.push(...answers.map(({ status }) => status));
    retryAfter ??= answers.find(({ status }) => status === 429)?.headers.get('retry-after') ?? null;
  }
  assert.equal(statuses.filter((status) => status === 401).length, 5);
  assert.equal(statuses.filter((status) => status === 429).length, codes.length - 5);
  assert.equal(retryAfter, '30');
  assert.equal((await owing('POST', '/v1/firm/session/totp', { code: right })).status, 429, 'nor the right one');

  const elsewhere = asPage(server, firm, await startStaffSession(server, firm, email), '198.51.100.7');
  assert.equal((await elsewhere('POST', '/v1/firm/session/totp', { code: right })).status, 200);
});

test('signing in anew wins nothing: the wait doubles, up to a quarter of an hour, and is never for good', async () => {
  const { app, owe } = await anEnrolled();
  const wrong = async () => {
    const owing = await owe();
    return owing('POST', '/v1/firm/session/totp', { code: app.at(server.clock.now(), 100) });
  };
  for (let count = 0; count < 5; count += 1) assert.equal((await wrong()).status, 401);
  for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
    const waiting = await wrong();
    assert.deepEqual([waiting.status, waiting.headers.get('retry-after')], [429, String(seconds)]);
    // Starts of a sign-in have a limit of their own, which is not what is tried here.
    server.clock.advance(seconds * 1000);
    assert.equal((await wrong()).status, 401, `after ${seconds} s one more is evaluated`);
    server.clock.advance(1);
  }
  server.clock.advance(15 * 60_000);
  const owing = await owe();
  assert.equal((await owing('POST', '/v1/firm/session/totp', { code: app.next(server.clock) })).status, 200);
});

test('the fifth wrong code is the last of its session, however long one waits', async () => {
  const { app, owe } = await anEnrolled();
  const owing = await owe();
  for (let count = 0; count < 5; count += 1) {
    const code = app.at(server.clock.now(), 100);
    assert.equal((await owing('POST', '/v1/firm/session/totp', { code })).status, 401);
  }
  server.clock.advance(31_000);
  const spent = await owing('POST', '/v1/firm/session/totp', { code: app.next(server.clock) });
  assert.deepEqual(await refusalOf(spent), [410, 'code_spent']);
});

test('a recovery code gets in once, however it is typed', async () => {
  const { recoveryCodes, owe } = await anEnrolled();
  const [first = '', second = ''] = recoveryCodes;
  const owing = await owe();
  const given = await ok(owing('POST', '/v1/firm/session/recovery-code', { code: ` ${first.toUpperCase()} ` }));
  assert.equal((await given.json()).secondFactor, 'given');
  const again = await owe();
  assert.deepEqual(await refusalOf(await again('POST', '/v1/firm/session/recovery-code', { code: first })), [
    401,
    'code_invalid',
  ]);
  const raced = [await owe(), await owe()];
  const answers = await Promise.all(
    raced.map((page) => page('POST', '/v1/firm/session/recovery-code', { code: second })),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401]);
});

test('new recovery codes void the old ones', async () => {
  const { recoveryCodes, page, owe } = await anEnrolled();
  const made = await created(page('POST', '/v1/firm/session/recovery-codes'));
  assert.equal(made.recoveryCodes.length, 10);
  const owing = await owe();
  assert.equal((await owing('POST', '/v1/firm/session/recovery-code', { code: recoveryCodes[0] })).status, 401);
  assert.equal((await owing('POST', '/v1/firm/session/recovery-code', { code: made.recoveryCodes[0] })).status, 200);
});

test("recovery codes are a member's own", async () => {
  const { firm, recoveryCodes } = await anEnrolled();
  const other = await aMember(server, firm, 'paralegal');
  await signInStaff(server, firm, other.email);
  const owing = asPage(server, firm, await startStaffSession(server, firm, other.email));
  assert.equal((await owing('POST', '/v1/firm/session/recovery-code', { code: recoveryCodes[0] })).status, 401);
});

test('changing factors asks for a fresh proof, which any factor gives without a longer session', async () => {
  const { app, page } = await anEnrolled();
  const before = await created(page('GET', '/v1/firm/session'));
  server.clock.advance(6 * 60_000);
  for (const [method, path] of [
    ['POST', '/v1/firm/session/factors/totp'],
    ['POST', '/v1/firm/session/factors/passkey'],
    ['POST', '/v1/firm/session/recovery-codes'],
  ] as const) {
    assert.deepEqual(await refusalOf(await page(method, path)), [403, 'step_up_required'], path);
  }
  const proved = await ok(page('POST', '/v1/firm/session/totp', { code: app.next(server.clock) }));
  assert.equal(proved.headers.get('set-cookie'), null);
  assert.equal((await proved.json()).expiresAt, before.expiresAt);
  assert.equal((await page('POST', '/v1/firm/session/recovery-codes')).status, 201);
});

test('a new app replaces the old one when its first code has been given, and not before', async () => {
  const { app, page, owe } = await anEnrolled();
  const { secret } = await created(page('POST', '/v1/firm/session/factors/totp'));
  const added = new TotpApp(secret);
  assert.equal((await (await owe())('POST', '/v1/firm/session/totp', { code: app.next(server.clock) })).status, 200);
  const code = added.next(server.clock);
  const confirmed = await created(page('POST', '/v1/firm/session/factors/totp/confirm', { code }));
  assert.equal(confirmed.recoveryCodes, null, 'the codes that there are stay');
  assert.equal((await (await owe())('POST', '/v1/firm/session/totp', { code: app.next(server.clock) })).status, 401);
  assert.equal((await (await owe())('POST', '/v1/firm/session/totp', { code: added.next(server.clock) })).status, 200);
  const { factors } = await created(page('GET', '/v1/firm/session/factors'));
  assert.equal(factors.length, 1);
  const removed = await page('DELETE', `/v1/firm/session/factors/${factors[0].id}`);
  assert.deepEqual(await refusalOf(removed), [409, 'last_factor']);
});

test('of two sessions that set up the first factor at once, one does', async () => {
  const firm = await aFirm(server);
  const { email } = firm.staff[0]!;
  const [mine, theirs] = [
    asPage(server, firm, await startStaffSession(server, firm, email)),
    asPage(server, firm, await startStaffSession(server, firm, email)),
  ];
  const { secret } = await created(mine('POST', '/v1/firm/session/factors/totp'));
  const app = new TotpApp(secret);
  const code = app.next(server.clock);
  const answers = await Promise.all(
    [mine, theirs].map((page) => page('POST', '/v1/firm/session/factors/totp/confirm', { code })),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.ok(answers.every(({ status }) => [200, 401, 403, 409].includes(status)));
  const again = asPage(server, firm, await startStaffSession(server, firm, email));
  assert.equal((await created(again('GET', '/v1/firm/session'))).secondFactor, 'verifying');
});

test('an admin has a member begin anew, and their sessions are over', async () => {
  const firm = await aFirm(server);
  const member = await aMember(server, firm, 'paralegal');
  const page = asPage(server, firm, await signInStaff(server, firm, member.email));
  const reset = await created(asBackend(server, firm)('DELETE', `/v1/firm/staff/${member.id}/factors`));
  assert.equal(reset.hasSecondFactor, false);
  assert.equal((await page('GET', '/v1/firm/session')).status, 401);
  const again = asPage(server, firm, await startStaffSession(server, firm, member.email));
  assert.equal((await created(again('GET', '/v1/firm/session'))).secondFactor, 'enrolling');
});

test('neither secret nor code is in the database, the log or the audit', async () => {
  const firm = await aFirm(server);
  const { email } = firm.staff[0]!;
  const owing = asPage(server, firm, await startStaffSession(server, firm, email));
  const { secret } = await created(owing('POST', '/v1/firm/session/factors/totp'));
  const app = new TotpApp(secret);
  const code = app.next(server.clock);
  const { recoveryCodes } = await created(owing('POST', '/v1/firm/session/factors/totp/confirm', { code }));
  const rows = await server.deps.work.read(everyFirm, async (db) => [
    (await sql`select * from staff_factors where firm_id = ${firm.id}`.execute(db)).rows,
    (await sql`select * from staff_recovery_codes where firm_id = ${firm.id}`.execute(db)).rows,
    await db.selectFrom('audit_entries').selectAll().where('firm_id', '=', firm.id).execute(),
  ]);
  const everything = `${JSON.stringify(rows)}${server.log.join('\n')}`;
  for (const hidden of [secret, ...recoveryCodes]) assert.equal(everything.includes(hidden), false);
  const { rows: sealed } = await server.deps.work.read(everyFirm, (db) =>
    sql<{ secret: Buffer }>`select secret from staff_factors where firm_id = ${firm.id}`.execute(db),
  );
  assert.equal(sealed[0]?.secret.byteLength, 12 + 20 + 16, 'nonce, secret and tag of AES-256-GCM');
});

test('what was refused and what was given is in the audit log', async () => {
  const { app, page, owe } = await anEnrolled();
  const owing = await owe();
  await owing('POST', '/v1/firm/session/totp', { code: app.at(server.clock.now(), 100) });
  await ok(owing('POST', '/v1/firm/session/totp', { code: app.next(server.clock) }));
  const { data } = await created(page('GET', '/v1/firm/audit'));
  assert.deepEqual(
    data
      .filter(({ action }: { action: string }) => action.startsWith('secondFactor.'))
      .map(({ action, result, code }: { action: string; result: string; code: string }) => [action, result, code])
      .reverse(),
    [
      ['secondFactor.startTotp', 'done', null],
      ['secondFactor.enrol', 'done', null],
      ['secondFactor.totp', 'refused', 'code_invalid'],
      ['secondFactor.give', 'done', null],
    ],
  );
});

test('the helper that other tests sign in with gives what an app shows', async () => {
  const firm = await aFirm(server);
  const { email } = firm.staff[0]!;
  await signInStaff(server, firm, email);
  assert.match(appOf(server, email).at(server.clock.now()), /^\d{6}$/);
  // RFC 6238, appendix B, cut to six digits.
  const rfc = new TotpApp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  assert.deepEqual(
    [59, 1111111109, 1111111111, 1234567890, 2000000000].map((seconds) => rfc.at(new Date(seconds * 1000))),
    ['287082', '081804', '050471', '005924', '279037'],
  );
});
