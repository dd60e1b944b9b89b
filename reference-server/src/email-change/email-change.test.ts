import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EmailChangeStep, Profile, signInBy } from '@portico/contract';
import {
  aContact,
  aFirm,
  asBackend,
  createTestServer,
  ok,
  PUBLIC_URL,
  signIn,
  type TestServer,
} from '@portico/testing';
import * as z from 'zod/mini';
import { asContact, withPassword } from '../credentials/account.suite.js';
import { everyFirm } from '../database/confine.js';
import { type Firm, mailTo, post, tokenIn } from '../sign-in/scene.suite.js';

let server: TestServer;
let firm: Firm;
before(async () => {
  server = await createTestServer();
  firm = await aFirm(server, { signIn: signInBy('password', 'emailCode', 'emailLink') });
});
after(() => server.close());

const HOUR = 3_600_000;
let addresses = 0;
const anAddress = () => `new${(addresses += 1)}@client.example`;

async function aSignedIn() {
  const { contact } = await aContact(server, firm);
  const cookie = await signIn(server, firm, contact.email);
  return { contact, old: contact.email, cookie, call: asContact(server, firm, cookie) };
}

/** Asks for another address. @returns the tokens of both mails */
async function asked(call: ReturnType<typeof asContact>, old: string, email = anAddress()) {
  server.mails.clear();
  const answer = await call('POST', '/v1/profile/email', { email });
  assert.deepEqual([answer.status, answer.text], [202, '']);
  const [toOld, toNew] = [await mailTo(server, old), await mailTo(server, email)];
  return {
    email,
    toOld,
    toNew,
    old: tokenIn(toOld.link, 'portal-email'),
    new: tokenIn(toNew.link, 'portal-email'),
  };
}

const confirm = (token: string, at = firm) => post(server, at, '/v1/email-change/confirm', { token });
const refuse = (token: string, at = firm) => post(server, at, '/v1/email-change/refuse', { token });
const stepOf = (answer: { json: unknown }) => z.parse(EmailChangeStep, answer.json);
const profileOf = async (call: ReturnType<typeof asContact>) =>
  z.parse(Profile, (await call('GET', '/v1/profile')).json);

for (const [first, second] of [
  ['old', 'new'],
  ['new', 'old'],
] as const) {
  test(`both addresses say yes, the ${first} one first, and the new one holds`, async () => {
    const { old, call } = await aSignedIn();
    const change = await asked(call, old);
    assert.deepEqual(
      [change.toOld.subject, change.toNew.subject].map((subject) => subject.replace(/Law \d+/, 'Law')),
      ['Is your e-mail address for Example Law to change?', 'Confirm this address for Example Law'],
    );
    assert.equal((await profileOf(call)).emailChange?.email, change.email);
    assert.deepEqual(stepOf(await confirm(change[first])), { address: first, state: 'waiting' });
    assert.deepEqual(
      stepOf(await confirm(change[first])),
      { address: first, state: 'waiting' },
      'once more is no error',
    );
    assert.equal((await profileOf(call)).email, old);
    assert.deepEqual(stepOf(await confirm(change[second])), { address: second, state: 'changed' });
    const { email, emailChange } = await profileOf(call);
    assert.deepEqual([email, emailChange], [change.email, null]);
    for (const to of [old, change.email]) {
      assert.match((await mailTo(server, to)).subject, /^Your e-mail address .* was changed$/);
    }
    assert.equal((await confirm(change[second])).code, 'link_spent');
    await signIn(server, firm, change.email);
  });
}

