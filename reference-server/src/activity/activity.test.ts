import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ActivityEntry, NewUploadLink, signInBy } from '@portico/contract';
import { aContact, aFirm, asBackend, asPage, createTestServer, ok, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { asContact, OTHER, PASSWORD, withPassword } from '../credentials/account.suite.js';
import { everyFirm } from '../database/confine.js';
import { read } from '../http/answers.suite.js';
import { aPreviewScene, tabOf } from '../previews/scene.suite.js';
import { createDpopPage } from '../session/dpop-page.suite.js';
import { post } from '../sign-in/scene.suite.js';
import { aScene } from '../uploads/scene.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1';
const List = z.object({ data: z.array(ActivityEntry), nextCursor: z.nullable(z.string()) });
type Call = (method: string, path: string) => Promise<Response>;

async function activityOf(call: Call, query = '') {
  const response = await call('GET', `/v1/profile/activity${query}`);
  assert.equal(response.status, 200, await response.clone().text());
  return read(List, response);
}

const codesOf = ({ data }: z.infer<typeof List>) => data.map(({ code }) => code);

test('somebody reads what they did with their account, where, and in which order', async () => {
  const firm = await aFirm(server, { signIn: signInBy('password', 'emailLink', 'emailCode') });
  const { email, cookie } = await withPassword(server, firm);
  const from = { headers: { 'user-agent': IPHONE } };
  const phone = (await post(server, firm, '/v1/sign-in/password', { email, password: PASSWORD }, from)).cookie;
  const call = asContact(server, firm, cookie);
  const { status } = await call('PUT', '/v1/profile/password', { password: OTHER, current: PASSWORD });
  assert.equal(status, 204);
  const again = (await post(server, firm, '/v1/sign-in/password', { email, password: OTHER }, from)).cookie;
  assert.notEqual(again, phone);
  await call('DELETE', '/v1/devices');
  await call('PATCH', '/v1/session', { language: 'es' });
  const list = await activityOf(asPage(server, firm, cookie));
  assert.deepEqual(
    list.data.map(({ code, by, details }) => [code, by.kind, details.device]),
    [
      ['language_changed', 'self', null],
      ['other_devices_signed_out', 'self', null],
      ['signed_in', 'self', 'Safari · iPhone'],
      ['password_changed', 'self', null],
      ['signed_in', 'self', 'Safari · iPhone'],
      ['signed_in', 'self', null],
      ['password_changed', 'self', null],
      ['password_link_sent', 'firm', null],
      ['access_enabled', 'firm', null],
    ],
  );
});

test('of a document its sender reads that it was sent, opened, accepted or returned, and why; others read nothing', async () => {
  const scene = await aScene(server);
  const { firm, cookie, contact, staff, matter } = scene;
  const page = asPage(server, firm, cookie);
  const sent = [];
  for (const name of ['one.pdf', 'two.pdf']) {
    const response = await scene.tus.send(scene.requestId, name, new TextEncoder().encode('%PDF-1.4\n%%EOF\n'));
    sent.push(response.headers.get('portico-document') ?? '');
  }
  await ok(page('GET', `/v1/documents/${sent[0]}/content`));
  await ok(staff('GET', `/v1/firm/documents/${sent[0]}/content`));
  await ok(staff('POST', `/v1/firm/documents/${sent[0]}/accept`));
  await ok(staff('POST', `/v1/firm/documents/${sent[1]}/return`, { reason: 'unreadable', note: 'Once more, please.' }));
  const list = await activityOf(page, '?limit=5');
  const [one, two] = [
    { id: sent[0], name: 'one.pdf' },
    { id: sent[1], name: 'two.pdf' },
  ];
  assert.deepEqual(
    list.data.map(({ code, by, details: { document, returned } }) => [code, by.kind, document, returned]),
    [
      ['document_returned', 'firm', two, 'unreadable'],
      ['document_accepted', 'firm', one, null],
      ['document_downloaded', 'self', one, null],
      ['document_sent', 'self', two, null],
      ['document_sent', 'self', one, null],
    ],
  );
  assert.equal(JSON.stringify(list).includes('Sam Staff'), false, 'who at the firm reviewed it is not told');
  const other = await aContact(server, firm);
  await ok(staff('DELETE', `/v1/firm/matters/${matter.id}/shares/${contact.id}`));
  const unshared = await activityOf(page, '?limit=5');
  assert.ok(
    unshared.data.every(({ details }) => details.document === null),
    'the matter is no longer theirs to see',
  );
  const { rows } = await server.deps.work.read(everyFirm, (db) =>
    sql<{ code: string }>`select code from activity where contact_id = ${other.contact.id}`.execute(db),
  );
  assert.deepEqual(rows, [{ code: 'access_enabled' }]);
});

test('a preview and what is done in it bear the name and the reason, and no address or device of the staff', async () => {
  const scene = await aPreviewScene(server, { mode: 'act_as', roles: ['admin'], contact: 'primary' });
  const reason = 'Asked for on the telephone';
  const { page, token } = await tabOf(server, await scene.open({ mode: 'act_as', reason }));
  await page.call('PATCH', '/v1/session', token, { language: 'es' });
  await page.call('DELETE', '/v1/session', token);
  const looked = await tabOf(server, await scene.open());
  const list = await activityOf((method, path) => looked.page.call(method, path, looked.token));
  const by = { kind: 'staff', name: 'Sam Staff' };
  assert.deepEqual(
    list.data.slice(0, 3).map((entry) => [entry.code, entry.by, entry.details.reason, entry.details.device]),
    [
      ['preview_opened', by, null, null],
      ['language_changed', by, null, null],
      ['act_as_opened', by, reason, null],
    ],
  );
  assert.deepEqual(Object.keys(list.data[0] ?? {}).toSorted(), ['at', 'by', 'code', 'details', 'id']);
});

test('what came by a one-time link is told apart from what the contact sent', async () => {
  const { firm, contact, requestId, cookie } = await aScene(server);
  const order = { contactId: contact.id, page: 'https://www.firm.example/upload' };
  const made = await asBackend(server, firm)('POST', `/v1/firm/requests/${requestId}/upload-links`, order);
  const link = await read(NewUploadLink, made);
  const page = await createDpopPage(server);
  const opening = await page.call('POST', '/v1/upload-link', undefined, {
    token: new URL(link.url).hash.replace('#portal-upload=', ''),
  });
  const { accessToken }: { accessToken: string } = await opening.json();
  await page.call('GET', '/v1/upload-link', accessToken);
  const bytes = new TextEncoder().encode('%PDF-1.4\n%%EOF\n');
  const response = await server.app.request('https://portal.firm.example/v1/uploads', {
    method: 'POST',
    headers: {
      origin: 'https://www.firm.example',
      authorization: `DPoP ${accessToken}`,
      dpop: await page.proof('POST', '/v1/uploads', accessToken),
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-length': String(bytes.byteLength),
      'upload-metadata': `requestId ${btoa(requestId)},filename ${btoa('passport.pdf')}`,
    },
    body: bytes,
  });
  assert.equal(response.status, 201, await response.text());
  await ok(asBackend(server, firm)('DELETE', `/v1/firm/upload-links/${link.id}`));
  const list = await activityOf(asPage(server, firm, cookie), '?limit=3');
  assert.deepEqual(
    list.data.map(({ code, by }) => [code, by.kind]),
    [
      ['upload_link_revoked', 'firm'],
      ['document_sent', 'link'],
      ['upload_link_created', 'firm'],
    ],
  );
});

test('pages go back to the first entry, each once; a cursor of nobody answers as none', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const call = asBackend(server, firm);
  for (const language of ['es', 'ar', 'en', 'es'])
    await ok(call('PATCH', `/v1/firm/contacts/${contact.id}`, { language }));
  const looked = await aPage(firm, contact.id);
  const whole = await activityOf(looked);
  const found: string[] = [];
  let query = '?limit=2';
  for (let pages = 0; pages < 4; pages += 1) {
    const { data, nextCursor } = await activityOf(looked, query);
    found.push(...data.map(({ id }) => id));
    if (nextCursor === null) break;
    query = `?limit=2&cursor=${nextCursor}`;
  }
  assert.deepEqual(
    found,
    whole.data.map(({ id }) => id),
  );
  assert.deepEqual(codesOf(whole).slice(-5), [
    'contact_updated',
    'contact_updated',
    'contact_updated',
    'contact_updated',
    'access_enabled',
  ]);
  assert.deepEqual((await activityOf(looked, '?cursor=0')).data, []);
});

