import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AccessToken, Passkey, signInBy } from '@portico/contract';
import {
  aContact,
  aFirm,
  asBackend,
  created,
  createTestServer,
  ok,
  ORIGIN,
  signIn,
  SoftPasskey,
  type TestServer,
} from '@portico/testing';
import * as z from 'zod/mini';
import { asContact, withPassword } from '../credentials/account.suite.js';
import { createDpopPage, mint } from '../session/dpop-page.suite.js';
import { read } from '../http/answers.suite.js';
import { type Firm, mailTo } from '../sign-in/scene.suite.js';
import { addPasskey, aPasskeyFirm, optionsOf, withPasskey } from './passkeys.suite.js';

let server: TestServer;
let firm: Firm;
before(async () => {
  server = await createTestServer();
  firm = await aPasskeyFirm(server);
});
after(() => server.close());

const Passkeys = z.object({ data: z.array(Passkey) });

test('a contact adds a passkey, sees it, calls it something else and removes it, and is told of both', async () => {
  const { contact, call, id } = await withPasskey(server, firm);
  assert.match((await mailTo(server, contact.email)).subject, /^A passkey was added/);
  const [listed] = z.parse(Passkeys, (await call('GET', '/v1/profile/passkeys')).json).data;
  assert.deepEqual(
    [listed?.id, listed?.name, listed?.host, listed?.usedAt],
    [id, 'My phone', 'www.firm.example', null],
  );
  const renamed = await call('PATCH', `/v1/profile/passkeys/${id}`, { name: 'My old phone' });
  assert.equal(z.parse(Passkey, renamed.json).name, 'My old phone');
  assert.equal((await call('DELETE', `/v1/profile/passkeys/${id}`)).status, 204);
  assert.match((await mailTo(server, contact.email)).subject, /^A passkey was removed/);
  assert.deepEqual((await call('GET', '/v1/profile/passkeys')).json, { data: [] });
});

test('the browser is asked for one that it finds by itself, with PIN or finger, and not for a second of the same', async () => {
  const { call, passkey, contact } = await withPasskey(server, firm);
  const options = await optionsOf(call('POST', '/v1/profile/passkeys/start'));
  assert.equal(z.parse(z.object({ id: z.string() }), options['rp']).id, 'www.firm.example');
  assert.deepEqual(
    [z.parse(z.object({ name: z.string() }), options['user']).name, options['attestation']],
    [contact.email, 'none'],
  );
  const { residentKey, userVerification } = z.parse(
    z.object({ residentKey: z.string(), userVerification: z.string() }),
    options['authenticatorSelection'],
  );
  assert.deepEqual([residentKey, userVerification], ['required', 'required']);
  const excluded = z.parse(z.array(z.object({ id: z.string() })), options['excludeCredentials']);
  assert.deepEqual(
    excluded.map(({ id }) => id),
    [passkey.id],
  );
});

test('a new passkey must answer this challenge of this page, once', async () => {
  const { contact } = await aContact(server, firm);
  const call = asContact(server, firm, await signIn(server, firm, contact.email));
  const other = await withPasskey(server, firm);
  const start = async () => (await optionsOf(call('POST', '/v1/profile/passkeys/start'))).challenge;
  const add = (credential: unknown) => call('POST', '/v1/profile/passkeys', { name: 'A key', credential });
  const made = new SoftPasskey();
  const elsewhere = await add(made.create({ challenge: await start(), origin: 'https://www.firm.example.evil.io' }));
  assert.deepEqual(
    [elsewhere.status, elsewhere.code, elsewhere.reason],
    [422, 'passkey_invalid', 'passkey_of_other_page'],
  );
  const wrong = [
    made.create({ challenge: await start(), origin: ORIGIN, rpId: 'evil.io' }),
    made.create({ challenge: Buffer.from('a challenge of my own').toString('base64url'), origin: ORIGIN }),
    made.create({
      challenge: (await optionsOf(other.call('POST', '/v1/profile/passkeys/start'))).challenge,
      origin: ORIGIN,
    }),
    made.get({ challenge: await start(), origin: ORIGIN }),
  ];
  for (const credential of wrong.slice(0, 3)) {
    const refused = await add(credential);
    assert.deepEqual([refused.status, refused.code, refused.reason], [422, 'passkey_invalid', undefined]);
  }
  assert.equal((await add(wrong[3])).code, 'invalid_request', 'an answer is no new passkey');
  const challenge = await start();
  assert.equal((await add(made.create({ challenge, origin: ORIGIN }))).status, 201);
  const again = await add(new SoftPasskey().create({ challenge, origin: ORIGIN }));
  assert.deepEqual([again.status, again.code], [410, 'challenge_spent']);
  const known = await add(made.create({ challenge: await start(), origin: ORIGIN }));
  assert.deepEqual([known.status, known.code, known.reason], [409, 'conflict', 'known']);
  const late = await start();
  server.clock.advance(5 * 60_000);
  assert.equal((await add(new SoftPasskey().create({ challenge: late, origin: ORIGIN }))).code, 'challenge_spent');
  const { data } = z.parse(Passkeys, (await call('GET', '/v1/profile/passkeys')).json);
  assert.equal(data.length, 1);
});

