import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createFirm } from '@portico/reference-server';
import {
  aContact,
  aFirm,
  createTestServer,
  ORIGIN,
  PUBLIC_URL,
  signIn,
  someSettings,
  type TestServer,
} from '@portico/testing';
import { refusalOf } from './answers.suite.js';

const OTHER_ORIGIN = 'https://www.other-firm.example';

let server: TestServer;
let firm: Awaited<ReturnType<typeof aFirm>>;
let otherFirm: Awaited<ReturnType<typeof aFirm>>;
let cookie: string;
before(async () => {
  server = await createTestServer();
  firm = await aFirm(server);
  otherFirm = await createFirm(server.deps, {
    name: 'Other Firm',
    settings: someSettings(),
    origins: [OTHER_ORIGIN],
    staff: [],
  });
  cookie = await signIn(server, firm, (await aContact(server, firm)).contact.email);
});
after(() => server.close());

function get(path: string, headers: Record<string, string>, method = 'GET') {
  return server.app.request(`${PUBLIC_URL}${path}`, { method, headers });
}

test('a page of the firm may read, with credentials, and Vary says so', async () => {
  const response = await get('/v1/portal', { origin: ORIGIN, 'portico-key': firm.publishableKey });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
  assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
  assert.equal(response.headers.get('vary'), 'Origin');
});

const foreign = [
  `${ORIGIN}.evil.io`,
  'https://firm.example',
  'https://evil-www.firm.example',
  'http://www.firm.example',
  `${ORIGIN}:8443`,
  `${ORIGIN}.`,
  ORIGIN.toUpperCase(),
  'null',
  '',
  '*',
  OTHER_ORIGIN,
  'https://portal.firm.example.evil.io',
];
for (const origin of foreign) {
  test(`"${origin}" may not read with this firm's key or cookie`, async () => {
    for (const headers of [{ 'portico-key': firm.publishableKey }, { cookie }]) {
      const response = await get('portico-key' in headers ? '/v1/portal' : '/v1/session', { origin, ...headers });
      assert.deepEqual(await refusalOf(response), [403, 'origin_not_allowed']);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
      assert.equal(response.headers.get('access-control-allow-credentials'), null);
      assert.equal(response.headers.get('vary'), 'Origin');
    }
  });
}

test('a preflight is answered for an origin of any firm and for no other', async () => {
  const ask = (origin: string) => get('/v1/session', { origin, 'access-control-request-method': 'PATCH' }, 'OPTIONS');
  for (const origin of [ORIGIN, OTHER_ORIGIN, PUBLIC_URL]) {
    const response = await ask(origin);
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('access-control-allow-origin'), origin);
    for (const name of ['Portico-Client', 'Portico-Key', 'DPoP', 'Idempotency-Key', 'Content-Type', 'Authorization']) {
      assert.ok(response.headers.get('access-control-allow-headers')?.includes(name), name);
    }
  }
  for (const origin of foreign.filter((one) => one !== OTHER_ORIGIN)) {
    const response = await ask(origin);
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  }
});

test("a page may read why it was refused, unless the page is another firm's", async () => {
  const unknownKey = await get('/v1/portal', { origin: ORIGIN, 'portico-key': 'pk_x' });
  assert.equal(unknownKey.status, 401);
  assert.equal(unknownKey.headers.get('access-control-allow-origin'), ORIGIN);
  const signedOut = await get('/v1/session', { origin: OTHER_ORIGIN });
  assert.equal(signedOut.status, 401);
  assert.equal(signedOut.headers.get('access-control-allow-origin'), OTHER_ORIGIN);
});

test("each firm's key works on its own pages alone", async () => {
  const pairs: [string, string, number][] = [
    [ORIGIN, firm.publishableKey, 200],
    [OTHER_ORIGIN, otherFirm.publishableKey, 200],
    [ORIGIN, otherFirm.publishableKey, 403],
    [OTHER_ORIGIN, firm.publishableKey, 403],
  ];
  for (const [origin, key, status] of pairs) {
    assert.equal((await get('/v1/portal', { origin, 'portico-key': key })).status, status);
  }
});

test('answers to what is not there carry the same headers', async () => {
  for (const path of ['/v1/nothing', '/v1/session/nothing']) {
    const response = await get(path, { origin: ORIGIN });
    assert.equal(response.status, 404);
    assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
    assert.equal((await get(path, { origin: 'null' })).headers.get('access-control-allow-origin'), null);
  }
});