test('after it other devices are out, and nothing that waits in the old mailbox opens anything', async () => {
  const { contact, old, call } = await aSignedIn();
  const elsewhere = asContact(server, firm, await signIn(server, firm, old));
  await post(server, firm, '/v1/sign-in', { email: old });
  const link = tokenIn((await mailTo(server, old)).link, 'portal-link');
  server.mails.clear();
  await post(server, firm, '/v1/sign-in/password/ask', { email: old });
  const passwordLink = tokenIn((await mailTo(server, old)).link, 'portal-password');
  server.mails.clear();
  await ok(asBackend(server, firm)('POST', `/v1/firm/contacts/${contact.id}/invitation`, {}));
  const invitation = tokenIn((await mailTo(server, old)).link, 'portal-invitation');
  const change = await asked(call, old);
  await confirm(change.old);
  await confirm(change.new);
  assert.equal((await call('GET', '/v1/session')).status, 200, 'whoever asked stays');
  assert.equal((await elsewhere('GET', '/v1/session')).status, 401);
  assert.equal((await post(server, firm, '/v1/sign-in/link', { token: link })).code, 'link_spent');
  const password = 'eleven purple elephants';
  const set = await post(server, firm, '/v1/sign-in/password/set', { token: passwordLink, password });
  assert.equal(set.code, 'link_spent');
  assert.equal((await post(server, firm, '/v1/sign-in/invitation', { token: invitation })).code, 'link_spent');
});

test('the old address says that it was not them: the change is off and every session ends', async () => {
  const { contact, old, call } = await aSignedIn();
  const change = await asked(call, old);
  await confirm(change.new);
  assert.equal((await refuse(change.old)).status, 204);
  assert.equal((await call('GET', '/v1/session')).status, 401);
  assert.equal((await confirm(change.old)).code, 'link_spent');
  assert.equal((await confirm(change.new)).code, 'link_spent');
  assert.equal((await refuse(change.old)).code, 'link_spent');
  assert.match((await mailTo(server, old)).subject, /stays as it is$/);
  const events = await server.deps.work.read(everyFirm, (db) =>
    db
      .selectFrom('outbox_events')
      .select('data')
      .where('firm_id', '=', firm.id)
      .where('type', '=', 'contact.email_change_refused')
      .execute(),
  );
  assert.deepEqual(events.at(-1)?.data, { contactId: contact.id, by: 'old' });
});

test('a stranger whose address was mistyped can say no, which signs nobody out', async () => {
  const { old, call } = await aSignedIn();
  const change = await asked(call, old);
  assert.equal((await refuse(change.new)).status, 204);
  assert.equal((await confirm(change.old)).code, 'link_spent');
  assert.deepEqual([(await profileOf(call)).email, (await profileOf(call)).emailChange], [old, null]);
});

test('an address that another contact has is answered alike, written to by nobody, and never taken', async () => {
  const taken = (await aContact(server, firm)).contact.email;
  const { old, call } = await aSignedIn();
  server.mails.clear();
  const free = await call('POST', '/v1/profile/email', { email: anAddress() });
  const refused = await call('POST', '/v1/profile/email', { email: taken.toUpperCase() });
  const shape = ({ status, text, response }: typeof free) => [
    status,
    text,
    [...response.headers].filter(([name]) => name !== 'x-request-id'),
  ];
  assert.deepEqual(shape(refused), shape(free));
  const toOld = await mailTo(server, old);
  assert.equal(
    server.mails.list().some(({ to }) => to === taken),
    false,
  );
  assert.equal((await profileOf(call)).emailChange?.email, taken);
  const step = stepOf(await confirm(tokenIn(toOld.link, 'portal-email')));
  assert.deepEqual(step, { address: 'old', state: 'waiting' });
});

test('an address that somebody gets between the two is not taken from them, and the change is over', async () => {
  const { old, call } = await aSignedIn();
  const change = await asked(call, old);
  await confirm(change.old);
  const { client } = await aContact(server, firm);
  const body = { clientId: client.id, name: 'Somebody', email: change.email };
  await ok(asBackend(server, firm)('POST', '/v1/firm/contacts', body));
  assert.equal((await confirm(change.new)).code, 'link_spent');
  assert.deepEqual([(await profileOf(call)).email, (await profileOf(call)).emailChange], [old, null]);
});

test('of twenty answers at once of both addresses one changes it', async () => {
  const { old, call } = await aSignedIn();
  const change = await asked(call, old);
  const all = await Promise.all(Array.from({ length: 20 }, (_, at) => confirm(at % 2 === 0 ? change.old : change.new)));
  const changed = all.filter(({ text }) => text.includes('"changed"'));
  assert.equal(changed.length, 1);
  assert.equal((await profileOf(call)).email, change.email);
});