test('of twenty answers to one challenge one is taken', async () => {
  const { contact } = await aContact(server, firm);
  const call = asContact(server, firm, await signIn(server, firm, contact.email));
  const { challenge } = await optionsOf(call('POST', '/v1/profile/passkeys/start'));
  const all = await Promise.all(
    Array.from({ length: 20 }, () => {
      const credential = new SoftPasskey().create({ challenge, origin: ORIGIN });
      return call('POST', '/v1/profile/passkeys', { name: 'A key', credential });
    }),
  );
  assert.deepEqual(all.map(({ status }) => status).sort(), [201, ...Array<number>(19).fill(410)]);
});

test('a contact has twenty at most', async () => {
  const { call } = await withPasskey(server, firm);
  for (let count = 1; count < 20; count += 1) assert.equal((await addPasskey(call, new SoftPasskey())).status, 201);
  const more = await addPasskey(call, new SoftPasskey());
  assert.deepEqual([more.status, more.reason], [409, 'too_many']);
});

test("nobody sees, renames or removes another's", async () => {
  const mine = await withPasskey(server, firm);
  const other = await withPasskey(server, firm);
  const foreign = await withPasskey(server, await aPasskeyFirm(server));
  for (const { call } of [other, foreign]) {
    assert.equal((await call('PATCH', `/v1/profile/passkeys/${mine.id}`, { name: 'Mine' })).status, 404);
    assert.equal((await call('DELETE', `/v1/profile/passkeys/${mine.id}`)).status, 404);
  }
  const { data } = z.parse(Passkeys, (await mine.call('GET', '/v1/profile/passkeys')).json);
  assert.deepEqual(
    data.map(({ name }) => name),
    ['My phone'],
  );
});

test('whoever has not proved of late who they are changes nothing', async () => {
  const { call, id } = await withPasskey(server, firm);
  server.clock.advance(6 * 60_000);
  for (const [method, path, body] of [
    ['POST', '/v1/profile/passkeys/start', undefined],
    [
      'POST',
      '/v1/profile/passkeys',
      { name: 'A', credential: new SoftPasskey().create({ challenge: 'x', origin: ORIGIN }) },
    ],
    ['PATCH', `/v1/profile/passkeys/${id}`, { name: 'A' }],
    ['DELETE', `/v1/profile/passkeys/${id}`, undefined],
  ] as const) {
    assert.equal((await call(method, path, body)).code, 'step_up_required', `${method} ${path}`);
  }
});

test('a passkey proves anew who calls, and the cookie gets a new token', async () => {
  const { call, passkey, id } = await withPasskey(server, firm);
  server.clock.advance(6 * 60_000);
  const options = await optionsOf(call('POST', '/v1/session/step-up/passkey'));
  assert.deepEqual([options.allowCredentials?.map((one) => one.id), options.rpId], [[passkey.id], 'www.firm.example']);
  const credential = passkey.get({ challenge: options.challenge, origin: ORIGIN });
  const { status, cookie } = await call('POST', '/v1/session/step-up', { credential });
  assert.equal(status, 200);
  assert.equal((await call('GET', '/v1/session')).status, 401);
  const again = asContact(server, firm, cookie);
  assert.equal((await again('PATCH', `/v1/profile/passkeys/${id}`, { name: 'Used' })).status, 200);
  const replayed = await again('POST', '/v1/session/step-up', { credential });
  assert.deepEqual([replayed.status, replayed.code], [410, 'challenge_spent']);
});

