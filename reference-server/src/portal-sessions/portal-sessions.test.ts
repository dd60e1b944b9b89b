import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AccessToken } from '@portico/contract';
import { aContact, aFirm, asBackend, asPage, createTestServer, ORIGIN, type TestServer } from '@portico/testing';
import type {} from '../audit/store.js';
import { everyFirm } from '../database/confine.js';
import { read, refusalOf, sameProblem } from '../http/answers.suite.js';
import { createDpopPage, mint } from '../session/dpop-page.suite.js';
import type {} from '../session/store.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const PATH = '/v1/firm/portal-sessions';

async function sessionsOf(firmId: string) {
  return server.deps.work.read(everyFirm, (db) =>
    db.selectFrom('sessions').selectAll().where('firm_id', '=', firmId).execute(),
  );
}

test('a minted session is sealed in hashes, lasts five minutes, and leaves a fact', async () => {
  const firm = await aFirm(server);
  const { contact, matter } = await aContact(server, firm);
  const session = await mint(server, firm, contact.id, { components: ['checklist'], matters: [matter.id] });
  assert.match(session.clientSecret, /^pcs_/);
  assert.equal(new Date(session.expiresAt).getTime() - server.clock.now().getTime(), 5 * 60_000);
  const rows = await sessionsOf(firm.id);
  assert.equal(rows.length, 1);
  assert.deepEqual([rows[0]?.components, rows[0]?.matters], [['checklist'], [matter.id]]);
  assert.equal(JSON.stringify(rows).includes(session.clientSecret), false);
  assert.equal(server.log.join('\n').includes(session.clientSecret), false);
  const [entry] = await server.deps.work.read(everyFirm, (db) =>
    db
      .selectFrom('audit_entries')
      .selectAll()
      .where('firm_id', '=', firm.id)
      .where('action', '=', 'portalSessions.create')
      .execute(),
  );
  assert.deepEqual([entry?.actor_type, entry?.object_id], ['key', session.id]);
});

for (const origin of [
  'https://www.firm.example.evil.io',
  'https://firm.example',
  'http://www.firm.example',
  'https://www.firm.example:8443',
  'https://www.firm.example:443',
  'https://www.firm.example.',
  'https://www.firm.example/',
  'HTTPS://WWW.FIRM.EXAMPLE',
  'https://www.firm.example@evil.io',
  'null',
  '*',
]) {
  test(`no session is minted for ${origin}`, async () => {
    const firm = await aFirm(server);
    const { contact } = await aContact(server, firm);
    const response = await asBackend(server, firm)('POST', PATH, { contactId: contact.id, origin });
    assert.deepEqual(await refusalOf(response), [403, 'origin_not_allowed']);
    assert.equal((await sessionsOf(firm.id)).length, 0);
  });
}

test("another firm's contact, matter or session is answered like none at all", async () => {
  const firm = await aFirm(server);
  const foreign = await aFirm(server);
  const mine = await aContact(server, firm);
  const theirs = await aContact(server, foreign);
  const call = asBackend(server, firm);
  const nobody = mine.contact.id.replace(/.{6}$/, '000000');
  const noMatter = mine.matter.id.replace(/.{6}$/, '000000');
  const unshared = (await aContact(server, firm)).matter;
  const bodies = [
    { contactId: theirs.contact.id, origin: ORIGIN },
    { contactId: nobody, origin: ORIGIN },
    { contactId: mine.contact.id, origin: ORIGIN, matters: [theirs.matter.id] },
    { contactId: mine.contact.id, origin: ORIGIN, matters: [noMatter] },
    { contactId: mine.contact.id, origin: ORIGIN, matters: [mine.matter.id, unshared.id] },
  ];
  const answers = new Set<string>();
  for (const body of bodies) {
    answers.add(await sameProblem(await call('POST', PATH, body)));
  }
  assert.equal(answers.size, 1);
  assert.match([...answers][0] ?? '', /"not_found"/);
  const session = await mint(server, foreign, theirs.contact.id);
  assert.equal((await call('DELETE', `${PATH}/${session.id}`)).status, 404);
  assert.equal((await sessionsOf(foreign.id))[0]?.revoked_at, null);
});

