import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NewUploadLink, signInBy, UploadLink, UploadLinkView } from '@portico/contract';
import {
  aFirm,
  asBackend,
  asTus,
  createTestServer,
  metadataOf,
  ORIGIN,
  someSettings,
  type TestServer,
} from '@portico/testing';
import { problemOf, read } from '../http/answers.suite.js';
import { allEndpoints } from '../http/openapi.js';
import { createDpopPage } from '../session/dpop-page.suite.js';
import { newToken } from '../session/tokens.js';
import { aScene as uploadScene } from '../uploads/scene.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

/** A request, and links to it. */
async function scene() {
  const made = await uploadScene(server);
  const { firm, requestId, contact } = made;
  const call = asBackend(server, firm);
  const create = (more: Readonly<Record<string, unknown>> = {}) =>
    call('POST', `/v1/firm/requests/${requestId}/upload-links`, {
      contactId: contact.id,
      page: `${ORIGIN}/upload`,
      ...more,
    });
  return { ...made, call, create };
}

/** A page that opened a link, and what it can do. */
async function opened(link: NewUploadLink) {
  const token = new URL(link.url).hash.replace('#portal-upload=', '');
  const page = await createDpopPage(server);
  const open = () => page.call('POST', '/v1/upload-link', undefined, { token });
  const response = await open();
  assert.equal(response.status, 200, await response.clone().text());
  const { accessToken }: { accessToken: string } = await response.json();
  return { page, token, accessToken, open };
}

type Opened = Awaited<ReturnType<typeof opened>>;

/** Sends a whole file in one call. */
async function send({ page, accessToken }: Opened, firm: Parameters<typeof asTus>[1], requestId: string, name: string) {
  await page.call('GET', '/v1/upload-link', accessToken);
  return asTus(server, firm, '').call('POST', '/v1/uploads', {
    body: PDF,
    headers: {
      cookie: undefined,
      authorization: `DPoP ${accessToken}`,
      dpop: await page.proof('POST', '/v1/uploads', accessToken),
      'upload-length': String(PDF.byteLength),
      'upload-metadata': metadataOf({ requestId, filename: name }),
      'content-type': 'application/offset+octet-stream',
    },
  });
}

async function codeOf(response: Response) {
  const { status, code } = await problemOf(response);
  return [status, code];
}