/** A page on which the firm's backend vouches for a contact. */
async function aPage(firm: Awaited<ReturnType<typeof aFirm>>, contactId: string, limits: object = {}): Promise<Call> {
  const order = { contactId, origin: 'https://www.firm.example', ...limits };
  const minted = await (await asBackend(server, firm)('POST', '/v1/firm/portal-sessions', order)).json();
  const page = await createDpopPage(server);
  const { accessToken }: { accessToken: string } = await (await page.exchange(minted.clientSecret)).json();
  return (method, path) => page.call(method, path, accessToken);
}

test('a page that is limited to a matter does not name the documents of another', async () => {
  const scene = await aScene(server);
  await scene.tus.send(scene.requestId, 'passport.pdf', new TextEncoder().encode('%PDF-1.4\n%%EOF\n'));
  const { firm, contact, client, staff } = scene;
  const other = await (await staff('POST', '/v1/firm/matters', { clientId: client.id, title: 'Another' })).json();
  await ok(staff('PUT', `/v1/firm/matters/${other.id}/shares/${contact.id}`));
  const nameOf = async (matterId: string) => {
    const { data } = await activityOf(await aPage(firm, contact.id, { matters: [matterId] }));
    return data.find(({ code }) => code === 'document_sent')?.details.document?.name;
  };
  assert.equal(await nameOf(scene.matter.id), 'passport.pdf');
  assert.equal(await nameOf(other.id), undefined);
});

test('the list is read along its key', async () => {
  const { rows } = await server.deps.work.read(everyFirm, (db) =>
    sql<{ 'QUERY PLAN': string }>`explain select id from activity where firm_id = 'f' and contact_id = 'c' and id < 'x'
      order by id desc limit 25`.execute(db),
  );
  assert.match(rows.map((row) => row['QUERY PLAN']).join('\n'), /activity_pkey/);
});
