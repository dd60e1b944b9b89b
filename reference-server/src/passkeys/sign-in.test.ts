import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Session } from '@portico/contract';
import {
  asBackend,
  asPage,
  createTestServer,
  ok,
  ORIGIN,
  PUBLIC_URL,
  SoftPasskey,
  type TestServer,
} from '@portico/testing';
import * as z from 'zod/mini';
import { asContact } from '../credentials/account.suite.js';
import { everyFirm } from '../database/confine.js';
import { type Firm, post } from '../sign-in/scene.suite.js';
import {
  addPasskey,
  aPasskeyFirm,
  challengeFor,
  optionsOf,
  OTHER_ORIGIN,
  signInByPasskey,
  withPasskey,
} from './passkeys.suite.js';

let server: TestServer;
let firm: Firm;
before(async () => {
  server = await createTestServer();
  firm = await aPasskeyFirm(server);
});
after(() => server.close());

const give = (credential: unknown, at = firm) => post(server, at, '/v1/sign-in/passkey', { credential });

async function lastEntries(firmId: string) {
  const rows = await server.deps.work.read(everyFirm, (db) =>
    db
      .selectFrom('audit_entries')
      .select(['action', 'actor_type', 'actor_id', 'object_id', 'result', 'code'])
      .where('firm_id', '=', firmId)
      .orderBy('seq', 'desc')
      .limit(1)
      .execute(),
  );
  return rows.map((row) => [row.action, row.actor_type, row.actor_id, row.object_id, row.result, row.code]);
}

