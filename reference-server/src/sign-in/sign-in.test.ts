import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ProblemBody, Session, signInBy, SignInAttempt, StaffSession } from '@portico/contract';
import { aContact, aFirm, asPage, createTestServer, ORIGIN, PUBLIC_URL, type TestServer } from '@portico/testing';
import * as z from 'zod/mini';
import type {} from '../audit/store.js';
import type {} from '../clients/store.js';
import { everyFirm } from '../database/confine.js';
import type {} from '../mail/store.js';
import type {} from './store.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

type Firm = Awaited<ReturnType<typeof aFirm>>;

/** POSTs as a page of the firm, from a peer of the test's choice. */
async function post(firm: Firm, path: string, body: unknown, address = '192.0.2.1', cookie?: string) {
  const response = await server.app.request(
    `${PUBLIC_URL}${path}`,
    {
      method: 'POST',
      headers: {
        origin: ORIGIN,
        'portico-key': firm.publishableKey,
        'content-type': 'application/json',
        ...(cookie !== undefined && { cookie }),
      },
      body: JSON.stringify(body),
    },
    { address },
  );
  const json: unknown = await response.json();
  const problem = z.safeParse(ProblemBody, json);
  return { response, status: response.status, json, code: problem.success ? problem.data.code : 'none' };
}

/** The newest mail to an address, once all that was queued is delivered. */
async function mailTo(email: string) {
  await server.deps.relay.deliver();
  const mail = server.mails.list().find(({ to }) => to === email);
  assert.ok(mail, `a mail to ${email}`);
  return mail;
}

async function started(firm: Firm, email: string, address?: string) {
  const { status, json } = await post(firm, '/v1/sign-in', { email }, address);
  assert.equal(status, 202);
  const mail = await mailTo(email);
  const token = new URLSearchParams(new URL(mail.link ?? '').hash.slice(1)).get('portal-link') ?? '';
  return { attempt: z.parse(SignInAttempt, json).attempt, code: mail.code ?? '', token, mail };
}

const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('a contact signs in by code and is there', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { attempt, code } = await started(firm, contact.email);
  const { response, status, json } = await post(firm, '/v1/sign-in/code', { attempt, code });
  const session = z.parse(Session, json);
  assert.equal(status, 200);
  assert.equal(session.contact.id, contact.id);
  assert.deepEqual(session.capabilities['checklists.view'], { allowed: true });
  const cookie = response.headers.get('set-cookie') ?? '';
  assert.match(
    cookie,
    /^__Host-portico=ps_[\w-]{50}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
    'no Domain, no other attribute',
  );
  const there = await asPage(server, firm, cookie.split(';')[0])('GET', '/v1/session');
  assert.equal(there.status, 200);
  assert.deepEqual(await there.json(), json);
});

test('over plain http, for development, the cookie has another name and no Secure', async () => {
  const plain = await createTestServer({ config: { publicUrl: 'http://localhost:9300' } });
  try {
    const firm = await aFirm(plain);
    const { contact } = await aContact(plain, firm);
    const page = asPage(plain, firm);
    const { attempt } = z.parse(
      SignInAttempt,
      await (await page('POST', '/v1/sign-in', { email: contact.email })).json(),
    );
    const { code } = await plain.mails.mailTo(contact.email);
    const response = await page('POST', '/v1/sign-in/code', { attempt, code });
    assert.match(
      response.headers.get('set-cookie') ?? '',
      /^portico-dev=ps_\S+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
  } finally {
    await plain.close();
  }
});

test('the link of the same mail signs in once, and GETs before that change nothing', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { token, mail } = await started(firm, contact.email);
  const link = new URL(mail.link ?? '');
  assert.equal(link.search.includes(token), false, 'the token is in the fragment alone');
  for (let time = 0; time < 5; time += 1) {
    for (const method of ['GET', 'HEAD']) {
      await server.app.request(link.href, { method });
      const response = await server.app.request(`${PUBLIC_URL}/v1/sign-in/link?token=${token}`, { method });
      assert.equal(response.status, 405);
    }
  }
  assert.equal((await post(firm, '/v1/sign-in/link', { token })).status, 200);
  const again = await post(firm, '/v1/sign-in/link', { token });
  assert.equal(again.status, 410);
  assert.equal(again.code, 'link_spent');
});

