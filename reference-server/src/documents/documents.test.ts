import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aContact, aPdf, asPage, createTestServer, signIn, type TestServer } from '@portico/testing';
import { aScene, type Scene } from '../uploads/scene.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

/** A client's own calls. */
const pageOf = (scene: Scene) => asPage(server, scene.firm, scene.cookie);

async function send(scene: Scene, name = 'passport.pdf', bytes = aPdf()): Promise<string> {
  const response = await scene.tus.send(scene.requestId, name, bytes);
  assert.equal(response.status, 204, await response.text());
  return response.headers.get('portico-document') ?? '';
}

async function requestState({ staff, checklist }: Scene): Promise<string> {
  const read = await (await staff('GET', `/v1/firm/checklists/${checklist.id}`)).json();
  return read.groups[0].requests[0].state;
}

test('client and firm read the same document; only the firm reads who sent it', async () => {
  const scene = await aScene(server);
  const id = await send(scene);
  const own = await (await pageOf(scene)('GET', `/v1/documents/${id}`)).json();
  const theirs = await (await scene.staff('GET', `/v1/firm/documents/${id}`)).json();
  const { withdrawableUntil, ...both } = own;
  assert.equal(Date.parse(withdrawableUntil), server.clock.now().getTime() + 30 * 60_000);
  const firms = {
    uploadedBy: scene.contact.id,
    replaces: null,
    openedAt: null,
    withdrawnAt: null,
    filedAs: null,
    reviewedAt: null,
    arrivedAt: own.createdAt,
    madeFrom: [],
    madeInto: [],
  };
  assert.deepEqual(theirs, { ...both, ...firms });
  assert.deepEqual(
    [own.name, own.type, own.size, own.state, own.returned],
    ['passport.pdf', 'application/pdf', 2000, 'received', null],
  );
  assert.equal(own.sha256, Buffer.from(await crypto.subtle.digest('SHA-256', aPdf())).toString('hex'));
});

test('lists go page by page, newest first, and by request, matter and state', async () => {
  const scene = await aScene(server);
  const ids = [];
  for (let index = 0; index < 5; index += 1) ids.push(await send(scene, `${index}.pdf`));
  const page = async (path: string) =>
    (await (await scene.staff('GET', path)).json()) as { data: { id: string }[]; nextCursor: string | null };
  const first = await page('/v1/firm/documents?limit=2');
  const second = await page(`/v1/firm/documents?limit=2&cursor=${first.nextCursor}`);
  const third = await page(`/v1/firm/documents?limit=2&cursor=${second.nextCursor}`);
  assert.deepEqual(
    [...first.data, ...second.data, ...third.data].map(({ id }) => id),
    ids.toReversed(),
  );
  assert.equal(third.nextCursor, null);
  await scene.staff('POST', `/v1/firm/documents/${ids[0]}/accept`);
  assert.equal((await page('/v1/firm/documents?state=accepted')).data.length, 1);
  assert.equal((await page(`/v1/firm/documents?matterId=${scene.matter.id}`)).data.length, 5);
  assert.equal((await page('/v1/firm/documents?matterId=mat_01h455vb4pex5vsknk084sn02q')).data.length, 0);
  const own = await (await pageOf(scene)('GET', `/v1/documents?requestId=${scene.requestId}&limit=100`)).json();
  assert.equal(own.data.length, 5);
});

test('accepting and returning move the document and its request, each once', async () => {
  const scene = await aScene(server);
  const [one, two] = [await send(scene), await send(scene)];
  const accept = (id: string) => scene.staff('POST', `/v1/firm/documents/${id}/accept`);
  const giveBack = (id: string) =>
    scene.staff('POST', `/v1/firm/documents/${id}/return`, { reason: 'unreadable', note: 'Too dark' });

  assert.equal((await (await accept(one)).json()).state, 'accepted');
  assert.equal(await requestState(scene), 'sent', 'the other is still in review');
  const returned = await (await giveBack(two)).json();
  assert.deepEqual(
    [returned.state, returned.returned.reason, returned.returned.note],
    ['returned', 'unreadable', 'Too dark'],
  );
  assert.equal(await requestState(scene), 'returned');
  for (const id of [one, two]) {
    assert.equal((await accept(id)).status, 409);
    assert.equal((await giveBack(id)).status, 409);
  }
  const three = await send(scene);
  assert.equal(await requestState(scene), 'sent');
  await accept(three);
  assert.equal(await requestState(scene), 'accepted');
  const unknown = await accept('doc_01h455vb4pex5vsknk084sn02q');
  assert.equal(unknown.status, 404);
  const { data: events } = await (await scene.staff('GET', '/v1/firm/events?limit=100')).json();
  const types = events
    .map((event: { type: string }) => event.type)
    .filter((type: string) => type.startsWith('document.'));
  assert.deepEqual(types.toSorted(), [
    'document.accepted',
    'document.accepted',
    'document.returned',
    'document.uploaded',
    'document.uploaded',
    'document.uploaded',
  ]);
});

test('where one is returned and not replaced, accepting another leaves it the client’s turn', async () => {
  const scene = await aScene(server);
  const [one, two] = [await send(scene), await send(scene)];
  await scene.staff('POST', `/v1/firm/documents/${one}/return`, { reason: 'incomplete', note: 'Page 2 is missing' });
  await scene.staff('POST', `/v1/firm/documents/${two}/accept`);
  assert.equal(await requestState(scene), 'returned');
});

test('of many reviewers at once one wins', async () => {
  const scene = await aScene(server);
  const id = await send(scene);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      index % 2 === 0
        ? scene.staff('POST', `/v1/firm/documents/${id}/accept`)
        : scene.staff('POST', `/v1/firm/documents/${id}/return`, { reason: 'other', note: 'No' }),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.equal(answers.filter(({ status }) => status === 409).length, 9);
});

