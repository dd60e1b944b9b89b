import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Session, signInBy } from '@portico/contract';
import {
  aContact,
  aFirm,
  asBackend,
  asPage,
  createTestServer,
  ORIGIN,
  signIn,
  type TestServer,
} from '@portico/testing';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { everyFirm } from '../database/confine.js';
import { answered, type Firm, type From, mailTo, post as postTo, tokenIn } from '../sign-in/scene.suite.js';
import { OTHER, PASSWORD, withPassword as anAccount } from './account.suite.js';

const ways = signInBy('password', 'emailLink', 'emailCode');

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const post = (firm: Firm, path: string, body: unknown, from?: From) => postTo(server, firm, path, body, from);

const withPassword = (firm: Firm) => anAccount(server, firm);

const change = async (firm: Firm, cookie: string, body: unknown) =>
  answered(await asPage(server, firm, cookie)('PUT', '/v1/profile/password', body));

test('a contact sets a password by the link that the firm sends, and signs in with it', async () => {
  const firm = await aFirm(server, { signIn: ways });
  const { contact, email, mail, token } = await withPassword(firm);
  assert.equal(new URL(mail.link ?? '').origin, ORIGIN, 'the link leads to a page of the firm');
  assert.equal(mail.link?.split('#')[0]?.includes(token), false);
  const { status, json, cookie } = await post(firm, '/v1/sign-in/password', {
    email: email.toUpperCase(),
    password: PASSWORD,
  });
  assert.equal(status, 200);
  assert.equal(z.parse(Session, json).contact.id, contact.id);
  assert.match(cookie, /^__Host-portico=ps_/);
  const hash = await server.deps.work.read(everyFirm, (db) =>
    sql<{ hash: string }>`select hash from passwords where contact_id = ${contact.id}`.execute(db),
  );
  assert.match(hash.rows[0]?.hash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('a link sets a password once, ends after 48 hours, and an older one ends with a newer', async () => {
  const firm = await aFirm(server, { signIn: ways });
  const { token, contact } = await withPassword(firm);
  const set = (token: string) => post(firm, '/v1/sign-in/password/set', { token, password: OTHER });
  assert.equal((await set(token)).code, 'link_spent');
  const send = () => asBackend(server, firm)('POST', `/v1/firm/contacts/${contact.id}/password-link`, {});
  await send();
  const older = tokenIn((await mailTo(server, contact.email)).link, 'portal-password');
  await send();
  const newer = tokenIn((await mailTo(server, contact.email)).link, 'portal-password');
  assert.equal((await set(older)).code, 'link_spent');
  server.clock.advance(48 * 3_600_000);
  assert.equal((await set(newer)).code, 'link_spent');
});

test('the client asks for a link alike whether or not the address is known, and only the known one gets it', async () => {
  const firm = await aFirm(server, { signIn: ways });
  const { contact } = await aContact(server, firm);
  const ask = (email: string) =>
    post(firm, '/v1/sign-in/password/ask', { email, language: 'es', returnTo: `${ORIGIN}/clients` });
  const [known, unknown] = [await ask(contact.email), await ask('nobody@client.example')];
  for (const { status, text } of [known, unknown]) assert.deepEqual([status, text], [202, '']);
  const mail = await mailTo(server, contact.email);
  assert.equal(mail.language, 'es');
  assert.match(mail.link ?? '', /^https:\/\/www\.firm\.example\/clients#portal-password=ppw_[\w-]{50}$/);
  assert.equal(
    server.mails.list().some(({ to }) => to === 'nobody@client.example'),
    false,
  );
  const token = tokenIn(mail.link, 'portal-password');
  assert.equal((await post(firm, '/v1/sign-in/password/set', { token, password: OTHER })).status, 200);
});

test('setting a password ends every session, changing it every other one', async () => {
  const firm = await aFirm(server, { signIn: ways });
  const { email, cookie, contact } = await withPassword(firm);
  const elsewhere = (await post(firm, '/v1/sign-in/password', { email, password: PASSWORD })).cookie;
  const there = async (one: string) => (await asPage(server, firm, one)('GET', '/v1/session')).status;
  assert.deepEqual([await there(cookie), await there(elsewhere)], [200, 200]);
  assert.equal((await change(firm, cookie, { password: OTHER, current: PASSWORD })).status, 204);
  assert.deepEqual([await there(cookie), await there(elsewhere)], [200, 401]);
  assert.match((await mailTo(server, email)).subject, /was changed/);
  await asBackend(server, firm)('POST', `/v1/firm/contacts/${contact.id}/password-link`, {});
  const token = tokenIn((await mailTo(server, email)).link, 'portal-password');
  await post(firm, '/v1/sign-in/password/set', { token, password: PASSWORD });
  assert.equal(await there(cookie), 401);
});

test('a change needs the old password, and a fresh proof of who calls', async () => {
  const firm = await aFirm(server, { signIn: ways });
  const { cookie, email } = await withPassword(firm);
  for (const current of [undefined, OTHER]) {
    const { status, code } = await change(firm, cookie, { password: OTHER, ...(current && { current }) });
    assert.deepEqual([status, code], [422, 'proof_wrong']);
  }
  server.clock.advance(5 * 60_000 + 1);
  const { status, code } = await change(firm, cookie, { password: OTHER, current: PASSWORD });
  assert.deepEqual([status, code], [403, 'step_up_required']);
  assert.equal(
    (await post(firm, '/v1/sign-in/password', { email, password: PASSWORD })).status,
    200,
    'nothing has changed',
  );
});

test('a contact without a password sets the first one right after signing in', async () => {
  const firm = await aFirm(server, { signIn: ways });
  const { contact } = await aContact(server, firm);
  const cookie = await signIn(server, firm, contact.email);
  assert.equal((await change(firm, cookie, { password: PASSWORD })).status, 204);
  assert.equal((await post(firm, '/v1/sign-in/password', { email: contact.email, password: PASSWORD })).status, 200);
});

test('weak passwords are refused by their reason, long plain ones are taken', async () => {
  const firm = await aFirm(server, { signIn: ways });
  const { contact } = await aContact(server, firm);
  const cookie = await signIn(server, firm, contact.email);
  const local = contact.email.split('@')[0] ?? '';
  for (const [password, reason] of [
    ['PasswordPassword', 'common'],
    ['correct horse battery staple', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['123123123123', 'common'],
    ['abcdefghijklm', 'common'],
    ['0987654321098', 'common'],
    ['qwertyuiop!!1', 'common'],
    [contact.email, 'personal'],
    [`${local}-2026`, 'personal'],
    [`${contact.name} ${contact.name}`, 'personal'],
  ] as const) {
    const answer = await change(firm, cookie, { password });
    assert.deepEqual([password, answer.code, answer.reason], [password, 'password_weak', reason]);
  }
  for (const password of ['elevenchars', 'x'.repeat(257)]) {
    assert.equal((await change(firm, cookie, { password })).code, 'invalid_request');
  }
  for (const password of ['plain words do it', 'كلمات بسيطة طويلة', 'x1y2z3'.repeat(42)]) {
    assert.equal((await change(firm, cookie, { password })).status, 204);
    await server.deps.work.upkeep(everyFirm, (tx) => sql`delete from passwords`.execute(tx));
  }
});

test('a link alone is not enough where the firm says so and the contact has a password', async () => {
  const firm = await aFirm(server, { signIn: signInBy('password', 'emailLink', 'passwordOnLinks') });
  const { email } = await withPassword(firm);
  const link = async (to: string) => {
    await post(firm, '/v1/sign-in', { email: to });
    return tokenIn((await mailTo(server, to)).link, 'portal-link');
  };
  const token = await link(email);
  const asked = await post(firm, '/v1/sign-in/link', { token });
  assert.deepEqual([asked.status, asked.code, asked.cookie], [401, 'password_required', '']);
  assert.equal((await post(firm, '/v1/sign-in/link', { token })).code, 'link_spent', 'the link is used up');
  const { attempt } = asked;
  assert.equal((await post(firm, '/v1/sign-in/code', { attempt, code: '123456' })).code, 'sign_in_method_off');
  assert.equal((await post(firm, '/v1/sign-in/link/password', { attempt, password: OTHER })).code, 'password_invalid');
  const done = await post(firm, '/v1/sign-in/link/password', { attempt, password: PASSWORD });
  assert.equal(done.status, 200);
  assert.match(done.cookie, /^__Host-portico=ps_/);
  assert.equal((await post(firm, '/v1/sign-in/link/password', { attempt, password: PASSWORD })).code, 'code_spent');
  const without = (await aContact(server, firm)).contact;
  assert.equal((await post(firm, '/v1/sign-in/link', { token: await link(without.email) })).status, 200);
});

test("a link's attempt ends after ten minutes, and five wrong passwords", async () => {
  const firm = await aFirm(server, { signIn: signInBy('password', 'emailLink', 'passwordOnLinks') });
  const { email } = await withPassword(firm);
  const attempt = async () => {
    await post(firm, '/v1/sign-in', { email });
    const token = tokenIn((await mailTo(server, email)).link, 'portal-link');
    return (await post(firm, '/v1/sign-in/link', { token })).attempt;
  };
  const finish = (attempt: string | undefined, password: string) =>
    post(firm, '/v1/sign-in/link/password', { attempt, password });
  const first = await attempt();
  const all = await Promise.all(Array.from({ length: 50 }, () => finish(first, OTHER)));
  assert.equal(all.filter(({ code }) => code === 'password_invalid').length, 5);
  assert.equal((await finish(first, PASSWORD)).code, 'code_spent');
  const second = await attempt();
  server.clock.advance(10 * 60_000);
  assert.equal((await finish(second, PASSWORD)).code, 'code_spent');
});

test('of a thousand guesses at once five are evaluated; the others wait, and the owner gets in from elsewhere', async () => {
  const firm = await aFirm(server, { signIn: ways });
  const { email } = await withPassword(firm);
  const all = await Promise.all(
    Array.from({ length: 1000 }, (_, at) =>
      post(firm, '/v1/sign-in/password', { email, password: `guess number ${at}` }, { address: '198.51.100.7' }),
    ),
  );
  const codes = (wanted: string) => all.filter(({ code }) => code === wanted);
  assert.equal(codes('password_invalid').length, 5);
  assert.equal(codes('too_many_requests').length, 995);
  assert.match(codes('too_many_requests')[0]?.response.headers.get('retry-after') ?? '', /^\d+$/);
  const right = { email, password: PASSWORD };
  assert.equal((await post(firm, '/v1/sign-in/password', right, { address: '198.51.100.7' })).status, 429);
  assert.equal((await post(firm, '/v1/sign-in/password', right, { address: '203.0.113.20' })).status, 200);
  const link = await post(firm, '/v1/sign-in/password/ask', { email }, { address: '198.51.100.7' });
  assert.equal(link.status, 202, 'and who has mistyped may still ask for a link');
});

test('known, unknown, disabled and password-less addresses are refused alike', async () => {
  const firm = await aFirm(server, { signIn: ways });
  const { email } = await withPassword(firm);
  const disabled = (await withPassword(firm)).contact;
  const bare = (await aContact(server, firm)).contact;
  await asBackend(server, firm)('PUT', `/v1/firm/contacts/${disabled.id}/portal-access`, { enabled: false });
  const shapes = new Set<string>();
  for (const to of [email, disabled.email, bare.email, 'nobody@client.example']) {
    const { response, status, text } = await post(firm, '/v1/sign-in/password', { email: to, password: OTHER });
    const headers = [...response.headers].filter(([name]) => name !== 'x-request-id');
    shapes.add(JSON.stringify([status, headers, text.replace(/rq_\w+/, '')]));
  }
  assert.equal(shapes.size, 1, [...shapes].join('\n'));
});

test('a method that is off is off: no guess, no link, no change', async () => {
  const firm = await aFirm(server, { signIn: signInBy('emailCode') });
  const { contact } = await aContact(server, firm);
  const cookie = await signIn(server, firm, contact.email);
  for (const { code } of [
    await post(firm, '/v1/sign-in/password', { email: contact.email, password: PASSWORD }),
    await post(firm, '/v1/sign-in/password/ask', { email: contact.email }),
    await post(firm, '/v1/sign-in/password/set', { token: 'ppw_x', password: PASSWORD }),
    await change(firm, cookie, { password: PASSWORD }),
    await answered(await asBackend(server, firm)('POST', `/v1/firm/contacts/${contact.id}/password-link`, {})),
  ]) {
    assert.equal(code, 'sign_in_method_off');
  }
});

test('no password reaches the log, the audit log, an event or the database', async () => {
  const firm = await aFirm(server, { signIn: ways });
  const { email, cookie } = await withPassword(firm);
  await post(firm, '/v1/sign-in/password', { email, password: OTHER });
  await change(firm, cookie, { password: OTHER, current: PASSWORD });
  const tables = ['passwords', 'password_links', 'sign_in_attempts', 'sessions', 'audit_entries', 'outbox_events'];
  const rows = await Promise.all(
    tables.map((name) =>
      server.deps.work.read(
        everyFirm,
        async (db) => (await sql`select t::text from ${sql.table(name)} t`.execute(db)).rows,
      ),
    ),
  );
  const all = `${server.log.join('\n')}${JSON.stringify(rows)}`;
  assert.ok(all.includes('password.change'));
  for (const secret of [PASSWORD, OTHER]) assert.equal(all.includes(secret), false);
});