test('code and link are one attempt: either uses both up', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const first = await started(firm, contact.email);
  assert.equal((await post(firm, '/v1/sign-in/code', first)).status, 422, 'unknown fields are refused');
  const { attempt, code, token } = first;
  assert.equal((await post(firm, '/v1/sign-in/code', { attempt, code })).status, 200);
  assert.equal((await post(firm, '/v1/sign-in/code', { attempt, code })).code, 'code_spent');
  assert.equal((await post(firm, '/v1/sign-in/link', { token })).code, 'link_spent');
});

test('a link used by twenty at once lets one in', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { token } = await started(firm, contact.email);
  const all = await Promise.all(Array.from({ length: 20 }, () => post(firm, '/v1/sign-in/link', { token })));
  assert.deepEqual(all.map(({ status }) => status).sort(), [200, ...Array<number>(19).fill(410)]);
});

for (const [what, change] of [
  ['truncated', (token: string) => token.slice(0, -1)],
  ['changed in one character', (token: string) => token.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
  ['of another kind', (token: string) => token.replace(/^pml|^ppa/, 'ps')],
  ['empty but for its prefix', (token: string) => token.slice(0, 4)],
] as const) {
  test(`a token ${what} is refused like one that never was`, async () => {
    const firm = await aFirm(server);
    const { contact } = await aContact(server, firm);
    const { token, attempt, code } = await started(firm, contact.email);
    assert.equal((await post(firm, '/v1/sign-in/link', { token: change(token) })).code, 'link_spent');
    assert.equal((await post(firm, '/v1/sign-in/code', { attempt: change(attempt), code })).code, 'code_spent');
    assert.equal((await post(firm, '/v1/sign-in/code', { attempt: token, code })).code, 'code_spent');
    assert.equal((await post(firm, '/v1/sign-in/code', { attempt, code })).status, 200, 'and the real one still works');
  });
}

test('code and link end after ten minutes', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { token, attempt, code } = await started(firm, contact.email);
  server.clock.advance(10 * 60_000);
  assert.equal((await post(firm, '/v1/sign-in/code', { attempt, code })).code, 'code_spent');
  assert.equal((await post(firm, '/v1/sign-in/link', { token })).code, 'link_spent');
});

test("another firm's key cannot use a firm's attempt or link", async () => {
  const firm = await aFirm(server);
  const foreign = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { token, attempt, code } = await started(firm, contact.email);
  assert.equal((await post(foreign, '/v1/sign-in/code', { attempt, code })).code, 'code_spent');
  assert.equal((await post(foreign, '/v1/sign-in/link', { token })).code, 'link_spent');
  assert.equal((await post(firm, '/v1/sign-in/code', { attempt, code })).status, 200);
});

test('a new attempt of the same visitor voids the older one', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const first = await started(firm, contact.email);
  const second = await started(firm, contact.email);
  const { attempt, code, token } = first;
  assert.equal((await post(firm, '/v1/sign-in/code', { attempt, code })).code, 'code_spent');
  assert.equal((await post(firm, '/v1/sign-in/link', { token })).code, 'link_spent');
  assert.equal((await post(firm, '/v1/sign-in/link', { token: second.token })).status, 200);
});

test('five wrong codes and the right one is too late', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { attempt, code } = await started(firm, contact.email);
  for (let time = 0; time < 5; time += 1) {
    const refused = await post(firm, '/v1/sign-in/code', { attempt, code: other(code) });
    assert.deepEqual([refused.status, refused.code], [401, 'code_invalid']);
  }
  assert.equal((await post(firm, '/v1/sign-in/code', { attempt, code })).code, 'code_spent');
});

test('the fifth try may still be right', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { attempt, code } = await started(firm, contact.email);
  for (let time = 0; time < 4; time += 1) await post(firm, '/v1/sign-in/code', { attempt, code: other(code) });
  assert.equal((await post(firm, '/v1/sign-in/code', { attempt, code })).status, 200);
});

