import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type Checklist,
  type FirmDocument,
  getDocument,
  getTurnaround,
  listActivity,
  listAudit,
  listEvents,
  listReview,
} from '@portico/contract';
import { aPdf, createTestServer, stillPictures, type TestServer } from '@portico/testing';
import { PDFDocument } from '@cantoo/pdf-lib';
import { sql } from 'kysely';
import { asked } from '../requests/asked.suite.js';
import { everyFirm } from '../database/confine.js';
import { refusalOf } from '../uploads/scene.suite.js';
import { ownedBlobs } from '../uploads/store.js';
import { aPaper, aPhoto } from './paper.suite.js';

const HOUR = 3_600_000;

let server: TestServer;
before(async () => {
  server = await createTestServer({ ports: { pictures: stillPictures } });
});
after(() => server.close());

const documents = (title: string, more: Record<string, unknown> = {}) => ({
  title: { en: title },
  maxFiles: 5,
  ...more,
});

async function aCase(items: readonly Record<string, unknown>[] = [documents('passport'), documents('marriage')]) {
  const scene = await asked(server, items);
  const { staff, tus, ids } = scene;
  const post = (path: string, body: unknown, key: string = crypto.randomUUID()) =>
    staff('POST', `/v1/firm/documents/${path}`, body, { 'idempotency-key': key });
  return {
    ...scene,
    async send(at: number, name = 'scan.pdf', bytes: Uint8Array<ArrayBuffer> = aPaper(3)): Promise<string> {
      const response = await tus.send(ids[at] ?? '', name, bytes);
      assert.equal(response.status, 204, await response.text());
      await server.deps.arrivals.deliver();
      return response.headers.get('portico-document') ?? '';
    },
    post,
    split: (id: string, parts: unknown, more: Record<string, unknown> = {}, key?: string) =>
      post(`${id}/split`, { parts, ...more }, key),
    async parts(id: string, parts: unknown, more: Record<string, unknown> = {}): Promise<FirmDocument[]> {
      const response = await post(`${id}/split`, { parts, ...more });
      assert.equal(response.status, 201, await response.clone().text());
      return (await response.json()).data;
    },
    asFirm: async (id: string): Promise<FirmDocument> => (await staff('GET', `/v1/firm/documents/${id}`)).json(),
    asClient: async (id: string) =>
      getDocument.response.parse(await (await scene.page('GET', `/v1/documents/${id}`)).json()),
    async widths(id: string): Promise<number[]> {
      const file = await PDFDocument.load(await scene.content(id), { updateMetadata: false });
      return file.getPages().map((page) => Math.round(page.getWidth()));
    },
    async queue(): Promise<string[]> {
      const { data } = listReview.response.parse(await (await staff('GET', '/v1/firm/review')).json());
      return data.map(({ document }) => document.id);
    },
    /** Documents of each request as the client sees them. */
    async shown(): Promise<Record<string, string[]>> {
      const { groups }: Checklist = await scene.read();
      return Object.fromEntries(
        groups.flatMap(({ requests }) =>
          requests.map(({ title, documents: all }) => [
            title['en'] ?? '',
            all.map(({ name, state, slot }) => [name, state, ...(slot === null ? [] : [slot])].join(' ')),
          ]),
        ),
      );
    },
  };
}

const span = (from: number, to = from) => ({ from, to });