test('a contact signs in by a passkey, without saying who they are', async () => {
  const { contact, passkey } = await withPasskey(server, firm);
  const { status, json, cookie } = await signInByPasskey(server, firm, passkey);
  assert.equal(status, 200);
  assert.equal(z.parse(Session, json).contact.id, contact.id);
  const call = asContact(server, firm, cookie);
  assert.deepEqual((await call('GET', '/v1/session')).json, json);
  const used = await call('GET', '/v1/profile/passkeys');
  assert.match(used.text, /"usedAt":"\d/);
});

test('what a page is told to ask for names nobody, is new each time, and writes nothing', async () => {
  const first = await optionsOf(post(server, firm, '/v1/sign-in/passkey/start', undefined));
  const second = await optionsOf(post(server, firm, '/v1/sign-in/passkey/start', undefined));
  assert.notEqual(first.challenge, second.challenge);
  const { challenge: _challenge, ...rest } = first;
  assert.deepEqual(rest, { rpId: 'www.firm.example', timeout: 60000, userVerification: 'required' });
});

test('an answer is taken once, and of twenty at once one', async () => {
  const { passkey } = await withPasskey(server, firm);
  const credential = passkey.get({ challenge: await challengeFor(server, firm), origin: ORIGIN });
  const all = await Promise.all(Array.from({ length: 20 }, () => give(credential)));
  assert.deepEqual(all.map(({ status }) => status).sort(), [200, ...Array<number>(19).fill(410)]);
  assert.equal((await give(credential)).code, 'challenge_spent');
});

test('two answers to two challenges at once are two sessions, unless the passkey counts and both say the same', async () => {
  const { passkey } = await withPasskey(server, firm);
  const challenges = [await challengeFor(server, firm), await challengeFor(server, firm)];
  const credentials = challenges.map((challenge) => {
    passkey.counter = 4;
    return passkey.get({ challenge, origin: ORIGIN });
  });
  const all = await Promise.all(credentials.map((credential) => give(credential)));
  assert.equal(all.filter(({ status }) => status === 200).length, 1);
});

test('a passkey of another page or host is refused by its own code, and changes nothing', async () => {
  const { passkey } = await withPasskey(server, firm);
  const challenge = await challengeFor(server, firm);
  for (const page of [
    { origin: 'https://www.firm.example.evil.io' },
    { origin: 'http://www.firm.example' },
    { origin: 'https://www.firm.example:8443' },
    { origin: 'https://WWW.firm.example' },
    { origin: 'null' },
    { origin: ORIGIN, rpId: 'evil.io' },
  ]) {
    const fresh = 'rpId' in page ? await challengeFor(server, firm) : challenge;
    const refused = await give(passkey.get({ rpId: 'www.firm.example', ...page, challenge: fresh }));
    assert.deepEqual([page, refused.status, refused.code], [page, 401, 'passkey_of_other_page']);
    assert.equal(refused.cookie, '');
  }
  assert.equal((await give(passkey.get({ challenge, origin: ORIGIN }))).status, 200, 'the challenge is still good');
});

test("a passkey of one of the firm's pages does not work on another host of the firm's, which asks for its own", async () => {
  const both = await aPasskeyFirm(server);
  await ok(asBackend(server, both)('POST', '/v1/firm/origins', { origin: OTHER_ORIGIN }));
  const { passkey, call } = await withPasskey(server, both);
  const challenge = await challengeFor(server, both, { origin: OTHER_ORIGIN });
  const credential = passkey.get({ challenge, origin: OTHER_ORIGIN });
  const refused = await post(server, both, '/v1/sign-in/passkey', { credential }, { origin: OTHER_ORIGIN });
  assert.deepEqual([refused.status, refused.code], [401, 'passkey_of_other_page']);
  const own = new SoftPasskey();
  assert.equal((await addPasskey(call, own, 'Other', OTHER_ORIGIN)).status, 201);
  assert.equal((await signInByPasskey(server, both, own, { origin: OTHER_ORIGIN })).status, 200);
});

test('a page that the firm has not allowed gets no challenge', async () => {
  const refused = await post(server, firm, '/v1/sign-in/passkey/start', undefined, { origin: 'https://evil.example' });
  assert.deepEqual([refused.status, refused.code], [403, 'origin_not_allowed']);
});

test("another firm's passkey and one that nobody has are unknown alike", async () => {
  const foreign = await aPasskeyFirm(server);
  const { passkey } = await withPasskey(server, foreign);
  const answers = await Promise.all(
    [passkey, new SoftPasskey()].map(async (one) =>
      give(one.get({ challenge: await challengeFor(server, firm), origin: ORIGIN })),
    ),
  );
  for (const refused of answers) {
    assert.deepEqual([refused.status, refused.code], [401, 'passkey_unknown']);
    assert.equal(refused.text.length, answers[0]?.text.length);
  }
});

test("a challenge of another firm, another page, another use or one's own making is none", async () => {
  const other = await aPasskeyFirm(server);
  const { passkey, call } = await withPasskey(server, firm);
  const own = await challengeFor(server, firm);
  for (const challenge of [
    await challengeFor(server, other),
    await challengeFor(server, firm, { origin: PUBLIC_URL }),
    (await optionsOf(call('POST', '/v1/session/step-up/passkey'))).challenge,
    (await optionsOf(call('POST', '/v1/profile/passkeys/start'))).challenge,
    Buffer.from('mine').toString('base64url'),
    own.slice(0, -1),
    `${own}A`,
    own.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    '',
  ]) {
    const refused = await give(passkey.get({ challenge, origin: ORIGIN }));
    assert.deepEqual([challenge, refused.status, refused.code], [challenge, 401, 'passkey_refused']);
  }
  server.clock.advance(5 * 60_000);
  const late = await give(passkey.get({ challenge: own, origin: ORIGIN }));
  assert.deepEqual([late.status, late.code], [410, 'challenge_spent']);
});

test('a passkey without PIN or finger is not enough', async () => {
  const { passkey } = await withPasskey(server, firm);
  const challenge = await challengeFor(server, firm);
  const refused = await give(passkey.get({ challenge, origin: ORIGIN, verified: false }));
  assert.deepEqual([refused.status, refused.code], [401, 'passkey_refused']);
});

test('truncated and garbled answers are refused, and so is a signature of another passkey', async () => {
  const { passkey } = await withPasskey(server, firm);
  const stranger = new SoftPasskey();
  const fresh = async () => ({ challenge: await challengeFor(server, firm), origin: ORIGIN });
  for (const part of ['clientDataJSON', 'authenticatorData', 'signature'] as const) {
    for (const spoil of [(text: string) => text.slice(0, -8), () => '', () => 'AAAA']) {
      const credential = passkey.get(await fresh());
      const response = { ...credential.response, [part]: spoil(credential.response[part]) };
      const { status, code } = await give({ ...credential, response });
      assert.equal(status, 401, part);
      assert.ok(['passkey_refused', 'passkey_of_other_page'].includes(code), `${part}: ${code}`);
    }
  }
  const forged = { ...stranger.get(await fresh()), id: passkey.id, rawId: passkey.id };
  assert.equal((await give(forged)).code, 'passkey_refused');
});

test('a count that goes back shows a copy: refused, and in the audit log by name', async () => {
  const { passkey, id } = await withPasskey(server, firm);
  passkey.counter = 9;
  assert.equal((await signInByPasskey(server, firm, passkey)).status, 200);
  for (const before of [3, 9]) {
    passkey.counter = before;
    const refused = await signInByPasskey(server, firm, passkey);
    assert.deepEqual([refused.status, refused.code], [401, 'passkey_copied']);
    assert.deepEqual(await lastEntries(firm.id), [
      ['passkeys.signIn', 'visitor', null, id, 'refused', 'passkey_copied'],
    ]);
  }
  passkey.counter = 10;
  assert.equal((await signInByPasskey(server, firm, passkey)).status, 200);
});

test('a contact whose access is off is told so, having proved who they are, and stays out', async () => {
  const { contact, passkey, id } = await withPasskey(server, firm);
  await ok(asBackend(server, firm)('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: false }));
  const refused = await signInByPasskey(server, firm, passkey);
  assert.deepEqual([refused.status, refused.code, refused.cookie], [409, 'contact_disabled', '']);
  assert.deepEqual(await lastEntries(firm.id), [
    ['passkeys.signIn', 'visitor', null, id, 'refused', 'contact_disabled'],
  ]);
  await ok(asBackend(server, firm)('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: true }));
  assert.equal((await signInByPasskey(server, firm, passkey)).status, 200);
});

test('a passkey that was removed opens nothing', async () => {
  const { call, id, passkey } = await withPasskey(server, firm);
  const challenge = await challengeFor(server, firm);
  await call('DELETE', `/v1/profile/passkeys/${id}`);
  assert.equal((await give(passkey.get({ challenge, origin: ORIGIN }))).code, 'passkey_unknown');
});

test('a session that was planted before is over', async () => {
  const { passkey, cookie } = await withPasskey(server, firm);
  const signedIn = await signInByPasskey(server, firm, passkey, { cookie });
  assert.notEqual(signedIn.cookie, cookie);
  assert.equal((await asPage(server, firm, cookie)('GET', '/v1/session')).status, 401);
});

test('no answer, challenge or key reaches a log line', async () => {
  const { passkey } = await withPasskey(server, firm);
  const challenge = await challengeFor(server, firm);
  const credential = passkey.get({ challenge, origin: ORIGIN });
  await give(credential);
  const lines = server.log.join('\n');
  assert.ok(lines.includes('passkeys.signIn'));
  for (const secret of [challenge, passkey.id, credential.response.signature, credential.response.clientDataJSON]) {
    assert.equal(lines.includes(secret), false);
  }
});
