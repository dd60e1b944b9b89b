import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NewPhoneLink, PhoneLink } from '@portico/contract';
import {
  aChecklist,
  aContact,
  asTus,
  createTestServer,
  metadataOf,
  ORIGIN,
  PUBLIC_URL,
  signIn,
  type TestServer,
} from '@portico/testing';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { read, refusalOf } from '../http/answers.suite.js';
import { ACT_AS, aPreviewScene, READ_ONLY, tabOf } from '../previews/scene.suite.js';
import { createDpopPage } from '../session/dpop-page.suite.js';
import { aScene as uploadScene } from '../uploads/scene.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const MINUTE = 60_000;

/** A client at a desktop, with a request to send for. */
async function scene(request: Record<string, unknown> = {}) {
  const made = await uploadScene(server, request);
  const { firm, requestId } = made;
  const as = (cookie: string) => (method: string, path: string, body?: unknown) =>
    server.app.request(`${PUBLIC_URL}${path}`, {
      method,
      headers: {
        cookie,
        origin: ORIGIN,
        'portico-key': firm.publishableKey,
        'portico-client': '1',
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const desktop = as(made.cookie);
  const create = (page = `${ORIGIN}/send`) => desktop('POST', `/v1/requests/${requestId}/phone-links`, { page });
  const link = async () => read(NewPhoneLink, await create());
  const state = async (id: string) => read(PhoneLink, await desktop('GET', `/v1/phone-links/${id}`));
  return { ...made, as, desktop, create, link, state };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** A phone that reads the code. */
async function phone({ firm, requestId }: Scene, { url }: NewPhoneLink, page = createDpopPage(server)) {
  const token = new URL(url).hash.replace('#portal-upload=', '');
  const { call, proof } = await page;
  const open = () => call('POST', '/v1/upload-link', undefined, { token });
  const answer = await open();
  const { accessToken = '' }: { accessToken?: string } = await answer.clone().json();
  const send = async (name: string, request = requestId, slot?: string) => {
    await call('GET', '/v1/upload-link', accessToken);
    return asTus(server, firm, '').call('POST', '/v1/uploads', {
      body: PDF,
      headers: {
        cookie: undefined,
        authorization: `DPoP ${accessToken}`,
        dpop: await proof('POST', '/v1/uploads', accessToken),
        'upload-length': String(PDF.byteLength),
        'upload-metadata': metadataOf({ requestId: request, filename: name, ...(slot !== undefined && { slot }) }),
        'content-type': 'application/offset+octet-stream',
      },
    });
  };
  return { token, call, open, answer, accessToken, send, get: () => call('GET', '/v1/upload-link', accessToken) };
}

const GONE = [410, 'upload_link_gone'];

test('what the phone sends is in the client’s own checklist, and the desktop is told of it', async () => {
  const desk = await scene();
  const link = await desk.link();
  assert.equal(link.state, 'waiting');
  const hand = await phone(desk, link);
  assert.equal(hand.answer.status, 200, await hand.answer.clone().text());
  assert.equal((await desk.state(link.id)).state, 'open');
  assert.equal((await hand.send('photo.pdf')).status, 201);
  const { state, files } = await desk.state(link.id);
  assert.deepEqual([state, files], ['open', 1]);
  const { data } = await (await desk.desktop('GET', '/v1/documents')).json();
  assert.deepEqual(
    data.map(({ name }: { name: string }) => name),
    ['photo.pdf'],
  );
  const view = await (await hand.get()).json();
  assert.equal(JSON.stringify(view).includes('photo.pdf'), false, 'the phone is shown nothing of what was sent');
  for (const path of ['/v1/documents', '/v1/checklists', '/v1/session', `/v1/phone-links/${link.id}`])
    assert.deepEqual(await refusalOf(await hand.call('GET', path, hand.accessToken)), [404, 'not_found'], path);
  const more = await hand.call('POST', `/v1/requests/${desk.requestId}/phone-links`, hand.accessToken, {
    page: ORIGIN,
  });
  assert.deepEqual(await refusalOf(more), [404, 'not_found'], 'a phone makes no further links');
  const { rows } = await server.deps.work.read(everyFirm, (db) =>
    sql`select l::text as all from upload_links l`.execute(db),
  );
  assert.equal(JSON.stringify(rows).includes(hand.token), false);
  assert.equal(server.log.join('').includes(hand.token), false);
});

test('the first browser that opens a link is the only one, again and again', async () => {
  const desk = await scene();
  const link = await desk.link();
  const hand = await phone(desk, link);
  assert.deepEqual(await refusalOf((await phone(desk, link)).answer), GONE);
  assert.equal((await hand.open()).status, 200, 'it gets its next token');
  const two = await desk.link();
  const answers = await Promise.all([phone(desk, two), phone(desk, two)]);
  assert.deepEqual(answers.map(({ answer }) => answer.status).sort(), [200, 410], 'also where two come at once');
});

test('it waits five minutes to be opened, and works for thirty', async () => {
  const desk = await scene();
  const late = await desk.link();
  server.clock.advance(5 * MINUTE);
  assert.deepEqual(await refusalOf((await phone(desk, late)).answer), GONE);
  assert.equal((await desk.state(late.id)).state, 'ended');
  const link = await desk.link();
  const hand = await phone(desk, link);
  server.clock.advance(25 * MINUTE);
  assert.equal((await desk.state(link.id)).state, 'open');
  assert.equal((await hand.open()).status, 200);
  server.clock.advance(5 * MINUTE);
  assert.deepEqual(await refusalOf(await hand.open()), GONE);
});

test('it ends by the button, by another link, with the desktop’s session, with the share and with the access', async () => {
  const ends: readonly ((desk: Scene, link: NewPhoneLink) => Response | Promise<Response>)[] = [
    ({ desktop }, { id }) => desktop('DELETE', `/v1/phone-links/${id}`),
    ({ create }) => create(),
    ({ desktop }) => desktop('DELETE', '/v1/session'),
    ({ staff, matter, contact }) => staff('DELETE', `/v1/firm/matters/${matter.id}/shares/${contact.id}`),
    ({ staff, contact }) => staff('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: false }),
  ];
  for (const end of ends) {
    const desk = await scene();
    const link = await desk.link();
    const hand = await phone(desk, link);
    const answer = await end(desk, link);
    assert.ok(answer.ok, await answer.clone().text());
    assert.deepEqual(await refusalOf(await hand.open()), GONE);
    const status = (await hand.send('late.pdf')).status;
    assert.ok([401, 403, 410].includes(status), String(status));
    assert.deepEqual(await desk.documents(), []);
  }
});

test('it is for one request, and for no more files than that takes', async () => {
  const desk = await scene({ maxFiles: 1 });
  const link = await desk.link();
  const hand = await phone(desk, link);
  const other = await desk.staff('POST', `/v1/firm/checklists/${desk.checklist.id}/requests`, {
    groupId: desk.checklist.groups[0]?.id,
    title: { en: 'Another' },
  });
  const requests: { id: string }[] = (await other.json()).groups[0].requests;
  assert.deepEqual(await refusalOf(await hand.send('x.pdf', requests.at(-1)?.id)), [404, 'not_found']);
  assert.equal((await hand.send('1.pdf')).status, 201);
  assert.deepEqual(await refusalOf(await hand.send('2.pdf')), GONE);
  assert.equal((await desk.state(link.id)).state, 'ended');
  assert.deepEqual(await refusalOf(await desk.create()), [409, 'request_closed']);
});

test('nobody else makes, sees or ends it: another client, the firm’s list, another page', async () => {
  const desk = await scene();
  const link = await desk.link();
  const { contact } = await aContact(server, desk.firm);
  const stranger = desk.as(await signIn(server, desk.firm, contact.email));
  assert.deepEqual(await refusalOf(await stranger('GET', `/v1/phone-links/${link.id}`)), [404, 'not_found']);
  assert.deepEqual(await refusalOf(await stranger('DELETE', `/v1/phone-links/${link.id}`)), [404, 'not_found']);
  const page = `${ORIGIN}/send`;
  const made = await stranger('POST', `/v1/requests/${desk.requestId}/phone-links`, { page });
  assert.deepEqual(await refusalOf(made), [404, 'not_found']);
  assert.deepEqual(
    (await (await desk.staff('GET', `/v1/firm/requests/${desk.requestId}/upload-links`)).json()).data,
    [],
  );
  assert.deepEqual(await refusalOf(await desk.create('https://evil.example/send')), [403, 'origin_not_allowed']);
  const elsewhere = await phone(desk, link, createDpopPage(server, 'https://other.example'));
  assert.deepEqual(await refusalOf(elsewhere.answer), [403, 'origin_not_allowed']);
  assert.equal((await phone(desk, link)).answer.status, 200, 'which has not spent it');
});

test('whoever looks or acts with a client’s eyes makes none', async () => {
  for (const mode of [READ_ONLY, ACT_AS]) {
    const { firm, matter, open } = await aPreviewScene(server, mode);
    const checklist = await aChecklist(server, firm, matter);
    const path = `/v1/requests/${checklist.groups[0]?.requests[0]?.id}/phone-links`;
    const { page, token } = await tabOf(server, await open());
    const answer = await page.call('POST', path, token, { page: `${ORIGIN}/send` });
    assert.deepEqual(await refusalOf(answer), [403, 'preview_read_only']);
  }
});

test('twenty in an hour are enough', async () => {
  const desk = await scene();
  for (let made = 0; made < 20; made += 1) assert.equal((await desk.create()).status, 201);
  const answer = await desk.create();
  assert.equal(answer.headers.get('retry-after'), '3600');
  assert.deepEqual(await refusalOf(answer), [429, 'too_many_requests']);
});

test('of a request of two parts the phone sends each by its name, and is told when one is missing', async () => {
  const desk = await scene({ slots: ['original', 'translation'], maxFiles: 3 });
  const hand = await phone(desk, await desk.link());
  const { request } = await (await hand.get()).json();
  assert.deepEqual(request.slots, ['original', 'translation']);
  for (const slot of [undefined, 'summary']) {
    assert.deepEqual(await refusalOf(await hand.send('x.pdf', desk.requestId, slot)), [422, 'slot_invalid'], slot);
  }
  const standing = async () => {
    const checklist = await (await desk.desktop('GET', `/v1/checklists/${desk.checklist.id}`)).json();
    return checklist.groups[0].requests[0].state;
  };
  assert.equal((await hand.send('deed.pdf', desk.requestId, 'original')).status, 201);
  assert.equal(await standing(), 'draft');
  assert.equal((await hand.send('deed in English.pdf', desk.requestId, 'translation')).status, 201);
  assert.equal(await standing(), 'sent');
  const { data } = await (await desk.desktop('GET', '/v1/documents')).json();
  assert.deepEqual(data.map(({ name, slot }: { name: string; slot: string }) => [name, slot]).toSorted(), [
    ['deed in English.pdf', 'translation'],
    ['deed.pdf', 'original'],
  ]);
});