test('a document is split into what is in it, which is reviewed in its place; the client goes on seeing what they sent', async () => {
  const scene = await aCase();
  const { ids } = scene;
  const id = await scene.send(0);
  const [passport, marriage] = await scene.parts(id, [
    { pages: [span(2)], filedAs: 'Passport.pdf' },
    { pages: [span(3), span(1)], requestId: ids[1] },
  ]);
  assert.ok(passport && marriage);
  assert.deepEqual(await scene.widths(passport.id), [102]);
  assert.deepEqual(await scene.widths(marriage.id), [103, 101]);
  assert.deepEqual(
    [passport.name, passport.filedAs, passport.requestId, passport.madeFrom, passport.state],
    ['scan (2).pdf', 'Passport.pdf', ids[0], [id], 'received'],
  );
  assert.deepEqual([marriage.name, marriage.requestId], ['scan (3, 1).pdf', ids[1]]);
  const original = await scene.asFirm(id);
  assert.deepEqual([original.state, original.madeInto], ['rearranged', [passport.id, marriage.id]]);
  assert.equal(original.sha256, Buffer.from(await crypto.subtle.digest('SHA-256', aPaper(3))).toString('hex'));
  assert.deepEqual(await scene.widths(id), [101, 102, 103]);
  assert.deepEqual(await scene.queue(), [passport.id, marriage.id]);
  assert.deepEqual(
    (await scene.firmRequest(0)).documents.map((one) => [one.id, one.state, one.madeInto.length]),
    [
      [id, 'rearranged', 2],
      [passport.id, 'received', 0],
    ],
  );

  assert.deepEqual(await scene.states(), { passport: 'sent', marriage: 'sent' });
  assert.deepEqual(await scene.shown(), { passport: ['scan.pdf received'], marriage: ['scan.pdf received'] });
  assert.deepEqual(
    [(await scene.asClient(id)).state, (await scene.asClient(id)).withdrawableUntil],
    ['received', null],
  );
  for (const path of ['', '/content', '/receipt', '/preview'])
    assert.equal((await scene.page('GET', `/v1/documents/${passport.id}${path}`)).status, 404, path);
  for (const path of ['/content', '/receipt', '/preview'])
    assert.equal((await scene.page('GET', `/v1/documents/${id}${path}`)).status, 200, path);
  assert.equal((await scene.staff('GET', `/v1/firm/documents/${passport.id}/receipt`)).status, 404);
  assert.deepEqual(await refusalOf(await scene.withdraw(id)), [409, 'withdraw_closed']);
  assert.deepEqual(await refusalOf(await scene.withdraw(passport.id)), [404, 'not_found']);
  const mine = await (await scene.page('GET', '/v1/documents')).json();
  assert.deepEqual(
    mine.data.map((one: { id: string }) => one.id),
    [id],
  );

  assert.equal((await scene.reviews(passport.id, 'accept')).status, 200);
  assert.equal((await scene.reviews(marriage.id, 'return')).status, 200);
  assert.deepEqual(await scene.states(), { passport: 'accepted', marriage: 'returned' });
  assert.deepEqual(await scene.shown(), { passport: ['scan.pdf accepted'], marriage: ['scan.pdf returned'] });
  const told = await scene.asClient(id);
  assert.deepEqual(
    [told.state, told.returned?.reason, told.returned?.note],
    ['returned', 'unreadable', 'Again, please.'],
  );
  const { data } = listActivity.response.parse(await (await scene.page('GET', '/v1/profile/activity')).json());
  assert.deepEqual(
    data.slice(0, 2).map(({ code, details: { document, returned } }) => [code, document?.id, document?.name, returned]),
    [
      ['document_returned', id, 'scan.pdf', 'unreadable'],
      ['document_accepted', id, 'scan.pdf', null],
    ],
  );
  await scene.send(1, 'again.pdf');
  assert.equal((await scene.states())['marriage'], 'sent');
});

test('parts arrive like any document: previews are drawn, the log and the events have each, and they can be split again', async () => {
  const scene = await aCase();
  const id = await scene.send(0);
  const [part] = await scene.parts(id, [{ pages: [span(1, 2)] }], { leaveOut: true });
  assert.ok(part);
  await server.deps.arrivals.deliver();
  assert.equal((await scene.staff('GET', `/v1/firm/documents/${part.id}/preview`)).status, 200);
  const [last] = await scene.parts(part.id, [{ pages: [span(2)] }], { leaveOut: true });
  assert.ok(last);
  assert.deepEqual(await scene.widths(last.id), [102]);
  assert.deepEqual([last.madeFrom, (await scene.asFirm(part.id)).state], [[part.id], 'rearranged']);
  assert.deepEqual(await scene.shown(), { passport: ['scan.pdf received'], marriage: [] });
  await scene.reviews(last.id, 'accept');
  assert.deepEqual(await scene.shown(), { passport: ['scan.pdf accepted'], marriage: [] });
  assert.equal((await scene.states())['passport'], 'accepted');

  const events = listEvents.response.parse(await (await scene.staff('GET', '/v1/firm/events?limit=100')).json()).data;
  assert.deepEqual(
    events.filter(({ type }) => type === 'document.split').map(({ data }) => [data['documentId'], data['parts']]),
    [
      [id, { [part.id]: scene.ids[0] }],
      [part.id, { [last.id]: scene.ids[0] }],
    ],
  );
  const entries = listAudit.response.parse(await (await scene.staff('GET', '/v1/firm/audit?limit=100')).json());
  const of = (object: string) => entries.data.filter((one) => one.object === object).map(({ action }) => action);
  assert.ok(of(id).includes('documents.split'));
  assert.ok(of(part.id).includes('documents.make'));
});

