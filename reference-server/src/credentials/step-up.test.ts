import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AccessToken, Session, SignInAttempt, signInBy } from '@portico/contract';
import { aFirm, createTestServer, type TestServer } from '@portico/testing';
import * as z from 'zod/mini';
import { type Firm, mailTo } from '../sign-in/scene.suite.js';
import { read } from '../http/answers.suite.js';
import { createDpopPage, mint } from '../session/dpop-page.suite.js';
import { asContact, OTHER, PASSWORD, withPassword } from './account.suite.js';

let server: TestServer;
let firm: Firm;
before(async () => {
  server = await createTestServer();
  firm = await aFirm(server, { signIn: signInBy('password') });
});
after(() => server.close());

const change = { password: OTHER, current: PASSWORD };
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Signed in, and long enough ago. */
async function aStaleContact() {
  const account = await withPassword(server, firm);
  server.clock.advance(6 * 60_000);
  return { ...account, call: asContact(server, firm, account.cookie) };
}

async function codeFor(email: string, call: ReturnType<typeof asContact>) {
  const { status, json } = await call('POST', '/v1/session/step-up/code');
  assert.equal(status, 202);
  const mail = await mailTo(server, email);
  assert.deepEqual([mail.link, mail.subject.startsWith('Confirm that it is you')], [null, true]);
  return { attempt: z.parse(SignInAttempt, json).attempt, code: mail.code ?? '' };
}

test('what weighs asks for a fresh proof; the password gives it, for five minutes', async () => {
  const { call } = await aStaleContact();
  assert.equal((await call('PUT', '/v1/profile/password', change)).code, 'step_up_required');
  const { status, json, cookie } = await call('POST', '/v1/session/step-up', { password: PASSWORD });
  assert.equal(status, 200);
  z.parse(Session, json);
  const again = asContact(server, firm, cookie);
  server.clock.advance(5 * 60_000);
  assert.equal((await again('PUT', '/v1/profile/password', change)).status, 204);
  server.clock.advance(1);
  const back = { password: PASSWORD, current: OTHER };
  assert.equal((await again('PUT', '/v1/profile/password', back)).code, 'step_up_required');
});

test('a step-up gives the cookie a new token and ends the old one; the session stays', async () => {
  const { call } = await aStaleContact();
  const before = z.parse(Session, (await call('GET', '/v1/session')).json);
  const { cookie, json } = await call('POST', '/v1/session/step-up', { password: PASSWORD });
  assert.equal((await call('GET', '/v1/session')).status, 401);
  const after = await asContact(server, firm, cookie)('GET', '/v1/session');
  assert.deepEqual(after.json, json);
  assert.deepEqual(after.json, before);
});

test('a code by e-mail proves it too, also where the firm lets nobody sign in by one', async () => {
  const { call, email } = await aStaleContact();
  const proof = await codeFor(email, call);
  const wrong = await call('POST', '/v1/session/step-up', { ...proof, code: other(proof.code) });
  assert.deepEqual([wrong.status, wrong.code], [422, 'proof_wrong']);
  const { cookie } = await call('POST', '/v1/session/step-up', proof);
  assert.equal((await asContact(server, firm, cookie)('PUT', '/v1/profile/password', change)).status, 204);
  const spent = await asContact(server, firm, cookie)('POST', '/v1/session/step-up', proof);
  assert.deepEqual([spent.status, spent.code], [410, 'code_spent']);
});

test("somebody else's code or password proves nothing", async () => {
  const [ana, ben] = [await aStaleContact(), await aStaleContact()];
  const proof = await codeFor(ben.email, ben.call);
  assert.equal((await ana.call('POST', '/v1/session/step-up', proof)).code, 'proof_wrong');
  assert.equal((await ana.call('PUT', '/v1/profile/password', change)).code, 'step_up_required');
  assert.equal((await ben.call('POST', '/v1/session/step-up', proof)).status, 200);
});

test('a code to sign in is none to step up, and the other way round', async () => {
  const { call, email } = await aStaleContact();
  const { attempt, code } = await codeFor(email, call);
  assert.equal((await call('POST', '/v1/sign-in/code', { attempt, code })).code, 'sign_in_method_off');
  const open = await aFirm(server, { signIn: signInBy('emailCode', 'password') });
  const mine = await withPassword(server, open);
  const page = asContact(server, open, mine.cookie);
  const started = await page('POST', '/v1/sign-in', { email: mine.email });
  const mail = await mailTo(server, mine.email);
  const proof = { attempt: z.parse(SignInAttempt, started.json).attempt, code: mail.code };
  assert.equal((await page('POST', '/v1/session/step-up', proof)).code, 'code_spent');
  assert.equal((await page('POST', '/v1/sign-in/code', proof)).status, 200);
});

test('of a thousand guesses at once five are evaluated, passwords and codes alike', async () => {
  const { call, email } = await aStaleContact();
  const { attempt, code } = await codeFor(email, call);
  const wrong = Array.from({ length: 1001 }, (_, at) => String(at).padStart(6, '0')).filter((one) => one !== code);
  for (const [bodies, rest] of [
    [wrong.slice(0, 1000).map((one) => ({ attempt, code: one })), 'code_spent'],
    [wrong.slice(0, 1000).map((one) => ({ password: `guess ${one}` })), 'too_many_requests'],
  ] as const) {
    const all = await Promise.all(bodies.map((body) => call('POST', '/v1/session/step-up', body)));
    assert.equal(all.filter((one) => one.code === 'proof_wrong').length, 5);
    assert.equal(all.filter((one) => one.code === rest).length, 995);
  }
});

test('a session that the firm vouched for proves itself before it does what weighs', async () => {
  const { contact } = await withPassword(server, firm);
  const page = await createDpopPage(server);
  const { clientSecret } = await mint(server, firm, contact.id);
  const { accessToken: token } = await read(AccessToken, await page.exchange(clientSecret));
  const refused = await page.call('PUT', '/v1/profile/password', token, change);
  assert.equal(refused.status, 403);
  assert.equal((await page.call('POST', '/v1/session/step-up', token, { password: OTHER })).status, 422);
  const proved = await page.call('POST', '/v1/session/step-up', token, { password: PASSWORD });
  assert.deepEqual([proved.status, proved.headers.get('set-cookie')], [200, null]);
  assert.equal((await page.call('PUT', '/v1/profile/password', token, change)).status, 204);
});
