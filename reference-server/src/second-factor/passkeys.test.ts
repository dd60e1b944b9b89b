import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  aFirm,
  aMember,
  asPage,
  cookieOf,
  created,
  createTestServer,
  ok,
  ORIGIN,
  SoftPasskey,
  startStaffSession,
  type TestServer,
} from '@portico/testing';
import type { CreatedFirm } from '../firms/service.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const refusalOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  (await response.json()).code,
];

/** A member who has a passkey alone. */
async function anEnrolled(firm?: CreatedFirm) {
  const at = firm ?? (await aFirm(server));
  const { email } = firm ? await aMember(server, firm, 'attorney') : at.staff[0]!;
  const owing = asPage(server, at, await startStaffSession(server, at, email));
  const { challenge } = await created(owing('POST', '/v1/firm/session/factors/passkey'));
  const passkey = new SoftPasskey();
  const credential = passkey.create({ challenge, origin: ORIGIN });
  const response = await ok(
    owing('POST', '/v1/firm/session/factors/passkey/confirm', { name: 'My laptop', credential }),
  );
  const page = asPage(server, at, cookieOf(response));
  const owe = async () => asPage(server, at, await startStaffSession(server, at, email));
  return { firm: at, email, passkey, page, owe, recoveryCodes: (await response.json()).recoveryCodes };
}

const askFor = async (page: ReturnType<typeof asPage>) => created(page('POST', '/v1/firm/session/passkey/options'));

test('a passkey is set up, and given at the next sign-in', async () => {
  const { passkey, page, owe, recoveryCodes } = await anEnrolled();
  assert.equal(recoveryCodes.length, 10);
  const { factors } = await created(page('GET', '/v1/firm/session/factors'));
  assert.deepEqual([factors[0].kind, factors[0].name], ['passkey', 'My laptop']);
  const owing = await owe();
  const options = await askFor(owing);
  assert.deepEqual(
    options.allowCredentials.map(({ id }: { id: string }) => id),
    [passkey.id],
  );
  assert.equal(options.rpId, 'www.firm.example');
  const credential = passkey.get({ challenge: options.challenge, origin: ORIGIN });
  const given = await ok(owing('POST', '/v1/firm/session/passkey', { credential }));
  assert.equal((await given.json()).secondFactor, 'given');
  assert.equal((await owing('GET', '/v1/firm/session')).status, 401, 'the token from before is over');
});

test('a passkey of another page, host, challenge or member is refused', async () => {
  const { firm, passkey, owe } = await anEnrolled();
  const other = await anEnrolled(firm);
  const stranger = new SoftPasskey();
  const owing = await owe();
  const challenges = async () => (await askFor(owing)).challenge;
  const wrong: (() => Promise<unknown>)[] = [
    async () => passkey.get({ challenge: await challenges(), origin: 'https://www.firm.example.evil.io' }),
    async () => passkey.get({ challenge: await challenges(), origin: 'http://www.firm.example' }),
    async () => passkey.get({ challenge: await challenges(), origin: ORIGIN, rpId: 'evil.io' }),
    async () => {
      await challenges();
      return passkey.get({ challenge: Buffer.from('another').toString('base64url'), origin: ORIGIN });
    },
    async () => other.passkey.get({ challenge: await challenges(), origin: ORIGIN }),
    async () => stranger.get({ challenge: await challenges(), origin: ORIGIN }),
    async () => {
      const credential = passkey.get({ challenge: await challenges(), origin: ORIGIN });
      return {
        ...stranger.get({ challenge: await challenges(), origin: ORIGIN }),
        id: credential.id,
        rawId: credential.id,
      };
    },
  ];
  for (const [index, make] of wrong.entries()) {
    const credential = await make();
    const response = await owing('POST', '/v1/firm/session/passkey', { credential });
    assert.deepEqual(await refusalOf(response), [401, 'passkey_refused'], `number ${index}`);
  }
  assert.equal((await created(owing('GET', '/v1/firm/session'))).secondFactor, 'verifying');
});