test('documents and pictures are merged into one; each is to the client still the one that they sent', async () => {
  const scene = await aCase();
  const one = await scene.send(0, 'front.pdf', aPaper(1));
  const two = await scene.send(0, 'back.jpg', aPhoto(300, 200, 'image/jpeg'));
  const three = await scene.send(1, 'more.png', aPhoto(200, 200, 'image/png'));
  const response = await scene.post('merge', { documentIds: [one, two, three], filedAs: 'Passport.pdf' });
  assert.equal(response.status, 201, await response.clone().text());
  const whole: FirmDocument = await response.json();
  assert.deepEqual(await scene.widths(whole.id), [101, 842, 842]);
  assert.deepEqual(
    [whole.name, whole.filedAs, whole.madeFrom, whole.requestId],
    ['front + 2.pdf', 'Passport.pdf', [one, two, three], scene.ids[0]],
  );
  assert.deepEqual(await scene.queue(), [whole.id]);
  const received = {
    passport: ['front.pdf received', 'back.jpg received', 'more.png received'],
    marriage: ['more.png received'],
  };
  assert.deepEqual(await scene.shown(), received);
  assert.deepEqual(await scene.states(), { passport: 'sent', marriage: 'requested' });
  await scene.reviews(whole.id, 'accept');
  assert.equal((await scene.asClient(three)).state, 'accepted');
  const [event] = listEvents.response
    .parse(await (await scene.staff('GET', '/v1/firm/events?limit=100')).json())
    .data.filter(({ type }) => type === 'document.merged');
  assert.deepEqual(Object.keys(Object(event?.data['sources'])).toSorted(), [one, two, three].toSorted());
});

test('a request of two parts is sent by one file with both; what is misplaced goes to where it belongs', async () => {
  const slots = ['original', 'translation'];
  const scene = await aCase([documents('birth', { slots }), documents('other')]);
  const id = await scene.send(1, 'all.pdf', aPaper(2));
  assert.deepEqual(await refusalOf(await scene.split(id, [{ pages: [span(1, 2)], requestId: scene.ids[0] }])), [
    422,
    'slot_invalid',
  ]);
  await scene.parts(id, [
    { pages: [span(1)], requestId: scene.ids[0], slot: 'original' },
    { pages: [span(2)], requestId: scene.ids[0], slot: 'translation' },
  ]);
  assert.deepEqual(await scene.states(), { birth: 'sent', other: 'requested' });
  assert.deepEqual(await scene.shown(), {
    birth: ['all.pdf received original', 'all.pdf received translation'],
    other: ['all.pdf received'],
  });
  await server.deliver();
  server.clock.advance(600_000);
  await server.deliver();
  assert.match((await server.mails.mailTo(scene.contact.email)).subject, /ask|need|new/i);
});

test('what the client has room for is what they sent and was not returned', async () => {
  const scene = await aCase([documents('passport', { maxFiles: 1 }), documents('marriage')]);
  const id = await scene.send(0);
  const [one, two] = await scene.parts(id, [{ pages: [span(1)] }, { pages: [span(2, 3)] }]);
  const again = () => scene.tus.send(scene.ids[0] ?? '', 'again.pdf', aPaper(1));
  assert.deepEqual(await refusalOf(await again()), [409, 'too_many_files']);
  await scene.reviews(one?.id ?? '', 'accept');
  await scene.reviews(two?.id ?? '', 'return');
  assert.equal((await again()).status, 204);
});

