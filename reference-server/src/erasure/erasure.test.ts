import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyExport } from '@portico/audit';
import { Contact, signInBy } from '@portico/contract';
import {
  aChecklist,
  aContact,
  aFirm,
  aMember,
  asBackend,
  asPage,
  asTus,
  created,
  createTestServer,
  metadataOf,
  ok,
  ORIGIN,
  signIn,
  signInStaff,
  SoftPasskey,
  type TestServer,
} from '@portico/testing';
import { sql } from 'kysely';
import { asContact } from '../credentials/account.suite.js';
import { everyFirm } from '../database/confine.js';
import { problemOf, read } from '../http/answers.suite.js';
import { addPasskey } from '../passkeys/passkeys.suite.js';
import { mailTo, post, tokenIn } from '../sign-in/scene.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const IP = '203.0.113.77';
let people = 0;

/** A person of a name that nothing else bears, with one of everything that can say something of them. */
async function aPerson() {
  const firm = await aFirm(server, {
    signIn: signInBy('password', 'emailLink', 'emailCode', 'smsCode', 'passkey', 'oneTimeUpload'),
    preview: { mode: 'act_as', roles: ['admin'], contact: 'any' },
  });
  const canary = `quetzalcoatl${String((people += 1))}`;
  const [email, phone] = [`${canary}@client.example`, `+1555030${String(people).padStart(4, '0')}`];
  const backend = asBackend(server, firm);
  const { client, matter, contact: other } = await aContact(server, firm);
  const contact: Contact = await created(
    backend('POST', '/v1/firm/contacts', { clientId: client.id, name: `Ana ${canary}`, email, phone }),
  );
  const path = `/v1/firm/contacts/${contact.id}`;
  await ok(backend('PUT', `${path}/portal-access`, { enabled: true }));
  await ok(backend('PUT', `/v1/firm/matters/${matter.id}/shares/${contact.id}`));
  await ok(backend('POST', `${path}/password-link`, {}));
  const token = tokenIn((await mailTo(server, email)).link, 'portal-password');
  const from = { address: IP, headers: { 'user-agent': `Browser of ${canary}` } };
  const set = await post(
    server,
    firm,
    '/v1/sign-in/password/set',
    { token, password: 'a long walk on the beach' },
    from,
  );
  assert.equal(set.status, 200, set.text);
  const call = asContact(server, firm, set.cookie);
  assert.equal((await addPasskey(call, new SoftPasskey(), `Phone of ${canary}`)).status, 201);
  assert.equal((await call('POST', '/v1/profile/email', { email: `new-${email}`, returnTo: ORIGIN })).status, 202);
  await asPage(server, firm, set.cookie, IP)('PATCH', '/v1/session', { language: 'es' });
  await signIn(server, firm, email);
  await post(server, firm, '/v1/sign-in/sms', { phone }, from);
  const title = { en: 'Passport' };
  const checklist = await aChecklist(server, firm, matter, [
    { title },
    { title },
    { title, type: 'question', question: { kind: 'text' } },
  ]);
  const [requestId = '', declinedId, questionId] = checklist.groups[0]?.requests.map(({ id }) => id) ?? [];
  assert.equal((await call('PUT', `/v1/requests/${requestId}/note`, { text: `This is ${canary}'s` })).status, 200);
  assert.equal(
    (await call('PUT', `/v1/requests/${declinedId}/decline`, { reason: 'other', note: `${canary} never had one` }))
      .status,
    200,
  );
  assert.equal((await call('PUT', `/v1/requests/${questionId}/answer`, { value: `Ask ${canary}` })).status, 200);
  const sent = await asTus(server, firm, set.cookie).call('POST', '/v1/uploads', {
    body: PDF,
    headers: {
      'upload-length': String(PDF.byteLength),
      'upload-metadata': metadataOf({ requestId, filename: 'passport.pdf' }),
      'content-type': 'application/offset+octet-stream',
    },
  });
  assert.equal(sent.status, 201, await sent.clone().text());
  const link = { contactId: contact.id, page: `${ORIGIN}/` };
  await ok(backend('POST', `/v1/firm/requests/${requestId}/upload-links`, link));
  const staff = asPage(server, firm, await signInStaff(server, firm, firm.staff[0]?.email ?? ''));
  const look = { ...link, clientId: client.id, mode: 'act_as', reason: `${canary} asked on the telephone` };
  await created(staff('POST', '/v1/firm/previews', look));
  await server.deliver();
  const documents = async () => (await created(backend('GET', '/v1/firm/documents'))).data;
  return { firm, backend, contact, other, canary, email, phone, path, call, staff, documents, requestId, client };
}

/** Tables in which a text is found, anywhere in a row. */
async function tablesWith(text: string): Promise<string[]> {
  return server.deps.work.read(everyFirm, async (db) => {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' order by tablename`.execute(db);
    const found: string[] = [];
    for (const { name } of rows) {
      const hits =
        await sql`select 1 from ${sql.table(name)} t where to_jsonb(t)::text like ${`%${text}%`} limit 1`.execute(db);
      if (hits.rows.length > 0) found.push(name);
    }
    return found;
  });
}

async function entriesOf(firmId: string): Promise<readonly { action: string }[]> {
  return server.deps.work.read(everyFirm, (db) =>
    db.selectFrom('audit_entries').select('action').where('firm_id', '=', firmId).orderBy('seq').execute(),
  );
}

