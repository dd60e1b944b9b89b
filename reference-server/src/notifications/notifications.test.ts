import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Notifications, Profile } from '@portico/contract';
import { aContact, aFirm, asPage, createTestServer, ok, signIn, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { problemOf, read } from '../http/answers.suite.js';
import { aScene as aSharingScene, type Scene as SharingScene } from '../shared-documents/scene.suite.js';
import { aScene, type Scene } from '../uploads/scene.suite.js';
import { COLLECT_MINUTES } from './notify.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

/** A client who has been told of everything so far. */
async function scene(): Promise<Scene> {
  const made = await aScene(server);
  await later();
  server.mails.clear();
  return made;
}

async function later(): Promise<void> {
  server.clock.advance(COLLECT_MINUTES * 60_000);
  await server.deliver();
}

const to = (email: string) => server.mails.list().filter((mail) => mail.to === email);

function add({ staff, checklist }: Scene, title = 'Birth certificate') {
  const body = { groupId: checklist.groups[0]?.id, title: { en: title } };
  return ok(staff('POST', `/v1/firm/checklists/${checklist.id}/requests`, body));
}

async function giveBack(made: Scene): Promise<void> {
  const bytes = new TextEncoder().encode(`%PDF-1.4\n%${crypto.randomUUID()}\n%%EOF\n`);
  const sent = await made.tus.send(made.requestId, 'passport.pdf', bytes);
  const id = sent.headers.get('portico-document') ?? '';
  await ok(made.staff('POST', `/v1/firm/documents/${id}/return`, { reason: 'unreadable', note: 'A secret note' }));
}

const payments = { paymentReminders: true, paymentTexts: false };
const choose = (made: Scene, wanted: Notifications) =>
  asPage(server, made.firm, made.cookie)('PUT', '/v1/profile/notifications', wanted);

test('ten requests in a row are one mail, which names none of them and carries no token', async () => {
  const made = await scene();
  for (let index = 0; index < 10; index += 1) await add(made, `canary ${index}`);
  await server.deliver();
  assert.deepEqual(to(made.contact.email), [], 'it waits for what else there may be');
  await later();
  const [mail, ...more] = to(made.contact.email);
  assert.deepEqual(more, []);
  assert.match(mail?.subject ?? '', / needs something from you$/);
  assert.equal(mail?.link, 'https://www.firm.example/');
  assert.equal(/canary|#/.test(mail?.text ?? ''), false);
  assert.match(mail?.text ?? '', /switch these e-mails off in your portal/);
  await add(made);
  await later();
  assert.equal(to(made.contact.email).length, 2, 'what comes afterwards is told of anew');
});

test('a returned document is told to whom it was returned, without name or reason', async () => {
  const made = await scene();
  await giveBack(made);
  await later();
  const [mail, ...more] = to(made.contact.email);
  assert.deepEqual(more, []);
  assert.match(mail?.subject ?? '', / needs another copy from you$/);
  assert.equal(/passport|secret/.test(`${mail?.text}${mail?.html}`), false);
});

test("mails speak the contact's language", async () => {
  const made = await scene();
  for (const [language, words] of [
    ['es', /necesita algo de usted/],
    ['ar', /يحتاج .* إلى شيء منك/],
  ] as const) {
    await ok(made.staff('PATCH', `/v1/firm/contacts/${made.contact.id}`, { language }));
    server.mails.clear();
    await add(made);
    await later();
    const [mail] = to(made.contact.email);
    assert.equal(mail?.language, language);
    assert.match(mail?.subject ?? '', words);
    assert.equal(mail?.html.includes(`dir="${language === 'ar' ? 'rtl' : 'ltr'}"`), true);
  }
});

test('what is switched off is not told of, also where it waited already; the rest is', async () => {
  const made = await scene();
  const page = asPage(server, made.firm, made.cookie);
  const all = { documentReturned: true, newRequests: true, documentsShared: true, ...payments };
  assert.deepEqual((await read(Profile, await page('GET', '/v1/profile'))).notifications, all);
  await add(made);
  const wanted = { documentReturned: true, newRequests: false, documentsShared: true, ...payments };
  assert.deepEqual(await (await choose(made, wanted)).json(), wanted);
  assert.deepEqual((await read(Profile, await page('GET', '/v1/profile'))).notifications, wanted);
  await add(made);
  await giveBack(made);
  await later();
  const [mail, ...more] = to(made.contact.email);
  assert.match(mail?.subject ?? '', / needs another copy from you$/);
  assert.deepEqual(more, []);
  assert.equal((await choose(made, wanted)).status, 200, 'the same again is no error');
  const { rows } = await server.deps.work.read(everyFirm, (db) =>
    sql`select 1 from audit_entries where action = 'notifications.update' and actor_id = ${made.contact.id}`.execute(
      db,
    ),
  );
  assert.equal(rows.length, 1);
});

test('only who can see the request is told: not a stranger, not whose access or section is shut', async () => {
  const made = await scene();
  const stranger = await aContact(server, made.firm);
  await sections(made, ['documents']);
  await add(made);
  await later();
  await sections(made, null);
  await ok(made.staff('DELETE', `/v1/firm/matters/${made.matter.id}/shares/${made.contact.id}`));
  await add(made);
  await later();
  assert.deepEqual([...to(made.contact.email), ...to(stranger.contact.email)], []);
  await ok(made.staff('PUT', `/v1/firm/matters/${made.matter.id}/shares/${made.contact.id}`));
  await later();
  assert.equal(to(made.contact.email).length, 1, 'sharing a matter that asks for something tells of it');
});

function sections({ contact }: Pick<Scene, 'contact'>, open: string[] | null): Promise<unknown> {
  const value = open && JSON.stringify(open);
  return server.deps.work.upkeep(everyFirm, (tx) =>
    sql`update contacts set sections = ${value}::jsonb where id = ${contact.id}`.execute(tx),
  );
}

test('a contact whose access is switched off is told nothing, also of what waited', async () => {
  const made = await scene();
  const access = (enabled: boolean) =>
    ok(made.staff('PUT', `/v1/firm/contacts/${made.contact.id}/portal-access`, { enabled }));
  await add(made);
  await access(false);
  await add(made);
  await later();
  assert.deepEqual(to(made.contact.email), []);
});

test('a matter that asks for nothing is shared in silence', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  await later();
  assert.deepEqual(to(contact.email), []);
});

test('security mails are not a matter of choice', async () => {
  const made = await scene();
  await choose(made, { documentReturned: false, newRequests: false, documentsShared: false, ...payments });
  assert.match(await signIn(server, made.firm, made.contact.email), /^__Host-portico=/);
});

test('a change that fails queues no mail, and wrong choices are refused by field', async () => {
  const made = await scene();
  const wrong = await made.staff('POST', `/v1/firm/checklists/${made.checklist.id}/requests`, {
    groupId: 'grp_01h455vb4pex5vsknk084sn02q',
    title: { en: 'Nothing' },
  });
  assert.equal(wrong.status, 404);
  await later();
  assert.deepEqual(to(made.contact.email), []);
  const page = asPage(server, made.firm, made.cookie);
  for (const body of [
    {},
    { documentReturned: 'yes', newRequests: true, documentsShared: true },
    { documentReturned: true, newRequests: true, documentsShared: true, firmId: 'x' },
  ]) {
    const { status, code } = await problemOf(await page('PUT', '/v1/profile/notifications', body));
    assert.deepEqual([status, code], [422, 'invalid_request']);
  }
});

const sharing = async () => {
  const made = await aSharingScene(server);
  await later();
  server.mails.clear();
  return made;
};
const unshare = ({ staff, contact }: { staff: Scene['staff']; contact: { id: string } }, id: string) =>
  ok(staff('DELETE', `/v1/firm/shared-documents/${id}/shares/${contact.id}`));

test('documents shared in a row are one mail in their language, which names none of them; each is told of once', async () => {
  const made = await sharing();
  await ok(made.staff('PATCH', `/v1/firm/contacts/${made.contact.id}`, { language: 'es' }));
  const { id } = await made.shared({ name: 'canary.pdf' });
  server.clock.advance(60_000);
  await server.deliver();
  await made.shared({ name: 'canary two.pdf' });
  await made.added();
  assert.deepEqual(to(made.contact.email), []);
  await later();
  const [mail, ...more] = to(made.contact.email);
  assert.deepEqual(more, []);
  assert.match(mail?.subject ?? '', / ha compartido documentos con usted$/);
  assert.equal(mail?.link, 'https://www.firm.example/');
  assert.equal(/canary|#/.test(mail?.text ?? 'canary'), false);
  // To share again, or to lay it elsewhere, is no news; another document is.
  await made.share(id);
  await ok(made.staff('PATCH', `/v1/firm/shared-documents/${id}`, { name: 'renamed.pdf' }));
  await later();
  assert.equal(to(made.contact.email).length, 1);
  await made.shared();
  await later();
  assert.equal(to(made.contact.email).length, 2);
});

for (const [what, lose] of [
  ['unshared', (made: SharingScene, id: string) => unshare(made, id)],
  ['removed', ({ staff }: SharingScene, id: string) => ok(staff('DELETE', `/v1/firm/shared-documents/${id}`))],
  [
    'opened',
    ({ page }: SharingScene, id: string) => ok(page('GET', `/v1/shared-documents/${id}/content?purpose=view`)),
  ],
] as const) {
  test(`what was ${what} before the mail went is not told of; what is left is`, async () => {
    const made = await sharing();
    const [first, second] = [await made.shared(), await made.shared()];
    await lose(made, first.id);
    await later();
    assert.equal(to(made.contact.email).length, 1, 'one is left');
    server.mails.clear();
    const third = await made.shared();
    // The second was told of before: it does not keep the mail about the third.
    await lose(made, third.id);
    await later();
    assert.deepEqual(to(made.contact.email), []);
    assert.ok(second.id);
  });
}

test('a matter taken away takes back what waits, and brings it along when it is shared again', async () => {
  const made = await sharing();
  await made.shared();
  const path = `/v1/firm/matters/${made.matter.id}/shares/${made.contact.id}`;
  await ok(made.staff('DELETE', path));
  await later();
  assert.deepEqual(to(made.contact.email), []);
  await ok(made.staff('PUT', path));
  await later();
  assert.equal(to(made.contact.email).length, 1);
  await ok(made.staff('DELETE', path));
  await ok(made.staff('PUT', path));
  await later();
  assert.equal(to(made.contact.email).length, 1, 'and no second time');
});

test('who has switched it off, or sees no documents, is not told of what is shared', async () => {
  const made = await sharing();
  await made.shared();
  const wanted = { documentReturned: true, newRequests: true, documentsShared: false, ...payments };
  assert.equal((await asPage(server, made.firm, made.cookie)('PUT', '/v1/profile/notifications', wanted)).status, 200);
  await made.shared();
  await later();
  const closed = await sharing();
  await sections(closed, ['checklists']);
  await closed.shared();
  await later();
  assert.deepEqual([...to(made.contact.email), ...to(closed.contact.email)], []);
});
