import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aContact, aFirm, createTestServer, ORIGIN, PUBLIC_URL, signIn, type TestServer } from '@portico/testing';
import type {} from '../clients/store.js';
import { everyFirm } from '../database/confine.js';
import type {} from '../session/store.js';
import { refusalOf } from './answers.suite.js';

let server: TestServer;
let firm: Awaited<ReturnType<typeof aFirm>>;
let contactId: string;
let cookie: string;
before(async () => {
  server = await createTestServer();
  firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  contactId = contact.id;
  cookie = await signIn(server, firm, contact.email);
});
after(() => server.close());

/** A call of the signed-in page; null leaves a header out. */
function call(method: string, path: string, changes: Record<string, string | null>, body?: string) {
  const headers: Record<string, string | null> = {
    origin: ORIGIN,
    cookie,
    'portico-client': '1',
    'portico-key': firm.publishableKey,
    'content-type': 'application/json',
    ...changes,
  };
  return server.app.request(`${PUBLIC_URL}${path}`, {
    method,
    headers: Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== null),
    ...(body !== undefined && { body }),
  });
}

/** What the database says of the contact: a forged call must leave it as it is. */
async function stateNow() {
  return server.deps.work.read(everyFirm, async (db) => {
    const { language } = await db
      .selectFrom('contacts')
      .select('language')
      .where('id', '=', contactId)
      .executeTakeFirstOrThrow();
    const live = await db.selectFrom('sessions').select('id').where('revoked_at', 'is', null).execute();
    return { language, sessions: live.length };
  });
}

const forgeries: readonly (readonly [string, Record<string, string | null>])[] = [
  ['without an Origin', { origin: null }],
  ['from a foreign origin', { origin: 'https://evil.example' }],
  ["from a suffix of the firm's origin", { origin: `${ORIGIN}.evil.example` }],
  ['from the origin null', { origin: 'null' }],
  ['without the Portico-Client header', { 'portico-client': null }],
  ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
];
for (const [what, changes] of forgeries) {
  test(`a change with a cookie ${what} is refused and changes nothing`, async () => {
    const before = await stateNow();
    for (const [method, body] of [
      ['PATCH', '{"language":"es"}'],
      ['DELETE', undefined],
    ] as const) {
      const response = await call(method, '/v1/session', changes, body);
      assert.equal(response.status, 403);
      assert.equal(response.headers.get('content-type'), 'application/problem+json');
      assert.equal(response.headers.get('set-cookie'), null);
    }
    assert.deepEqual(await stateNow(), before);
  });
}

for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/json', null]) {
  test(`a body of type ${type ?? 'nothing'} is refused, whatever is in it`, async () => {
    const before = await stateNow();
    const response = await call('PATCH', '/v1/session', { 'content-type': type }, '{"language":"es"}');
    assert.deepEqual(await refusalOf(response), [415, 'unsupported_media_type']);
    assert.deepEqual(await stateNow(), before);
  });
}

test('a method override is not obeyed', async () => {
  const before = await stateNow();
  for (const changes of [{ 'x-http-method-override': 'DELETE' }, { 'x-method-override': 'PATCH' }]) {
    assert.equal((await call('GET', '/v1/session', changes)).status, 200);
    const response = await call('POST', '/v1/session?_method=DELETE', changes, '{"language":"es"}');
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'DELETE, GET, PATCH');
  }
  assert.deepEqual(await stateNow(), before);
});

test('a picture of another site sees nothing of what the cookie opens', async () => {
  const response = await call('GET', '/v1/session', {
    origin: null,
    'portico-client': null,
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'no-cors',
  });
  assert.equal(response.status, 403);
  assert.equal(response.headers.get('access-control-allow-origin'), null);
});

test('a foreign page signs nobody in: neither with the key nor by a beacon', async () => {
  for (const changes of [
    { origin: 'https://evil.example' },
    { origin: 'null', 'content-type': 'text/plain' },
    { origin: 'https://evil.example', 'portico-key': null },
  ]) {
    for (const path of ['/v1/sign-in', '/v1/sign-in/code', '/v1/sign-in/link']) {
      const response = await call('POST', path, changes, '{"email":"a@client.example"}');
      assert.ok(response.status === 403 || response.status === 401);
      assert.equal(response.headers.get('set-cookie'), null);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
    }
  }
});

test('our own hosted page may do what a page of the firm may', async () => {
  const response = await call(
    'PATCH',
    '/v1/session',
    { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' },
    '{"language":"en"}',
  );
  assert.equal(response.status, 200);
});