test('of a thousand guesses at once five are evaluated, and the real user gets in from elsewhere', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const attacker = await started(firm, contact.email, '198.51.100.7');
  const wrong = Array.from({ length: 1001 }, (_, at) => String(at).padStart(6, '0')).filter(
    (code) => code !== attacker.code,
  );
  const all = await Promise.all(
    wrong
      .slice(0, 1000)
      .map((code) => post(firm, '/v1/sign-in/code', { attempt: attacker.attempt, code }, '198.51.100.7')),
  );
  const answered = (wanted: string) => all.filter(({ code }) => code === wanted).length;
  assert.equal(answered('code_invalid'), 5);
  assert.equal(answered('code_spent'), 995);
  for (let time = 0; time < 9; time += 1) {
    await post(firm, '/v1/sign-in', { email: contact.email }, '198.51.100.7');
  }
  const { attempt, code } = await started(firm, contact.email, '203.0.113.20');
  assert.equal((await post(firm, '/v1/sign-in/code', { attempt, code }, '203.0.113.20')).status, 200);
});

test("an attacker's starts do not void the code that the owner has in hand", async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const owner = await started(firm, contact.email, '203.0.113.21');
  await post(firm, '/v1/sign-in', { email: contact.email }, '198.51.100.8');
  const { status } = await post(firm, '/v1/sign-in/code', { attempt: owner.attempt, code: owner.code });
  assert.equal(status, 200);
});

test('known, unknown, disabled and misspelt addresses are answered alike', async () => {
  const firm = await aFirm(server);
  const known = (await aContact(server, firm)).contact;
  const disabled = (await aContact(server, firm)).contact;
  await server.deps.work.upkeep(everyFirm, (tx) =>
    tx.updateTable('contacts').set({ portal_access: false }).where('id', '=', disabled.id).execute(),
  );
  server.mails.clear();
  const shapes = new Set<string>();
  const guesses = new Set<string>();
  const rows: Record<string, number>[] = [];
  for (const email of [known.email, disabled.email, 'nobody@client.example', 'n@c.example', firm.staff[0]?.email]) {
    const rowsBefore = await countRows();
    const { response, status, json } = await post(firm, '/v1/sign-in', { email });
    const headers = [...response.headers].filter(([name]) => name !== 'x-request-id');
    const { attempt } = z.parse(SignInAttempt, json);
    shapes.add(
      JSON.stringify([status, headers, Object.keys(z.parse(SignInAttempt, json)), JSON.stringify(json).length]),
    );
    const guess = await post(firm, '/v1/sign-in/code', { attempt, code: '000000' });
    const { requestId, ...problem } = z.parse(ProblemBody, guess.json);
    guesses.add(JSON.stringify([guess.status, problem, requestId.length]));
    const rowsAfter = await countRows();
    rows.push({
      attempts: rowsAfter.attempts - rowsBefore.attempts,
      audit: rowsAfter.audit - rowsBefore.audit,
    });
    await server.deps.relay.deliver();
  }
  assert.equal(shapes.size, 1, [...shapes].join('\n'));
  assert.equal(guesses.size, 1, [...guesses].join('\n'));
  assert.deepEqual(new Set(rows.map((one) => JSON.stringify(one))).size, 1, 'the same rows are written');
  const got = server.mails.list().map(({ to }) => to);
  assert.ok(got.includes(known.email));
  for (const email of [disabled.email, 'nobody@client.example', firm.staff[0]?.email ?? '']) {
    assert.equal(got.includes(email), false, `nothing goes to ${email}`);
  }
  assert.equal((await countRows()).mails, 0, 'what nobody gets is erased too');
});

async function countRows() {
  return server.deps.work.read(everyFirm, async (db) => {
    const count = async (table: 'sign_in_attempts' | 'audit_entries' | 'mails') =>
      (
        await db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n;
    return {
      attempts: await count('sign_in_attempts'),
      audit: await count('audit_entries'),
      mails: await count('mails'),
    };
  });
}

test('the sixth start for an address waits, unknown addresses like known ones, and another peer does not', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  for (const email of [contact.email, 'unknown@client.example']) {
    for (let time = 0; time < 5; time += 1) assert.equal((await post(firm, '/v1/sign-in', { email })).status, 202);
    server.clock.advance(60_000);
    const { response, status, code } = await post(firm, '/v1/sign-in', { email: email.toUpperCase() });
    assert.deepEqual([status, code], [429, 'too_many_requests']);
    assert.equal(response.headers.get('retry-after'), String(14 * 60));
    assert.equal((await post(firm, '/v1/sign-in', { email }, '203.0.113.9')).status, 202);
    server.clock.advance(14 * 60_000 + 1000);
    assert.equal((await post(firm, '/v1/sign-in', { email })).status, 202, 'and after the wait it goes on');
    server.clock.advance(15 * 60_000);
  }
});