test('somebody without an account sends a file, though nothing is shared with them and their access is off', async () => {
  const { create, firm, requestId, call, contact, matter, documents, content } = await scene();
  const link = await read(NewUploadLink, await create());
  await call('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: false });
  await call('DELETE', `/v1/firm/matters/${matter.id}/shares/${contact.id}`);
  const tab = await opened(link);
  const view = await read(UploadLinkView, await tab.page.call('GET', '/v1/upload-link', tab.accessToken));
  assert.deepEqual([view.request.id, view.filesLeft], [requestId, 5]);
  const sent = await send(tab, firm, requestId, 'passport.pdf');
  assert.equal(sent.status, 201, await sent.clone().text());
  const [document] = await documents();
  assert.deepEqual(await content(document?.id ?? ''), PDF);
});

test('a link takes so many files and then no more, also where two come at once', async () => {
  const { create, firm, requestId, documents } = await scene();
  const tab = await opened(await read(NewUploadLink, await create({ maxFiles: 2 })));
  const other = await opened({ ...(await read(NewUploadLink, await create({ maxFiles: 1 }))) });
  assert.equal((await send(tab, firm, requestId, '1.pdf')).status, 201);
  const [second, third] = await Promise.all([send(tab, firm, requestId, '2.pdf'), send(tab, firm, requestId, '3.pdf')]);
  assert.deepEqual([second.status, third.status].sort(), [201, 410]);
  assert.deepEqual(await codeOf(await send(tab, firm, requestId, '4.pdf')), [410, 'upload_link_gone']);
  assert.deepEqual(await codeOf(await tab.open()), [410, 'upload_link_gone']);
  assert.equal((await send(other, firm, requestId, '5.pdf')).status, 201);
  assert.equal((await documents()).length, 3);
});

test('a link says how many files can still come: what the request takes counts as much as the link', async () => {
  const { create, firm, requestId, call, checklist, documents } = await scene();
  const left = async (tab: Opened) =>
    (await read(UploadLinkView, await tab.page.call('GET', '/v1/upload-link', tab.accessToken))).filesLeft;
  const tab = await opened(await read(NewUploadLink, await create({ maxFiles: 50 })));
  const takes = checklist.groups[0]?.requests[0]?.maxFiles ?? 0;
  assert.equal(await left(tab), takes);
  assert.equal((await send(tab, firm, requestId, '1.pdf')).status, 201);
  assert.equal(await left(tab), takes - 1);
  const [document] = await documents();
  await call('POST', `/v1/firm/documents/${document?.id ?? ''}/accept`);
  assert.equal(await left(tab), 0, 'nothing more is wanted');
});

test('after its end, and once revoked, a link is gone with everything that it opened', async () => {
  const { create, firm, requestId, call } = await scene();
  const late = await opened(await read(NewUploadLink, await create({ days: 1 })));
  const link = await read(NewUploadLink, await create());
  const tab = await opened(link);
  const revoked = await read(UploadLink, await call('DELETE', `/v1/firm/upload-links/${link.id}`));
  assert.notEqual(revoked.revokedAt, null);
  assert.deepEqual(await codeOf(await tab.open()), [410, 'upload_link_gone']);
  assert.equal((await tab.page.call('GET', '/v1/upload-link', tab.accessToken)).status, 401);
  server.clock.advance(24 * 3_600_000);
  assert.deepEqual(await codeOf(await late.open()), [410, 'upload_link_gone']);
  assert.equal((await send(late, firm, requestId, 'late.pdf')).status, 401);
});

test('everything else that a client can call does not exist for a link', async () => {
  const { create, checklist, firm } = await scene();
  const { page, accessToken } = await opened(await read(NewUploadLink, await create()));
  const others = allEndpoints().filter(
    ({ endpoint: { access } }) =>
      access.audience === 'client' && access.capability !== 'documents.upload' && access.capability !== 'link.view',
  );
  assert.ok(others.length >= 6);
  for (const { endpoint } of others) {
    const path = endpoint.path.replaceAll(/:\w+/g, checklist.id);
    const response = await page.call(endpoint.method, path, accessToken, endpoint.method === 'GET' ? undefined : {});
    assert.deepEqual(await codeOf(response), [404, 'not_found'], endpoint.id);
  }
  const second = await scene();
  const tus = await send(await opened(await read(NewUploadLink, await create())), firm, second.requestId, 'x.pdf');
  assert.deepEqual(await codeOf(tus), [404, 'not_found'], 'a request of another firm');
});

test('a link of one request does not reach another of the same checklist', async () => {
  const { create, firm, call, checklist } = await scene();
  const tab = await opened(await read(NewUploadLink, await create()));
  const groupId = checklist.groups[0]?.id;
  const added = await call('POST', `/v1/firm/checklists/${checklist.id}/requests`, { groupId, title: { en: 'Other' } });
  assert.equal(added.status, 201);
  const { groups }: typeof checklist = await added.json();
  const other = groups[0]?.requests.at(-1)?.id ?? '';
  assert.deepEqual(await codeOf(await send(tab, firm, other, 'x.pdf')), [404, 'not_found']);
});

test('a token that is unknown, truncated or of another kind, and a page of no firm, open nothing', async () => {
  const { create } = await scene();
  const link = await read(NewUploadLink, await create());
  const { token, page } = await opened(link);
  for (const wrong of [newToken('pul'), newToken('pcs'), token.slice(0, -1), 'x']) {
    const response = await page.call('POST', '/v1/upload-link', undefined, { token: wrong });
    assert.deepEqual(await codeOf(response), [410, 'upload_link_gone']);
  }
  const elsewhere = await createDpopPage(server, 'https://www.firm.example.evil.io');
  const response = await elsewhere.call('POST', '/v1/upload-link', undefined, { token });
  assert.deepEqual(await codeOf(response), [403, 'origin_not_allowed']);
});

test('a firm that has links off makes none, and those it made stop opening', async () => {
  const { create, call } = await scene();
  const tab = await opened(await read(NewUploadLink, await create()));
  const off = someSettings({ signIn: signInBy('emailCode') });
  await call('PUT', '/v1/firm/settings', off, { 'if-match': '"1"' });
  assert.deepEqual(await codeOf(await create()), [403, 'one_time_upload_off']);
  assert.deepEqual(await codeOf(await tab.open()), [410, 'upload_link_gone']);
});

test('a link is for a contact of the matter’s client, and staff see how it stands without its token', async () => {
  const { create, call, requestId } = await scene();
  const stranger = await scene();
  assert.deepEqual(await codeOf(await create({ contactId: stranger.contact.id })), [404, 'not_found']);
  assert.deepEqual(await codeOf(await create({ page: 'https://evil.example/' })), [403, 'origin_not_allowed']);
  const link = await read(NewUploadLink, await create({ maxFiles: 3 }));
  const list = await call('GET', `/v1/firm/requests/${requestId}/upload-links`);
  const text = await list.text();
  assert.ok(text.includes(link.id) && !text.includes('pul_'));
  const elsewhere = asBackend(server, await aFirm(server));
  assert.equal((await elsewhere('DELETE', `/v1/firm/upload-links/${link.id}`)).status, 404);
});

test('a request that takes nothing has no links, and those that it had take nothing more; each refusal says why', async () => {
  const { create, call, firm, requestId, checklist, documents, contact } = await scene();
  const tab = await opened(await read(NewUploadLink, await create()));
  const moved = (what: string, body?: unknown) => call('POST', `/v1/firm/requests/${requestId}/${what}`, body);
  assert.equal((await moved('waive', { reason: 'We have it.' })).status, 200);
  assert.deepEqual(await codeOf(await create()), [409, 'request_closed']);
  const view = await read(UploadLinkView, await tab.page.call('GET', '/v1/upload-link', tab.accessToken));
  assert.equal(view.filesLeft, 0);
  assert.deepEqual(await codeOf(await send(tab, firm, requestId, 'a.pdf')), [409, 'request_closed']);

  assert.equal((await moved('reopen', { note: 'We do need it.' })).status, 200);
  assert.equal((await send(tab, firm, requestId, 'b.pdf')).status, 201);
  const [document] = await documents();
  assert.equal((await call('POST', `/v1/firm/documents/${document?.id}/accept`)).status, 200);
  assert.deepEqual(await codeOf(await create()), [409, 'request_closed']);
  assert.deepEqual(await codeOf(await send(tab, firm, requestId, 'c.pdf')), [409, 'request_closed']);

  const groupId = checklist.groups[0]?.id;
  const add = async (more: Readonly<Record<string, unknown>>) => {
    const body = { groupId, title: { en: 'Another' }, ...more };
    const added = await (await call('POST', `/v1/firm/checklists/${checklist.id}/requests`, body)).json();
    return added.groups[0].requests.at(-1).id;
  };
  const refusedFor = async (request: string) => {
    const body = { contactId: contact.id, page: `${ORIGIN}/upload` };
    const { status, code, reason } = await problemOf(
      await call('POST', `/v1/firm/requests/${request}/upload-links`, body),
    );
    return [status, code, reason];
  };
  const hidden = await add({ condition: { '==': [{ var: 'matter.caseType' }, 'divorce'] } });
  assert.deepEqual(await refusedFor(hidden), [409, 'conflict', 'request_not_asked']);
  assert.deepEqual(await refusedFor(await add({ type: 'task' })), [409, 'conflict', 'takes_no_documents']);
});

test('a link whose request is not asked any more opens to nothing, until it is asked again', async () => {
  const { call, firm, contact, matter, checklist } = await scene();
  const caseType = (value: string) => call('PATCH', `/v1/firm/matters/${matter.id}`, { caseType: value });
  await caseType('divorce');
  const body = {
    groupId: checklist.groups[0]?.id,
    title: { en: 'Deed' },
    condition: { '==': [{ var: 'matter.caseType' }, 'divorce'] },
  };
  const added = await (await call('POST', `/v1/firm/checklists/${checklist.id}/requests`, body)).json();
  const { id } = added.groups[0].requests.at(-1);
  const order = { contactId: contact.id, page: `${ORIGIN}/upload` };
  const tab = await opened(
    await read(NewUploadLink, await call('POST', `/v1/firm/requests/${id}/upload-links`, order)),
  );
  await caseType('will');
  assert.deepEqual(await codeOf(await send(tab, firm, id, 'a.pdf')), [404, 'not_found']);
  assert.equal((await tab.page.call('GET', '/v1/upload-link', tab.accessToken)).status, 410);
  await caseType('divorce');
  assert.equal((await send(tab, firm, id, 'a.pdf')).status, 201);
});