test('waiting is counted from when the client sent it', async () => {
  const scene = await aCase();
  const sent = server.clock.now();
  const id = await scene.send(0);
  server.clock.advance(600_000);
  const later = await scene.send(0, 'later.pdf');
  server.clock.advance(HOUR);
  const [part] = await scene.parts(id, [{ pages: [span(1, 3)] }]);
  assert.ok(part);
  assert.deepEqual(await scene.queue(), [part.id, later]);
  const pages = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { data, nextCursor } = listReview.response.parse(
      await (await scene.staff('GET', `/v1/firm/review?limit=1${query}`)).json(),
    );
    pages.push(data.map(({ waitingSince }) => waitingSince));
    cursor = nextCursor;
  }
  assert.deepEqual(pages.flat(), [part.arrivedAt, (await scene.asFirm(later)).arrivedAt]);
  server.clock.advance(HOUR);
  await scene.reviews(part.id, 'accept');
  const day = (at: Date) => at.toISOString().slice(0, 10);
  const path = `/v1/firm/review/turnaround?from=${day(sent)}&to=${day(server.clock.now())}`;
  const [kind] = getTurnaround.response.parse(await (await scene.staff('GET', path)).json()).kinds;
  assert.deepEqual([kind?.accepted, kind?.medianMinutes, kind?.waiting], [1, 130, 1]);
});

test('what cannot be is refused by why, and nothing is left of it', async () => {
  const scene = await aCase();
  const other = await aCase();
  const [id, far] = [await scene.send(0), await other.send(0)];
  const tiny = await scene.send(0, 'scan2.pdf', aPaper(1));
  const broken = await scene.send(0, 'broken.pdf', aPdf());
  const photo = await scene.send(0, 'photo.jpg', aPhoto(30, 20, 'image/jpeg'));
  const encrypted = '/Encrypt<</Filter/Standard/V 1/R 2/O(01234567890123456789012345678901)/U(0123)/P -4>>/ID[(a)(a)]';
  const locked = await scene.send(0, 'locked.pdf', aPaper(1, 'page', { trailer: encrypted }));
  await server.deps.arrivals.deliver();
  const all = [{ pages: [span(1, 3)] }];
  const merge = (...documentIds: string[]) => scene.post('merge', { documentIds });
  const left = await scene.split(id, [{ pages: [span(2)] }]);
  assert.deepEqual(
    [
      left.status,
      await left
        .clone()
        .json()
        .then(({ code, missing }) => [code, missing]),
    ],
    [422, ['pages_left_out', ['1', '3']]],
  );
  const refused = {
    'a page that is not there': [scene.split(id, [{ pages: [span(4)] }], { leaveOut: true }), 422, 'page_out_of_range'],
    'no parts': [scene.split(id, []), 422, 'invalid_request'],
    'no pages': [scene.split(id, [{ pages: [] }]), 422, 'invalid_request'],
    'pages backwards': [scene.split(id, [{ pages: [span(3, 1)] }]), 422, 'invalid_request'],
    'too many pages': [scene.split(id, [{ pages: [span(1, 10_000)] }]), 422, 'page_out_of_range'],
    'a bad name': [scene.split(id, [{ ...all[0], filedAs: '../x' }]), 422, 'file_name_invalid'],
    'a request of another client': [scene.split(id, [{ ...all[0], requestId: other.ids[0] }]), 404, 'not_found'],
    'a request that is not there': [
      scene.split(id, [{ ...all[0], requestId: 'req_01h455vb4pex5vsknk084sn02q' }]),
      404,
      'not_found',
    ],
    'a document of another firm': [other.split(id, all), 404, 'not_found'],
    'no PDF': [scene.split(broken, all), 422, 'pages_damaged'],
    'a picture': [scene.split(photo, all), 422, 'pages_unsupported'],
    'a locked PDF': [scene.split(locked, all), 422, 'pages_encrypted'],
    'one document twice': [merge(id, id), 422, 'invalid_request'],
    'one document': [merge(id), 422, 'invalid_request'],
    'documents of another firm': [merge(id, far), 404, 'not_found'],
    'a locked one among them': [merge(id, locked), 422, 'pages_encrypted'],
  } as const;
  for (const [name, [call, status, code]] of Object.entries(refused))
    assert.deepEqual(await refusalOf(await call), [status, code], name);
  await scene.reviews(tiny, 'accept');
  assert.deepEqual(await refusalOf(await merge(id, tiny)), [409, 'conflict']);
  assert.deepEqual(await refusalOf(await scene.split(tiny, [{ pages: [span(1)] }])), [409, 'conflict']);
  assert.equal((await scene.does(1, 'waive', { reason: 'We have it.' })).status, 200);
  assert.deepEqual(await refusalOf(await scene.split(id, [{ ...all[0], requestId: scene.ids[1] }])), [
    409,
    'request_closed',
  ]);
  assert.deepEqual(await orphans(), []);
  assert.equal((await scene.asFirm(id)).state, 'received');
});