test('an answer is good once, and a challenge for one answer', async () => {
  const { passkey, owe } = await anEnrolled();
  const owing = await owe();
  const { challenge } = await askFor(owing);
  const credential = passkey.get({ challenge, origin: ORIGIN });
  const answers = await Promise.all([1, 2, 3].map(() => owing('POST', '/v1/firm/session/passkey', { credential })));
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  const other = await owe();
  await askFor(other);
  assert.deepEqual(await refusalOf(await other('POST', '/v1/firm/session/passkey', { credential })), [
    401,
    'passkey_refused',
  ]);
  const own = passkey.get({ challenge: (await askFor(other)).challenge, origin: 'https://evil.example' });
  assert.equal((await other('POST', '/v1/firm/session/passkey', { credential: own })).status, 401);
  const spent = await other('POST', '/v1/firm/session/passkey', { credential: own });
  assert.deepEqual(await refusalOf(spent), [410, 'challenge_spent']);
});

test('a challenge lives five minutes', async () => {
  const { passkey, owe } = await anEnrolled();
  const owing = await owe();
  const { challenge } = await askFor(owing);
  server.clock.advance(5 * 60_000);
  const credential = passkey.get({ challenge, origin: ORIGIN });
  const late = await owing('POST', '/v1/firm/session/passkey', { credential });
  assert.deepEqual(await refusalOf(late), [410, 'challenge_spent']);
});

test('a copied authenticator shows by its count', async () => {
  const { passkey, owe } = await anEnrolled();
  passkey.counter = 10;
  const first = await owe();
  const one = passkey.get({ challenge: (await askFor(first)).challenge, origin: ORIGIN });
  await ok(first('POST', '/v1/firm/session/passkey', { credential: one }));
  passkey.counter = 4;
  const second = await owe();
  const two = passkey.get({ challenge: (await askFor(second)).challenge, origin: ORIGIN });
  const refused = await second('POST', '/v1/firm/session/passkey', { credential: two });
  assert.deepEqual(await refusalOf(refused), [401, 'passkey_refused']);
});

test('a passkey is set up for one member of a firm alone', async () => {
  const { firm, passkey } = await anEnrolled();
  const member = await aMember(server, firm, 'billing');
  const owing = asPage(server, firm, await startStaffSession(server, firm, member.email));
  const { challenge } = await created(owing('POST', '/v1/firm/session/factors/passkey'));
  const credential = passkey.create({ challenge, origin: ORIGIN });
  const taken = await owing('POST', '/v1/firm/session/factors/passkey/confirm', { name: 'Mine', credential });
  assert.deepEqual(await refusalOf(taken), [409, 'conflict']);
});

test('a second passkey can be added, and the first one removed', async () => {
  const { page, owe, passkey } = await anEnrolled();
  const { challenge, excludeCredentials } = await created(page('POST', '/v1/firm/session/factors/passkey'));
  assert.equal(excludeCredentials[0].id, passkey.id, 'the browser is told not to make a second of the same');
  const added = new SoftPasskey();
  const credential = added.create({ challenge, origin: ORIGIN });
  const enrolled = await created(
    page('POST', '/v1/firm/session/factors/passkey/confirm', { name: 'My key', credential }),
  );
  assert.equal(enrolled.recoveryCodes, null);
  const { factors } = await created(page('GET', '/v1/firm/session/factors'));
  await ok(page('DELETE', `/v1/firm/session/factors/${factors[0].id}`));
  const owing = await owe();
  const { allowCredentials } = await askFor(owing);
  assert.deepEqual(
    allowCredentials.map(({ id }: { id: string }) => id),
    [added.id],
  );
});

test('truncated and garbled answers are refused without a word more', async () => {
  const { passkey, owe } = await anEnrolled();
  const owing = await owe();
  for (const part of ['clientDataJSON', 'authenticatorData', 'signature'] as const) {
    for (const spoil of [(text: string) => text.slice(0, -8), () => '', () => 'AAAA']) {
      const credential = passkey.get({ challenge: (await askFor(owing)).challenge, origin: ORIGIN });
      const response = { ...credential.response, [part]: spoil(credential.response[part]) };
      const refused = await owing('POST', '/v1/firm/session/passkey', { credential: { ...credential, response } });
      assert.deepEqual(await refusalOf(refused), [401, 'passkey_refused'], part);
    }
  }
});