test('a contact without portal access gets none', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const call = asBackend(server, firm);
  await call('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: false });
  const response = await call('POST', PATH, { contactId: contact.id, origin: ORIGIN });
  assert.deepEqual(await refusalOf(response), [409, 'contact_disabled']);
});

test('the same key twenty times at once mints one session and gives one answer', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const body = { contactId: contact.id, origin: ORIGIN };
  const headers = { 'idempotency-key': 'visit-1' };
  const all = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const response = await asBackend(server, firm)('POST', PATH, body, headers);
      return {
        status: response.status,
        replayed: response.headers.get('idempotent-replayed'),
        text: await response.text(),
      };
    }),
  );
  assert.deepEqual(new Set(all.map(({ status }) => status)), new Set([201]));
  assert.equal(new Set(all.map(({ text }) => text)).size, 1);
  assert.equal(all.filter(({ replayed }) => replayed === 'true').length, 19);
  assert.equal((await sessionsOf(firm.id)).length, 1);
  const second = (await aContact(server, firm)).contact;
  const otherBody = await asBackend(server, firm)('POST', PATH, { ...body, contactId: second.id }, headers);
  assert.deepEqual(await refusalOf(otherBody), [422, 'idempotency_key_reused']);
  assert.equal((await sessionsOf(firm.id)).length, 1);
});

test('a key of one firm says nothing to another, and a refusal does not use it up', async () => {
  const one = await aFirm(server);
  const two = await aFirm(server);
  const headers = { 'idempotency-key': 'visit-1' };
  const first = (await aContact(server, one)).contact;
  const second = (await aContact(server, two)).contact;
  const refused = await asBackend(server, one)(
    'POST',
    PATH,
    { contactId: first.id, origin: 'https://evil.io' },
    headers,
  );
  assert.equal(refused.status, 403);
  for (const [firm, contact] of [
    [one, first],
    [two, second],
  ] as const) {
    const response = await asBackend(server, firm)('POST', PATH, { contactId: contact.id, origin: ORIGIN }, headers);
    assert.equal(response.status, 201);
    assert.equal(response.headers.get('idempotent-replayed'), null);
  }
});

test('without an idempotency key, or with one of 256 characters, nothing is minted', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  for (const key of ['', 'k'.repeat(256)]) {
    const response = await asBackend(server, firm)(
      'POST',
      PATH,
      { contactId: contact.id, origin: ORIGIN },
      { 'idempotency-key': key },
    );
    assert.deepEqual(await refusalOf(response), [400, 'idempotency_key_missing']);
  }
  assert.equal((await sessionsOf(firm.id)).length, 0);
});

test('revoking ends the access token at the next call, and a second time changes nothing', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const session = await mint(server, firm, contact.id);
  const page = await createDpopPage(server);
  const { accessToken } = await read(AccessToken, await page.exchange(session.clientSecret));
  assert.equal((await page.call('GET', '/v1/session', accessToken)).status, 200);
  const call = asBackend(server, firm);
  assert.equal((await call('DELETE', `${PATH}/${session.id}`)).status, 204);
  assert.equal((await page.call('GET', '/v1/session', accessToken)).status, 401);
  assert.equal((await call('DELETE', `${PATH}/${session.id}`)).status, 204);
  const unused = await mint(server, firm, contact.id);
  await call('DELETE', `${PATH}/${unused.id}`);
  assert.equal((await page.exchange(unused.clientSecret)).status, 401);
});

test('only the firm mints: no page with its secret key, no publishable key, no staff cookie', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const body = { contactId: contact.id, origin: ORIGIN };
  const inPage = await asBackend(server, firm)('POST', PATH, body, { origin: ORIGIN });
  assert.deepEqual(await refusalOf(inPage), [403, 'origin_not_allowed']);
  const publishable = await asBackend(server, firm)('POST', PATH, body, {
    authorization: `Bearer ${firm.publishableKey}`,
  });
  assert.equal(publishable.status, 401);
  const visitor = await asPage(server, firm)('POST', PATH, body, { 'idempotency-key': 'x' });
  assert.equal(visitor.status, 401);
  assert.equal((await sessionsOf(firm.id)).length, 0);
});