test('documents of two contacts of one client stay apart', async () => {
  const scene = await aCase();
  const one = await scene.send(0);
  const contact = await (
    await scene.staff('POST', '/v1/firm/contacts', {
      clientId: scene.client.id,
      name: 'A spouse',
      email: `spouse-${crypto.randomUUID()}@client.example`,
    })
  ).json();
  assert.equal(
    (await scene.staff('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: true })).status,
    200,
  );
  assert.ok((await scene.staff('PUT', `/v1/firm/matters/${scene.matter.id}/shares/${contact.id}`)).ok);
  await server.deps.work.upkeep(scene.firm.id, async (tx) => {
    await sql`update documents set contact_id = ${contact.id} where id = ${one}`.execute(tx);
  });
  const two = await scene.send(0, 'mine.pdf');
  assert.deepEqual(await refusalOf(await scene.post('merge', { documentIds: [one, two] })), [422, 'documents_apart']);
});

test('of two who act on a document at once one wins, and a repeated call gets the same answer', async () => {
  const scene = await aCase();
  const whole = [{ pages: [span(1, 3)] }];
  for (const rival of ['split', 'accept', 'withdraw'] as const) {
    const id = await scene.send(0, `${rival}.pdf`);
    const calls = await Promise.all([
      scene.split(id, whole),
      rival === 'split'
        ? scene.split(id, whole)
        : rival === 'accept'
          ? scene.reviews(id, 'accept')
          : scene.withdraw(id),
    ]);
    const won = calls.filter((call) => call.ok);
    assert.equal(won.length, 1, `${rival}: ${calls.map((call) => call.status).join()}`);
    const lost = calls.find((call) => !call.ok);
    const [status, code] = await refusalOf(lost!);
    assert.equal(status, 409, `${rival}: ${code}`);
    const { state, madeInto } = await scene.asFirm(id);
    assert.equal(madeInto.length, state === 'rearranged' ? 1 : 0);
    await server.deps.arrivals.deliver();
    assert.deepEqual(await orphans(), []);
  }
  const id = await scene.send(0, 'once.pdf');
  const key = crypto.randomUUID();
  const first = await (await scene.split(id, whole, {}, key)).json();
  const again = await scene.split(id, whole, {}, key);
  assert.equal(again.headers.get('idempotent-replayed'), 'true');
  assert.deepEqual(await again.json(), first);
  const accept = () =>
    scene.staff('POST', `/v1/firm/documents/${first.data[0].id}/accept`, undefined, {
      'idempotency-key': key.replace('-', ''),
    });
  const accepted = await (await accept()).json();
  assert.deepEqual(await (await accept()).json(), accepted);
});

test('erasing a contact leaves nothing of who they were on the parts', async () => {
  const scene = await aCase();
  const id = await scene.send(0);
  const [part] = await scene.parts(id, [{ pages: [span(1, 3)] }]);
  const { name } = scene.contact;
  assert.equal(
    (await scene.staff('PUT', `/v1/firm/contacts/${scene.contact.id}/portal-access`, { enabled: false })).status,
    200,
  );
  assert.equal((await scene.staff('DELETE', `/v1/firm/contacts/${scene.contact.id}/personal-data`)).status, 204);
  assert.equal(part?.uploadedBy, scene.contact.id);
  const queue = await (await scene.staff('GET', '/v1/firm/review')).text();
  assert.ok(queue.includes(part?.id ?? '?'));
  assert.ok(!queue.includes(name));
});

/** Blobs that nothing names. */
async function orphans(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of server.deps.blobs.list()) keys.push(key);
  const owned = await server.deps.work.read(everyFirm, (db) => ownedBlobs(db, keys));
  return keys.filter((key) => !owned.has(key));
}
