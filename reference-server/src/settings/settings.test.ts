import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AccessToken, PresetName, Session, Settings, SignInAttempt } from '@portico/contract';
import { createFirm, type CreatedFirm } from '@portico/reference-server';
import { aContact, aFirm, asBackend, asPage, createTestServer, ok, ORIGIN, someSettings } from '@portico/testing';
import { everyFirm } from '../database/confine.js';
import { problemOf, read, refusalOf } from '../http/answers.suite.js';
import { createDpopPage, mint } from '../session/dpop-page.suite.js';

let server: Awaited<ReturnType<typeof createTestServer>>;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const PATH = '/v1/firm/settings';

/** A firm that has applied a preset through the API. */
async function firmWith(preset: PresetName): Promise<CreatedFirm> {
  const firm = await aFirm(server);
  await ok(asBackend(server, firm)('PUT', `${PATH}/preset`, { preset }, { 'if-match': '"1"' }));
  return firm;
}

async function settingsOfFirm(firm: CreatedFirm): Promise<Settings> {
  return read(Settings, await ok(asBackend(server, firm)('GET', PATH)));
}

/** Starts a sign-in. @returns the attempt, and what the mail brought */
async function mailed(firm: CreatedFirm, email: string) {
  const { attempt } = await read(SignInAttempt, await asPage(server, firm)('POST', '/v1/sign-in', { email }));
  await server.deliver();
  return { attempt, mail: await server.mails.mailTo(email) };
}

for (const preset of PresetName.options) {
  test(`${preset}: a whole document, its own languages kept, and a fact`, async () => {
    const firm = await firmWith(preset);
    const { languages, support } = someSettings();
    const settings = await settingsOfFirm(firm);
    assert.deepEqual(settings.languages, languages);
    assert.deepEqual(settings.support, support);
    const { version, event } = await server.deps.work.read(everyFirm, async (db) => ({
      version: (
        await db.selectFrom('firms').select('settings_version').where('id', '=', firm.id).executeTakeFirstOrThrow()
      ).settings_version,
      event: await db
        .selectFrom('outbox_events')
        .select('type')
        .where('firm_id', '=', firm.id)
        .executeTakeFirstOrThrow(),
    }));
    assert.deepEqual([version, event.type], [2, 'settings.updated']);
  });

  test(`${preset}: a client signs in by the ways of the mail that it has on, and by no other`, async () => {
    const firm = await firmWith(preset);
    const { contact } = await aContact(server, firm);
    const { emailCode, emailLink } = (await settingsOfFirm(firm)).signIn;
    const { attempt, mail } = await mailed(firm, contact.email);
    assert.equal(mail.code !== null, emailCode);
    assert.equal(mail.link !== null, emailLink);
    const page = asPage(server, firm);
    if (emailCode) {
      const response = await ok(page('POST', '/v1/sign-in/code', { attempt, code: mail.code }));
      assert.equal((await read(Session, response)).contact.id, contact.id);
    } else {
      const response = await page('POST', '/v1/sign-in/code', { attempt, code: '123456' });
      assert.deepEqual(await refusalOf(response), [403, 'sign_in_method_off']);
    }
    if (emailLink) {
      const { mail: second } = await mailed(firm, contact.email);
      const token = new URLSearchParams(new URL(second.link ?? '').hash.slice(1)).get('portal-link');
      const response = await ok(page('POST', '/v1/sign-in/link', { token }));
      assert.equal((await read(Session, response)).contact.id, contact.id);
    }
  });

  test(`${preset}: what the session may do follows from the document`, async () => {
    const firm = await firmWith(preset);
    const { contact } = await aContact(server, firm);
    const settings = await settingsOfFirm(firm);
    // Signed in by the backend, which needs no way in of the firm's settings.
    const page = await createDpopPage(server, ORIGIN);
    const minted = await mint(server, firm, contact.id);
    const { accessToken } = await read(AccessToken, await page.exchange(minted.clientSecret));
    const { capabilities } = await read(Session, await page.call('GET', '/v1/session', accessToken));
    const upload = capabilities['documents.upload'];
    assert.deepEqual(
      upload,
      settings.uploads === 'off' ? { allowed: false, reason: 'disabled_by_firm' } : { allowed: true },
    );
  });
}