test('it takes 48 hours at most, and a newer wish or a withdrawal ends it', async () => {
  const { old, call } = await aSignedIn();
  const first = await asked(call, old);
  const second = await asked(call, old);
  assert.equal((await confirm(first.old)).code, 'link_spent');
  assert.equal((await call('DELETE', '/v1/profile/email')).status, 204);
  assert.equal((await call('DELETE', '/v1/profile/email')).status, 204);
  assert.equal((await confirm(second.new)).code, 'link_spent');
  const third = await asked(call, old);
  await confirm(third.new);
  server.clock.advance(48 * HOUR);
  assert.equal((await confirm(third.old)).code, 'link_spent');
  assert.equal((await refuse(third.old)).code, 'link_spent');
});

test('the firm switching access off ends the wish, and so does an address that it puts in meanwhile', async () => {
  const { contact, old, call } = await aSignedIn();
  const change = await asked(call, old);
  await confirm(change.old);
  const backend = asBackend(server, firm);
  const path = `/v1/firm/contacts/${contact.id}`;
  await ok(backend('PUT', `${path}/portal-access`, { enabled: false }));
  assert.equal((await confirm(change.new)).code, 'link_spent');
  await ok(backend('PATCH', path, { email: anAddress() }));
  await ok(backend('PUT', `${path}/portal-access`, { enabled: true }));
  assert.equal((await confirm(change.new)).code, 'link_spent');
});

test("tokens that are truncated, of another kind or of another firm's are spent", async () => {
  const { old, call } = await aSignedIn();
  const change = await asked(call, old);
  const foreign = await aFirm(server);
  for (const answer of [
    await confirm(change.old.slice(0, -1)),
    await confirm(change.old.replace(/^pec/, 'pml')),
    await confirm('pec_'),
    await confirm(change.old, foreign),
    await refuse(change.old, foreign),
  ]) {
    assert.deepEqual([answer.status, answer.code], [410, 'link_spent']);
  }
  assert.equal((await confirm(change.old)).status, 200);
});

test('a mail scanner that follows the links changes nothing', async () => {
  const { old, call } = await aSignedIn();
  const change = await asked(call, old);
  for (const { link } of [change.toOld, change.toNew]) {
    for (let time = 0; time < 5; time += 1) {
      for (const method of ['GET', 'HEAD']) await server.app.request(link ?? '', { method });
    }
  }
  const path = `${PUBLIC_URL}/v1/email-change/confirm?token=${change.old}`;
  assert.equal((await server.app.request(path)).status, 405);
  assert.deepEqual(stepOf(await confirm(change.old)), { address: 'old', state: 'waiting' });
});

test('who has not proved of late who they are asks for nothing, and one peer not often', async () => {
  const { call, old, cookie } = await aSignedIn();
  const email = anAddress();
  for (let time = 0; time < 5; time += 1)
    assert.equal((await call('POST', '/v1/profile/email', { email })).status, 202);
  assert.equal((await call('POST', '/v1/profile/email', { email })).code, 'too_many_requests');
  server.clock.advance(6 * 60_000);
  const stale = await asContact(server, firm, cookie)('POST', '/v1/profile/email', { email: old });
  assert.equal(stale.code, 'step_up_required');
});

test('no token or address reaches a log line, and none but hashes the audit log', async () => {
  const { old, call } = await aSignedIn();
  const change = await asked(call, old);
  await confirm(change.old);
  await confirm(change.new);
  const lines = server.log.join('\n');
  const audit = JSON.stringify(
    await server.deps.work.read(everyFirm, (db) => db.selectFrom('audit_entries').selectAll().execute()),
  );
  assert.ok(lines.includes('emailChange.confirm'));
  for (const secret of [change.old, change.new, change.email]) {
    assert.equal(lines.includes(secret) || audit.includes(secret), false);
  }
});

test('a password of before still signs in, with the new address', async () => {
  const mine = await withPassword(server, firm);
  const call = asContact(server, firm, mine.cookie);
  const change = await asked(call, mine.email);
  await confirm(change.new);
  await confirm(change.old);
  const password = 'a long walk on the beach';
  const signedIn = await post(server, firm, '/v1/sign-in/password', { email: change.email, password });
  assert.equal(signedIn.status, 200);
  const before = await post(server, firm, '/v1/sign-in/password', { email: mine.email, password });
  assert.equal(before.code, 'password_invalid');
});