test('forty starts at once count each other', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const all = await Promise.all(
    Array.from({ length: 40 }, () => post(firm, '/v1/sign-in', { email: contact.email }, '192.0.2.99')),
  );
  assert.equal(all.filter(({ status }) => status === 202).length, 5);
});

test('one peer starts thirty times for any addresses, IPv6 counted by its network', async () => {
  const firm = await aFirm(server);
  const start = (at: number) =>
    post(firm, '/v1/sign-in', { email: `someone${at}@client.example` }, `2001:db8:1:2::${at.toString(16)}`);
  for (let at = 0; at < 30; at += 1) assert.equal((await start(at)).status, 202);
  assert.equal((await start(31)).status, 429);
  const elsewhere = await post(firm, '/v1/sign-in', { email: 'someone@client.example' }, '2001:db8:1:3::1');
  assert.equal(elsewhere.status, 202);
});

test('a method that the firm has switched off is neither mailed nor taken', async () => {
  const linkOnly = await aFirm(server, { signIn: signInBy('emailLink') });
  const { contact } = await aContact(server, linkOnly);
  const { json } = await post(linkOnly, '/v1/sign-in', { email: contact.email });
  const mail = await mailTo(contact.email);
  assert.equal(mail.code, null);
  assert.notEqual(mail.link, null);
  const refused = await post(linkOnly, '/v1/sign-in/code', {
    attempt: z.parse(SignInAttempt, json).attempt,
    code: '123456',
  });
  assert.deepEqual([refused.status, refused.code], [403, 'sign_in_method_off']);

  const codeOnly = await aFirm(server, { signIn: signInBy('emailCode') });
  const second = (await aContact(server, codeOnly)).contact;
  await post(codeOnly, '/v1/sign-in', { email: second.email });
  const other = await mailTo(second.email);
  assert.equal(other.link, null);
  assert.notEqual(other.code, null);
});

test('a session token that somebody planted is never taken over, and the old session ends', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const first = await started(firm, contact.email);
  const one = await post(firm, '/v1/sign-in/code', { attempt: first.attempt, code: first.code });
  const planted = one.response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const second = await started(firm, contact.email);
  const two = await post(
    firm,
    '/v1/sign-in/code',
    { attempt: second.attempt, code: second.code },
    '192.0.2.1',
    planted,
  );
  const fresh = two.response.headers.get('set-cookie')?.split(';')[0] ?? '';
  assert.notEqual(fresh, planted);
  assert.equal((await asPage(server, firm, planted)('GET', '/v1/session')).status, 401);
  assert.equal((await asPage(server, firm, fresh)('GET', '/v1/session')).status, 200);
});

test('access switched off between mail and code lets nobody in', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { attempt, code, token } = await started(firm, contact.email);
  await server.deps.work.upkeep(everyFirm, (tx) =>
    tx.updateTable('contacts').set({ portal_access: false }).where('id', '=', contact.id).execute(),
  );
  assert.equal((await post(firm, '/v1/sign-in/code', { attempt, code })).code, 'code_spent');
  assert.equal((await post(firm, '/v1/sign-in/link', { token })).code, 'link_spent');
});

for (const [returnTo, expected] of [
  [`${ORIGIN}/clients?lang=es#old`, `${ORIGIN}/clients?lang=es#portal-link=`],
  [`https://user:secret@www.firm.example/clients`, `${ORIGIN}/clients#portal-link=`],
  [`${PUBLIC_URL}/sign-in?key=x`, `${PUBLIC_URL}/sign-in?key=x#portal-link=`],
  ['https://www.firm.example.evil.io/clients', `${PUBLIC_URL}/sign-in?key=pk_`],
  ['https://www.firm.example:8443/', `${PUBLIC_URL}/sign-in?key=pk_`],
  ['http://www.firm.example/', `${PUBLIC_URL}/sign-in?key=pk_`],
  ['javascript:alert(1)', `${PUBLIC_URL}/sign-in?key=pk_`],
  [undefined, `${PUBLIC_URL}/sign-in?key=pk_`],
] as const) {
  test(`the link leads back to ${returnTo ?? 'the hosted page'} only if that is the firm's`, async () => {
    const firm = await aFirm(server);
    const { contact } = await aContact(server, firm);
    await post(firm, '/v1/sign-in', { email: contact.email, returnTo }, `192.0.2.${expected.length}`);
    const { link } = await mailTo(contact.email);
    assert.ok(link);
    assert.ok(link.startsWith(expected), `${link} begins with ${expected}`);
    assert.match(link, /#portal-link=pml_[\w-]{50}$/);
  });
}

test('Host and forwarding headers change no address in a mail', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
  await asPage(server, firm)('POST', '/v1/sign-in', { email: contact.email }, evil);
  const { text, html } = await mailTo(contact.email);
  assert.equal(`${text}${html}`.includes('evil.example'), false);
});

