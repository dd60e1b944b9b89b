import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ChecklistTemplate, FirmChecklist } from '@portico/contract';
import { aContact, aFirm, asBackend, createTestServer, ok, type TestServer } from '@portico/testing';
import { problemOf, read, refusalOf } from '../http/answers.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const PATH = '/v1/firm/checklist-templates';
const title = { en: 'Something' };
const withRequests = (...requests: unknown[]) => ({ name: 'A template', title, groups: [{ title, requests }] });

async function scene(settings: Parameters<typeof aFirm>[1] = {}) {
  const firm = await aFirm(server, settings);
  const { matter } = await aContact(server, firm);
  const call = asBackend(server, firm);
  const create = async (body: unknown = withRequests({ title })) =>
    read(ChecklistTemplate, await call('POST', PATH, body));
  const put = (id: string, body: unknown, etag?: string) =>
    call('PUT', `${PATH}/${id}`, body, etag === undefined ? {} : { 'if-match': etag });
  const use = (templateId: string, matterId = matter.id) =>
    call('POST', `/v1/firm/matters/${matterId}/checklists/from-template`, { templateId });
  return { firm, matter, call, create, put, use };
}

/** Days on which the requests of a checklist made of a template are due. */
async function daysOf({ create, use }: Awaited<ReturnType<typeof scene>>, ...dueInDays: (number | null)[]) {
  const { id } = await create(withRequests(...dueInDays.map((days) => ({ title, dueInDays: days }))));
  const { groups } = await read(FirmChecklist, await use(id));
  return groups.flatMap(({ requests }) => requests.map(({ dueOn }) => dueOn));
}

test('a template is replaced where the ETag that was read still stands; of two who edit at once one is told', async () => {
  const { call, create, put } = await scene();
  const { id } = await create();
  const etag = (await call('GET', `${PATH}/${id}`)).headers.get('etag') ?? '';
  const body = { ...withRequests({ title }), name: 'Another name' };
  for (const stale of [undefined, '', '*', '"0"', '"7"', etag.slice(1, -1), `W/${etag}`]) {
    assert.deepEqual(await refusalOf(await put(id, body, stale)), [412, 'precondition_failed'], String(stale));
  }
  const both = await Promise.all(['One', 'Two'].map((name) => put(id, { ...body, name }, etag)));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 412]);
  const winner = both.find(({ status }) => status === 200);
  const now = await call('GET', `${PATH}/${id}`);
  assert.equal(now.headers.get('etag'), winner?.headers.get('etag'));
  assert.deepEqual(await now.json(), await winner?.json());
  assert.equal((await put(id, body, now.headers.get('etag') ?? '')).status, 200);
  await ok(call('DELETE', `${PATH}/${id}`));
  assert.deepEqual(await refusalOf(await put(id, body, etag)), [404, 'not_found']);
});

test('a body that makes no checklist is refused, and says where', async () => {
  const { call } = await scene();
  const request = { title };
  const wrong: readonly (readonly [body: unknown, at: string])[] = [
    [{}, ''],
    [{ ...withRequests(request), name: '' }, '/name'],
    [{ ...withRequests(request), name: 'x'.repeat(121) }, '/name'],
    [{ ...withRequests(request), surprise: true }, ''],
    [{ ...withRequests(request), title: {} }, '/title'],
    [{ ...withRequests(request), groups: [] }, '/groups'],
    [withRequests(), '/groups/0/requests'],
    [withRequests({ title, dueInDays: -1 }), '/groups/0/requests/0/dueInDays'],
    [withRequests({ title, dueInDays: 1.5 }), '/groups/0/requests/0/dueInDays'],
    [withRequests({ title, dueInDays: 3651 }), '/groups/0/requests/0/dueInDays'],
    [withRequests({ title, dueOn: '2026-12-01' }), '/groups/0/requests/0'],
    [withRequests({ title, type: 'question' }), '/groups/0/requests/0'],
    [withRequests({ title, type: 'task', slots: ['original', 'translation'] }), '/groups/0/requests/0'],
    [withRequests({ title, slots: ['original'] }), '/groups/0/requests/0/slots'],
    [withRequests({ title, accept: [] }), '/groups/0/requests/0/accept'],
    [withRequests({ title, condition: { map: [] } }), '/groups/0/requests/0/condition'],
    [withRequests({ title, condition: { var: 'answers.nobody' } }), '/groups'],
    [withRequests({ title, type: 'task', key: 'k' }, { title, type: 'task', key: 'k' }), '/groups'],
  ];
  for (const [body, at] of wrong) {
    const { status, code, errors = [] } = await problemOf(await call('POST', PATH, body));
    assert.deepEqual([status, code], [422, 'invalid_request'], JSON.stringify(body));
    assert.ok(
      errors.some(({ path }) => path.startsWith(at)),
      `${JSON.stringify(errors)} does not name ${at}`,
    );
  }
  assert.deepEqual((await (await call('GET', PATH)).json()).data, []);
});

test('days are counted over the ends of months, leap days and the change of the clocks', async () => {
  const made = await scene({ timeZone: 'America/New_York' });
  server.clock.set(new Date('2028-02-27T17:00:00Z'));
  assert.deepEqual(await daysOf(made, null, 0, 1, 2, 3, 366), [
    null,
    '2028-02-27',
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
    '2029-02-27',
  ]);
  // The night of 11 to 12 March 2028 has an hour less there, that of 4 to 5 November one more.
  for (const [now, today, next] of [
    ['2028-03-12T04:30:00Z', '2028-03-11', '2028-03-12'],
    ['2028-03-12T05:30:00Z', '2028-03-12', '2028-03-13'],
    ['2028-11-05T03:59:00Z', '2028-11-04', '2028-11-05'],
    ['2028-11-06T04:30:00Z', '2028-11-05', '2028-11-06'],
  ] as const) {
    server.clock.set(new Date(now));
    assert.deepEqual(await daysOf(made, 0, 1), [today, next], now);
  }
});

test('today is the day that it is where the firm is', async () => {
  server.clock.set(new Date('2029-01-01T02:00:00Z'));
  for (const [timeZone, day] of [
    ['America/Los_Angeles', '2028-12-31'],
    ['Pacific/Kiritimati', '2029-01-01'],
    [undefined, '2029-01-01'],
  ] as const) {
    assert.deepEqual(await daysOf(await scene(timeZone === undefined ? {} : { timeZone }), 0), [day], timeZone);
  }
  const { call } = await scene();
  const settings = await (await call('GET', '/v1/firm/settings')).json();
  for (const timeZone of ['', 'Mars/Olympus', '+05:00', 'x'.repeat(65)]) {
    const refused = await call('PUT', '/v1/firm/settings', { ...settings, timeZone }, { 'if-match': '"1"' });
    assert.deepEqual(await refusalOf(refused), [422, 'invalid_request'], timeZone);
  }
});

test('a template of another firm, or none, makes no checklist and is not changed', async () => {
  const [mine, theirs] = [await scene(), await scene()];
  const { id } = await theirs.create();
  const { id: own } = await mine.create();
  for (const refused of [
    mine.use(id),
    mine.use('tpl_01h455vb4pex5vsknk084sn02q'),
    mine.use(own, theirs.matter.id),
    mine.call('GET', `${PATH}/${id}`),
    mine.put(id, withRequests({ title }), '"1"'),
    mine.call('DELETE', `${PATH}/${id}`),
  ]) {
    assert.deepEqual(await refusalOf(await refused), [404, 'not_found']);
  }
  assert.equal((await theirs.call('GET', `${PATH}/${id}`)).status, 200);
});