test('nothing in the database says who an erased contact was, and the log still verifies', async () => {
  const { firm, backend, contact, canary, phone, path, documents } = await aPerson();
  const [before_, had] = [await tablesWith(canary), await documents()];
  assert.deepEqual(before_, [
    'audit_details',
    'checklist_requests',
    'contacts',
    'email_changes',
    'passkeys',
    'request_notes',
    'sessions',
  ]);
  assert.deepEqual(await tablesWith(phone), ['contacts']);
  assert.ok((await tablesWith(IP)).includes('audit_details'));
  await ok(backend('PUT', `${path}/portal-access`, { enabled: false }));
  const entries = await entriesOf(firm.id);
  assert.equal((await backend('DELETE', `${path}/personal-data`)).status, 204);
  for (const text of [canary, phone, IP]) assert.deepEqual(await tablesWith(text), [], text);
  assert.deepEqual(
    (await tablesWith(contact.id)).filter((name) => !['idempotency_keys', 'mails'].includes(name)),
    ['audit_entries', 'checklist_requests', 'contacts', 'documents', 'outbox_events', 'upload_links', 'uploads'],
    'what goes by the id alone stays',
  );
  assert.deepEqual(
    (await entriesOf(firm.id)).map(({ action }) => action),
    [...entries.map(({ action }) => action), 'contacts.erase', 'audit.erase'],
  );
  const file = await (await ok(backend('GET', '/v1/firm/audit/export'))).bytes();
  const verdict = await verifyExport([file]);
  assert.equal(verdict.outcome, 'whole', JSON.stringify(verdict));
  assert.ok(verdict.outcome === 'whole' && verdict.erased >= 4);
  assert.deepEqual(await documents(), had, 'the file of the matter is as it was');
  assert.equal((await backend('GET', `/v1/firm/documents/${had[0].id}/content`)).status, 200);
});

test('an erased contact is shown as one, comes back by nothing, and leaves address and number to others', async () => {
  const { firm, backend, contact, email, phone, path, call, requestId, client } = await aPerson();
  await ok(backend('PUT', `${path}/portal-access`, { enabled: false }));
  await ok(backend('DELETE', `${path}/personal-data`));
  const { data }: { data: Contact[] } = await created(backend('GET', `/v1/firm/contacts?clientId=${client.id}`));
  const shown = data.find(({ id }) => id === contact.id);
  assert.deepEqual([shown?.name, shown?.email, shown?.phone], ['Erased contact', null, null]);
  assert.equal(shown?.erasedAt, server.clock.now().toISOString());
  const refusal = async (response: Response) => {
    const { status, code, reason } = await problemOf(response);
    return [status, code, reason];
  };
  assert.equal((await call('GET', '/v1/session')).status, 401);
  assert.deepEqual(await refusal(await backend('PATCH', path, { name: 'Ana' })), [409, 'conflict', 'erased']);
  assert.equal((await backend('PUT', `${path}/portal-access`, { enabled: true })).status, 409);
  const link = { contactId: contact.id, page: `${ORIGIN}/` };
  assert.equal((await backend('POST', `/v1/firm/requests/${requestId}/upload-links`, link)).status, 404);
  server.mails.clear();
  await post(server, firm, '/v1/sign-in', { email });
  await server.deliver();
  assert.deepEqual(server.mails.list(), []);
  const next = await backend('POST', '/v1/firm/contacts', { clientId: client.id, name: 'Another', email, phone });
  assert.equal((await read(Contact, next)).erasedAt, null);
});

test('a contact with access is not erased, a second time changes nothing, and others keep what is theirs', async () => {
  const { firm, backend, other, canary, path } = await aPerson();
  const tables = await tablesWith(canary);
  const response = await backend('DELETE', `${path}/personal-data`);
  const { status, code, reason } = await problemOf(response);
  assert.deepEqual([status, code, reason], [409, 'conflict', 'access_on']);
  assert.deepEqual(await tablesWith(canary), tables);
  const cookie = await signIn(server, firm, other.email);
  const kept = await tablesWith(other.email);
  await ok(backend('PUT', `${path}/portal-access`, { enabled: false }));
  await ok(backend('DELETE', `${path}/personal-data`));
  const entries = await entriesOf(firm.id);
  await ok(backend('DELETE', `${path}/personal-data`));
  assert.deepEqual(await entriesOf(firm.id), entries);
  assert.deepEqual(await tablesWith(other.email), kept);
  assert.equal((await asPage(server, firm, cookie)('GET', '/v1/session')).status, 200);
});

test('only admins erase', async () => {
  const { firm, backend, path, staff, canary } = await aPerson();
  await ok(backend('PUT', `${path}/portal-access`, { enabled: false }));
  for (const role of ['intake', 'paralegal', 'attorney', 'billing'] as const) {
    const { email } = await aMember(server, firm, role);
    const member = asPage(server, firm, await signInStaff(server, firm, email));
    assert.equal((await problemOf(await member('DELETE', `${path}/personal-data`))).code, 'scope_missing', role);
  }
  assert.notDeepEqual(await tablesWith(canary), []);
  assert.equal((await staff('DELETE', `${path}/personal-data`)).status, 204);
});