test('staff sign in by code, owe a second factor, and get a cookie of their own', async () => {
  const firm = await aFirm(server);
  const email = firm.staff[0]?.email ?? '';
  const { attempt } = z.parse(SignInAttempt, (await post(firm, '/v1/firm/sign-in', { email })).json);
  const mail = await mailTo(email);
  assert.equal(mail.link, null);
  const asContact = await post(firm, '/v1/sign-in/code', { attempt, code: mail.code });
  assert.equal(asContact.code, 'code_spent', 'a staff attempt is no contact attempt');
  const signedIn = await post(firm, '/v1/firm/sign-in/code', { attempt, code: mail.code });
  assert.equal(signedIn.status, 200);
  assert.equal(z.parse(StaffSession, signedIn.json).staff.email, email);
  const cookie = signedIn.response.headers.get('set-cookie') ?? '';
  assert.match(cookie, /^__Host-portico-staff=pst_\S+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/);
  const call = asPage(server, firm, cookie.split(';')[0]);
  assert.equal((await call('GET', '/v1/firm/matters')).status, 403, 'the second factor is owed');
  assert.equal((await call('GET', '/v1/firm/session')).status, 200);
  assert.equal((await call('GET', '/v1/session')).status, 401, 'a staff cookie is no client session');
  const ended = await call('DELETE', '/v1/firm/session');
  assert.equal(ended.status, 204);
  assert.match(ended.headers.get('set-cookie') ?? '', /^__Host-portico-staff=; Path=\/; Max-Age=0;/);
  assert.equal((await call('GET', '/v1/firm/session')).status, 401);
});

test('a sign-in leaves its facts, wrong codes included, and one event', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { attempt, code } = await started(firm, contact.email);
  await post(firm, '/v1/sign-in/code', { attempt, code: other(code) });
  await post(firm, '/v1/sign-in/code', { attempt, code });
  const [audit, events] = await server.deps.work.read(everyFirm, async (db) => [
    await db
      .selectFrom('audit_entries')
      .selectAll()
      .where('firm_id', '=', firm.id)
      .where('action', 'like', 'signIn.%')
      .orderBy('seq')
      .execute(),
    await db
      .selectFrom('outbox_events')
      .selectAll()
      .where('firm_id', '=', firm.id)
      .where('type', '=', 'contact.signed_in')
      .execute(),
  ]);
  assert.deepEqual(
    audit.map((entry) => [entry.action, entry.actor_type, entry.actor_id, entry.result, entry.code]),
    [
      ['signIn.start', 'visitor', null, 'done', null],
      ['signIn.code', 'visitor', null, 'refused', 'code_invalid'],
      ['signIn.complete', 'contact', contact.id, 'done', null],
    ],
  );
  assert.deepEqual(
    events.map(({ data }) => data),
    [{ contactId: contact.id }],
  );
});

test('no token, code or address reaches a log line, and none but hashes the database', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { attempt, code, token } = await started(firm, contact.email);
  await post(firm, '/v1/sign-in/code', { attempt, code: other(code) });
  const { response } = await post(firm, '/v1/sign-in/code', { attempt, code });
  const cookie = /=(ps_[\w-]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const lines = server.log.join('\n');
  const rows = JSON.stringify(
    await server.deps.work.read(everyFirm, async (db) => [
      await db.selectFrom('sign_in_attempts').selectAll().execute(),
      await db.selectFrom('sessions').selectAll().execute(),
      await db.selectFrom('audit_entries').selectAll().execute(),
    ]),
  );
  assert.ok(lines.includes('signIn.code'));
  for (const secret of [attempt, token, cookie, contact.email, firm.secretKey]) {
    assert.ok(secret.length > 10);
    assert.equal(lines.includes(secret), false, 'in the log');
    assert.equal(rows.includes(secret), false, 'in the database');
  }
  assert.equal(lines.includes(`"${code}"`), false);
  assert.equal(rows.includes(`"${code}"`), false);
});