test('a download is an attachment that no browser runs, and is written down', async () => {
  const scene = await aScene(server);
  const bytes = aPdf(200_000);
  const id = await send(scene, 'naïve "quote".pdf', bytes);
  const response = await pageOf(scene)('GET', `/v1/documents/${id}/content`);
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes);
  assert.deepEqual(
    [
      'content-disposition',
      'content-length',
      'content-type',
      'content-security-policy',
      'cross-origin-resource-policy',
      'x-content-type-options',
      'cache-control',
      'accept-ranges',
    ].map((name) => response.headers.get(name)),
    [
      `attachment; filename="na_ve _quote_.pdf"; filename*=UTF-8''na%C3%AFve%20%22quote%22.pdf`,
      '200000',
      'application/pdf',
      "sandbox; default-src 'none'",
      'same-site',
      'nosniff',
      'no-store',
      'bytes',
    ],
  );
  const { data } = await (await scene.staff('GET', '/v1/firm/audit')).json();
  assert.deepEqual([data[0].action, data[0].object, data[0].actor.type], ['documents.download', id, 'contact']);
});

test('single ranges of RFC 9110 are answered', async () => {
  const scene = await aScene(server);
  const bytes = aPdf(150_000);
  const id = await send(scene, 'a.pdf', bytes);
  const whole = await scene.staff('GET', `/v1/firm/documents/${id}/content`);
  const etag = whole.headers.get('etag') ?? '';
  await whole.body?.cancel();
  const rows: [range: string, start: number, end: number][] = [
    ['bytes=0-0', 0, 1],
    ['bytes=0-65535', 0, 65_536],
    ['bytes=65535-65536', 65_535, 65_537],
    ['bytes=149999-', 149_999, 150_000],
    ['bytes=-10', 149_990, 150_000],
    ['bytes=-999999', 0, 150_000],
    ['bytes=100-999999', 100, 150_000],
  ];
  for (const [range, start, end] of rows) {
    const part = await scene.staff('GET', `/v1/firm/documents/${id}/content`, undefined, { range, 'if-range': etag });
    assert.equal(part.status, 206, range);
    assert.equal(part.headers.get('content-range'), `bytes ${start}-${end - 1}/150000`);
    assert.deepEqual(new Uint8Array(await part.arrayBuffer()), bytes.slice(start, end), range);
  }
  for (const range of ['bytes=150000-', 'bytes=999999-9999999', 'bytes=-0']) {
    const none = await scene.staff('GET', `/v1/firm/documents/${id}/content`, undefined, { range });
    assert.deepEqual([none.status, none.headers.get('content-range')], [416, 'bytes */150000'], range);
  }
  for (const headers of [
    { range: 'bytes=5-2' },
    { range: 'bytes=0-1,5-6' },
    { range: 'lines=1-2' },
    { range: 'bytes=0-1', 'if-range': '"x"' },
  ]) {
    const all = await scene.staff('GET', `/v1/firm/documents/${id}/content`, undefined, headers);
    assert.equal(all.status, 200);
    await all.body?.cancel();
  }
});

test('another client of the same matter, another client, another firm: as if it were not there', async () => {
  const scene = await aScene(server);
  const id = await send(scene);
  const call = scene.staff;
  const colleague = await (
    await call('POST', '/v1/firm/contacts', {
      clientId: scene.client.id,
      name: 'Co Client',
      email: `co-${id}@client.example`,
    })
  ).json();
  await call('PUT', `/v1/firm/contacts/${colleague.id}/portal-access`, { enabled: true });
  await call('PUT', `/v1/firm/matters/${scene.matter.id}/shares/${colleague.id}`);
  const other = await aContact(server, scene.firm);
  const foreign = await aScene(server);
  const pages = [
    asPage(server, scene.firm, await signIn(server, scene.firm, colleague.email)),
    asPage(server, scene.firm, await signIn(server, scene.firm, other.contact.email)),
    pageOf(foreign),
  ];
  const bodyOf = async (response: Response) => [response.status, { ...(await response.json()), requestId: '' }];
  for (const page of pages) {
    for (const tail of ['', '/content']) {
      const unknown = await bodyOf(await page('GET', `/v1/documents/doc_01h455vb4pex5vsknk084sn02q${tail}`));
      assert.deepEqual(await bodyOf(await page('GET', `/v1/documents/${id}${tail}`)), unknown);
      assert.equal(unknown[0], 404);
    }
    assert.deepEqual((await (await page('GET', '/v1/documents')).json()).data, []);
  }
  for (const [method, tail] of [
    ['GET', ''],
    ['GET', '/content'],
    ['POST', '/accept'],
  ] as const) {
    assert.equal((await foreign.staff(method, `/v1/firm/documents/${id}${tail}`)).status, 404);
  }
  assert.deepEqual(await foreign.documents(), []);
  assert.equal((await (await scene.staff('GET', `/v1/firm/documents/${id}`)).json()).state, 'received');
});

test('a matter that is no longer shared takes its documents out of the client’s sight', async () => {
  const scene = await aScene(server);
  const id = await send(scene);
  await scene.staff('DELETE', `/v1/firm/matters/${scene.matter.id}/shares/${scene.contact.id}`);
  assert.equal((await pageOf(scene)('GET', `/v1/documents/${id}`)).status, 404);
  assert.equal((await pageOf(scene)('GET', `/v1/documents/${id}/content`)).status, 404);
  assert.equal((await scene.staff('GET', `/v1/firm/documents/${id}`)).status, 200);
});