test('to prove it takes the own passkey, on this page, for this contact', async () => {
  const { call, passkey } = await withPasskey(server, firm);
  const other = await withPasskey(server, firm);
  const challenge = async (of = call) => (await optionsOf(of('POST', '/v1/session/step-up/passkey'))).challenge;
  const evil = 'https://evil.example';
  for (const [credential, reason] of [
    [other.passkey.get({ challenge: await challenge(), origin: ORIGIN }), undefined],
    [new SoftPasskey().get({ challenge: await challenge(), origin: ORIGIN }), 'passkey_unknown'],
    [passkey.get({ challenge: await challenge(), origin: evil }), 'passkey_of_other_page'],
    [passkey.get({ challenge: await challenge(), origin: ORIGIN, rpId: 'evil.example' }), 'passkey_of_other_page'],
    [passkey.get({ challenge: await challenge(other.call), origin: ORIGIN }), 'passkey_refused'],
    [passkey.get({ challenge: await challenge(), origin: ORIGIN, verified: false }), 'passkey_refused'],
  ] as const) {
    const refused = await call('POST', '/v1/session/step-up', { credential });
    assert.deepEqual([refused.status, refused.code, refused.reason], [422, 'proof_wrong', reason]);
  }
});

test('a challenge to sign in is none to step up', async () => {
  const { call, passkey } = await withPasskey(server, firm);
  const { challenge } = await optionsOf(call('POST', '/v1/sign-in/passkey/start'));
  const refused = await call('POST', '/v1/session/step-up', { credential: passkey.get({ challenge, origin: ORIGIN }) });
  assert.deepEqual([refused.code, refused.reason], ['proof_wrong', 'passkey_refused']);
});

test('where the firm has passkeys off none is added or taken, and the old ones can go', async () => {
  const off = await aFirm(server, { signIn: signInBy('emailCode') });
  const { contact } = await aContact(server, off);
  const call = asContact(server, off, await signIn(server, off, contact.email));
  for (const path of ['/v1/profile/passkeys/start', '/v1/session/step-up/passkey', '/v1/sign-in/passkey/start']) {
    assert.deepEqual([path, (await call('POST', path)).code], [path, 'sign_in_method_off']);
  }
  const credential = new SoftPasskey().get({ challenge: 'x', origin: ORIGIN });
  for (const path of ['/v1/session/step-up', '/v1/sign-in/passkey']) {
    assert.equal((await call('POST', path, { credential })).code, 'sign_in_method_off');
  }
});

test('the only way in is not removed', async () => {
  const alone = await aPasskeyFirm(server);
  const { call, id } = await withPasskey(server, alone);
  const second = await addPasskey(call, new SoftPasskey());
  const backend = asBackend(server, alone);
  const settings = await created(backend('GET', '/v1/firm/settings'));
  const changed = { ...settings, signIn: signInBy('passkey') };
  await ok(backend('PUT', '/v1/firm/settings', changed, { 'if-match': '"1"' }));
  assert.equal((await call('DELETE', `/v1/profile/passkeys/${id}`)).status, 204);
  const last = await call('DELETE', `/v1/profile/passkeys/${z.parse(Passkey, second.json).id}`);
  assert.deepEqual([last.status, last.code], [409, 'last_way_in']);
});

test('a page that the firm vouched for adds one once the contact has proved who they are', async () => {
  const mixed = await aPasskeyFirm(server);
  const { contact } = await withPassword(server, mixed);
  const page = await createDpopPage(server);
  const { clientSecret } = await mint(server, mixed, contact.id);
  const { accessToken: token } = await read(AccessToken, await page.exchange(clientSecret));
  assert.equal((await page.call('POST', '/v1/profile/passkeys/start', token)).status, 403);
  await page.call('POST', '/v1/session/step-up', token, { password: 'a long walk on the beach' });
  assert.equal((await page.call('POST', '/v1/profile/passkeys/start', token)).status, 200);
});
