import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, type Contact, Session, signInBy } from '@portico/contract';
import {
  aFirm,
  asBackend,
  asPage,
  created,
  createTestServer,
  ORIGIN,
  PUBLIC_URL,
  type TestServer,
} from '@portico/testing';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { PASSWORD, withPassword } from '../credentials/account.suite.js';
import { everyFirm } from '../database/confine.js';
import { answered, type Firm, mailTo, post, tokenIn } from '../sign-in/scene.suite.js';

let server: TestServer;
let firm: Firm;
before(async () => {
  server = await createTestServer();
  firm = await aFirm(server, { signIn: signInBy('password') });
});
after(() => server.close());

let counter = 0;

/** A contact whose access is off. */
async function aNewContact(more: Record<string, unknown> = {}): Promise<Contact> {
  counter += 1;
  const call = asBackend(server, firm);
  const client: Client = await created(call('POST', '/v1/firm/clients', { name: 'Example family' }));
  const email = `invited${counter}@client.example`;
  return created(call('POST', '/v1/firm/contacts', { clientId: client.id, name: 'Ana Example', email, ...more }));
}

const access = async ({ id }: Contact, body: unknown) =>
  answered(await asBackend(server, firm)('PUT', `/v1/firm/contacts/${id}/portal-access`, body));
const accept = (token: string) => post(server, firm, '/v1/sign-in/invitation', { token });
const invitation = async ({ email }: Contact) => tokenIn((await mailTo(server, email ?? '')).link, 'portal-invitation');

async function anInvited(more?: Record<string, unknown>) {
  const contact = await aNewContact(more);
  assert.equal((await access(contact, { enabled: true })).status, 200);
  return { contact, token: await invitation(contact) };
}

test('switching access on invites, and one click leads to a session in which a password can be set', async () => {
  const { contact, token } = await anInvited();
  const { status, json, cookie } = await accept(token);
  assert.equal(status, 200);
  assert.equal(z.parse(Session, json).contact.id, contact.id);
  const page = asPage(server, firm, cookie);
  assert.equal((await page('PUT', '/v1/profile/password', { password: PASSWORD })).status, 204);
  const again = await post(server, firm, '/v1/sign-in/password', { email: contact.email, password: PASSWORD });
  assert.equal(again.status, 200);
});

test('the mail is in the language of the contact, and its link leads to a page of the firm', async () => {
  for (const [language, subject] of [
    ['en', /^Your client portal at/],
    ['es', /^Su portal de clientes/],
    ['ar', /^بوابة العملاء/],
  ] as const) {
    const { contact } = await anInvited({ language });
    const mail = await mailTo(server, contact.email ?? '');
    assert.match(mail.subject, subject);
    assert.equal(mail.language, language);
    assert.match(mail.link ?? '', new RegExp(`^${ORIGIN}/#portal-invitation=piv_[\\w-]{50}$`));
  }
});

for (const [returnTo, expected] of [
  [`${ORIGIN}/clients?x=1`, `${ORIGIN}/clients?x=1#`],
  [`${PUBLIC_URL}/sign-in?key=x`, `${PUBLIC_URL}/sign-in?key=x#`],
  ['https://www.firm.example.evil.io/', `${ORIGIN}/#`],
] as const) {
  test(`an invitation leads to ${returnTo} only if that is the firm's`, async () => {
    const contact = await aNewContact();
    await access(contact, { enabled: true, returnTo });
    assert.ok((await mailTo(server, contact.email ?? '')).link?.startsWith(expected));
  });
}

test('a mail scanner may follow the link; the person may accept it once, twenty at once or not', async () => {
  const { contact, token } = await anInvited();
  for (let time = 0; time < 5; time += 1) {
    for (const method of ['GET', 'HEAD']) {
      const response = await server.app.request(`${PUBLIC_URL}/v1/sign-in/invitation?token=${token}`, { method });
      assert.equal(response.status, 405);
    }
  }
  const all = await Promise.all(Array.from({ length: 20 }, () => accept(token)));
  assert.deepEqual(all.map(({ status }) => status).sort(), [200, ...Array<number>(19).fill(410)]);
  assert.ok(contact.id);
});