test('a preset needs the ETag that was read', async () => {
  const firm = await aFirm(server);
  const before = await settingsOfFirm(firm);
  const call = asBackend(server, firm);
  for (const headers of [{}, { 'if-match': '"2"' }, { 'if-match': '*' }, { 'if-match': '1' }]) {
    const response = await call('PUT', `${PATH}/preset`, { preset: 'prima' }, headers);
    assert.deepEqual(await refusalOf(response), [412, 'precondition_failed']);
  }
  assert.deepEqual(await settingsOfFirm(firm), before);
  const both = await Promise.all(
    ['prima', 'caseflow'].map((preset) => call('PUT', `${PATH}/preset`, { preset }, { 'if-match': '"1"' })),
  );
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 412]);
});

test('the answer to a preset carries the ETag of the next change', async () => {
  const firm = await aFirm(server);
  const call = asBackend(server, firm);
  const applied = await call('PUT', `${PATH}/preset`, { preset: 'prima' }, { 'if-match': '"1"' });
  const etag = applied.headers.get('etag') ?? '';
  const settings = await read(Settings, applied);
  const changed = await call('PUT', PATH, { ...settings, uploads: 'off' }, { 'if-match': etag });
  assert.equal((await read(Settings, changed)).uploads, 'off');
});

test('unknown presets, more than a preset, and keys without the scope are refused', async () => {
  const firm = await createFirm(server.deps, {
    name: 'Narrow Law',
    settings: someSettings(),
    origins: [],
    staff: [],
    scopes: ['settings.read'],
  });
  const other = await aFirm(server);
  const apply = (one: CreatedFirm, body: unknown) =>
    asBackend(server, one)('PUT', `${PATH}/preset`, body, { 'if-match': '"1"' });
  for (const body of [{ preset: 'unknown' }, { preset: 'toString' }, {}, { preset: 'prima', uploads: 'off' }]) {
    assert.deepEqual(await refusalOf(await apply(other, body)), [422, 'invalid_request']);
  }
  assert.deepEqual(await refusalOf(await apply(firm, { preset: 'prima' })), [403, 'scope_missing']);
  for (const one of [firm, other]) assert.deepEqual(await settingsOfFirm(one), someSettings());
});

const valid = someSettings();
const refusedDocuments: readonly (readonly [string, unknown, string])[] = [
  ['a field that nobody knows', { ...valid, uploadz: 'off' }, ''],
  ['an unknown field further down', { ...valid, signIn: { ...valid.signIn, magic: true } }, '/signIn'],
  ['no way to sign in', { ...valid, signIn: { ...valid.signIn, emailLink: false, emailCode: false } }, '/signIn'],
  [
    'a first section that is not among the sections',
    { ...valid, navigation: { sections: ['matters'], first: 'documents' } },
    '/navigation/first',
  ],
  [
    'a section twice',
    { ...valid, navigation: { sections: ['matters', 'matters'], first: 'matters' } },
    '/navigation/sections',
  ],
  ['no section at all', { ...valid, navigation: { sections: [], first: 'matters' } }, '/navigation/sections'],
  ['no language', { ...valid, languages: [] }, '/languages'],
  ['a role that does not exist', { ...valid, preview: { ...valid.preview, roles: ['owner'] } }, '/preview/roles/0'],
];
for (const [what, document, path] of refusedDocuments) {
  test(`settings with ${what} are refused, and the refusal names the place`, async () => {
    const firm = await aFirm(server);
    const response = await asBackend(server, firm)('PUT', PATH, document, { 'if-match': '"1"' });
    assert.equal(response.status, 422);
    const { errors } = await problemOf(response);
    assert.ok(
      errors?.some((error) => error.path === path),
      JSON.stringify(errors),
    );
    assert.deepEqual(await settingsOfFirm(firm), valid);
  });
}
