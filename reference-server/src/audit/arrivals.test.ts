/** Whoever comes in is written down with where they came from, by whichever door. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signInBy } from '@portico/contract';
import { aContact, aFirm, asBackend, createTestServer, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import { PASSWORD } from '../credentials/account.suite.js';
import { everyFirm } from '../database/confine.js';
import { createDpopPage, mint } from '../session/dpop-page.suite.js';
import { type Firm, mailTo, post, tokenIn } from '../sign-in/scene.suite.js';

const ADDRESS = '192.0.2.77';

let server: TestServer;
let firm: Firm;
before(async () => {
  server = await createTestServer();
  firm = await aFirm(server, { signIn: signInBy('password', 'emailLink', 'emailCode') });
});
after(() => server.close());

const send = async (path: string, body: unknown) => {
  const { json, status, text } = await post(server, firm, path, body, { address: ADDRESS });
  assert.ok(status < 300, text);
  return json as { attempt: string };
};

/** Entries of somebody known that do not say where the call came from, or which it was. */
async function placeless(): Promise<readonly string[]> {
  const { rows } = await server.deps.work.read(everyFirm, (db) =>
    sql<{ action: string }>`select e.action from audit_entries e
      left join audit_details d on d.firm_id = e.firm_id and d.seq = e.seq
      where e.firm_id = ${firm.id} and e.actor_type in ('contact', 'staff')
        and (e.request_id is null or d.details ->> 'ip' is distinct from ${ADDRESS})`.execute(db),
  );
  return rows.map(({ action }) => action);
}

async function actionsOf(id: string): Promise<readonly string[]> {
  const { rows } = await server.deps.work.read(everyFirm, (db) =>
    sql<{ action: string }>`select action from audit_entries where firm_id = ${firm.id} and actor_id = ${id}
      order by seq`.execute(db),
  );
  return rows.map(({ action }) => action);
}

test('a contact by code, link, password and invitation, and a new password', async () => {
  const call = asBackend(server, firm);
  const { contact } = await aContact(server, firm);
  const email = contact.email;
  await call('POST', `/v1/firm/contacts/${contact.id}/invitation`, {});
  const invited = await mailTo(server, email);
  await send('/v1/sign-in/invitation', { token: tokenIn(invited.link, 'portal-invitation') });
  const { attempt } = await send('/v1/sign-in', { email });
  const mail = await mailTo(server, email);
  await send('/v1/sign-in/code', { attempt, code: mail.code });
  await send('/v1/sign-in', { email });
  await send('/v1/sign-in/link', { token: tokenIn((await mailTo(server, email)).link, 'portal-link') });
  await call('POST', `/v1/firm/contacts/${contact.id}/password-link`, {});
  const token = tokenIn((await mailTo(server, email)).link, 'portal-password');
  await send('/v1/sign-in/password/set', { token, password: PASSWORD });
  await send('/v1/sign-in/password', { email, password: PASSWORD });
  assert.deepEqual(await actionsOf(contact.id), [
    'invitations.accept',
    'signIn.complete',
    'signIn.complete',
    'signIn.complete',
    'password.set',
    'signIn.complete',
    'signIn.complete',
  ]);
  assert.deepEqual(await placeless(), []);
});

test('a member of the staff by code', async () => {
  const email = firm.staff[0]?.email ?? '';
  const { attempt } = await send('/v1/firm/sign-in', { email });
  await send('/v1/firm/sign-in/code', { attempt, code: (await mailTo(server, email)).code });
  assert.deepEqual(await actionsOf(firm.staff[0]?.id ?? ''), ['staffSignIn.code']);
  assert.deepEqual(await placeless(), []);
});

test('a page for which the firm vouches bears the number of its call', async () => {
  const { contact } = await aContact(server, firm);
  const { clientSecret } = await mint(server, firm, contact.id);
  const page = await createDpopPage(server);
  const exchanged = await page.exchange(clientSecret);
  const { rows } = await server.deps.work.read(everyFirm, (db) =>
    sql<{ id: string }>`select request_id as id from audit_entries
      where firm_id = ${firm.id} and action = 'session.exchange'`.execute(db),
  );
  assert.deepEqual(rows, [{ id: exchanged.headers.get('x-request-id') }]);
});