test('an invitation ends after seven days, with a newer one, when revoked and when access goes off', async () => {
  const call = asBackend(server, firm);
  const late = await anInvited();
  server.clock.advance(7 * 24 * 3_600_000);
  assert.equal((await accept(late.token)).code, 'link_spent');
  const resent = await call('POST', `/v1/firm/contacts/${late.contact.id}/invitation`, {});
  assert.equal(resent.status, 202);
  const newer = await invitation(late.contact);
  assert.notEqual(newer, late.token);
  await call('POST', `/v1/firm/contacts/${late.contact.id}/invitation`, {});
  assert.equal((await accept(newer)).code, 'link_spent');
  assert.equal((await accept(await invitation(late.contact))).status, 200);

  const revoked = await anInvited();
  const revoke = () => call('DELETE', `/v1/firm/contacts/${revoked.contact.id}/invitation`);
  assert.deepEqual([(await revoke()).status, (await revoke()).status], [204, 204]);
  assert.equal((await accept(revoked.token)).code, 'link_spent');

  const off = await anInvited();
  await access(off.contact, { enabled: false });
  assert.equal((await accept(off.token)).code, 'link_spent');
  const refused = await answered(await call('POST', `/v1/firm/contacts/${off.contact.id}/invitation`, {}));
  assert.deepEqual([refused.status, refused.code], [409, 'contact_disabled']);
  await access(off.contact, { enabled: true });
  assert.equal((await accept(off.token)).code, 'link_spent', 'an old one does not come back');
});

for (const change of [
  (token: string) => token.slice(0, -1),
  (token: string) => token.replace(/^piv/, 'pml'),
  () => 'piv_',
]) {
  test(`a token that is no invitation begins no session: ${change('piv_x')}`, async () => {
    const { token } = await anInvited();
    assert.equal((await accept(change(token))).code, 'link_spent');
    assert.equal((await accept(token)).status, 200);
  });
}

test("another firm's key does not open an invitation", async () => {
  const { token } = await anInvited();
  const foreign = await aFirm(server);
  assert.equal((await post(server, foreign, '/v1/sign-in/invitation', { token })).code, 'link_spent');
  assert.equal((await accept(token)).status, 200);
});

test('access needs an address that can be written to', async () => {
  const missing = await aNewContact({ email: undefined });
  const invalid = await aNewContact();
  await server.deps.work.upkeep(everyFirm, (tx) =>
    sql`update contacts set email = 'ana@' where id = ${invalid.id}`.execute(tx),
  );
  for (const [contact, reason] of [
    [missing, 'missing'],
    [invalid, 'invalid'],
  ] as const) {
    const refused = await access(contact, { enabled: true });
    assert.deepEqual([refused.status, refused.code, refused.reason], [409, 'contact_email_invalid', reason]);
    const patch = { email: `Mended.${contact.id}@client.example` };
    const mended = await asBackend(server, firm)('PATCH', `/v1/firm/contacts/${contact.id}`, patch);
    assert.equal(((await mended.json()) as Contact).email, patch.email.toLowerCase());
    assert.equal((await access(contact, { enabled: true })).status, 200);
  }
});

test('the firm corrects a contact, but not the address that somebody signs in with, nor to one that is taken', async () => {
  const { contact } = await anInvited();
  const stranger = await aNewContact();
  const patch = async ({ id }: Contact, body: unknown) =>
    answered(await asBackend(server, firm)('PATCH', `/v1/firm/contacts/${id}`, body));
  const named = await patch(contact, { name: 'Ana Maria Example', language: 'es' });
  assert.deepEqual(
    [named.status, (named.json as Contact).name, (named.json as Contact).language],
    [200, 'Ana Maria Example', 'es'],
  );
  const active = await patch(contact, { email: 'staff@firm.example' });
  assert.deepEqual([active.status, active.code, active.reason], [409, 'conflict', 'access_on']);
  const taken = await patch(stranger, { email: contact.email });
  assert.deepEqual([taken.status, taken.code, taken.reason], [409, 'conflict', 'email_taken']);
  assert.equal((await patch(stranger, { portalAccess: true })).code, 'invalid_request');
});

test('who comes back with a password is asked for it, where links alone are not enough', async () => {
  const strict = await aFirm(server, { signIn: signInBy('password', 'passwordOnLinks') });
  const { contact, email } = await withPassword(server, strict);
  const put = (enabled: boolean) =>
    asBackend(server, strict)('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled });
  await put(false);
  await put(true);
  const token = tokenIn((await mailTo(server, email)).link, 'portal-invitation');
  const asked = await post(server, strict, '/v1/sign-in/invitation', { token });
  assert.deepEqual([asked.status, asked.code, asked.cookie], [401, 'password_required', '']);
  const body = { attempt: asked.attempt, password: PASSWORD };
  assert.equal((await post(server, strict, '/v1/sign-in/link/password', body)).status, 200);
});

test('no invitation reaches the log, the audit log, an event or the database', async () => {
  const { token } = await anInvited();
  await accept(token);
  const tables = ['invitations', 'sign_in_attempts', 'sessions', 'audit_entries', 'outbox_events'];
  const rows = await Promise.all(
    tables.map((name) =>
      server.deps.work.read(
        everyFirm,
        async (db) => (await sql`select t::text from ${sql.table(name)} t`.execute(db)).rows,
      ),
    ),
  );
  const all = `${server.log.join('\n')}${JSON.stringify(rows)}`;
  assert.ok(all.includes('invitations.accept'));
  assert.equal(all.includes(token), false);
});
