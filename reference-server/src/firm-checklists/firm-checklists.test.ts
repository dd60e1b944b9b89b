import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FirmChecklist } from '@portico/contract';
import {
  aChecklist,
  aContact,
  aFirm,
  asBackend,
  asPage,
  createTestServer,
  signIn,
  type TestServer,
} from '@portico/testing';
import { read, refusalOf } from '../http/answers.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const title = { en: 'Another' };
type Order = { id: string; requests: string[] }[];

/** A checklist with two groups, of three requests and of none. */
async function scene() {
  const firm = await aFirm(server);
  const { contact, matter } = await aContact(server, firm);
  const { id } = await aChecklist(server, firm, matter, ['A', 'B', 'C']);
  const staff = asBackend(server, firm);
  const path = `/v1/firm/checklists/${id}`;
  const addGroup = (body: unknown = { title }) => staff('POST', `${path}/groups`, body);
  await addGroup();
  const arrange = (groups: unknown) => staff('PUT', `${path}/order`, { groups });
  const now = async (): Promise<Order> =>
    (await read(FirmChecklist, await staff('GET', path))).groups.map((group) => ({
      id: group.id,
      requests: group.requests.map((request) => request.id),
    }));
  return { firm, contact, matter, id, staff, path, addGroup, arrange, now };
}

test('groups and requests are put in another order, which the client sees as well', async () => {
  const { firm, contact, id, arrange, now, staff } = await scene();
  const [full, empty] = await now();
  assert.ok(full && empty);
  const [a = '', b = '', c = ''] = full.requests;
  const wanted = [
    { id: empty.id, requests: [c] },
    { id: full.id, requests: [b, a] },
  ];
  assert.equal((await arrange(wanted)).status, 200);
  assert.deepEqual(await now(), wanted);
  const page = asPage(server, firm, await signIn(server, firm, contact.email));
  const { groups } = await (await page('GET', `/v1/checklists/${id}`)).json();
  assert.deepEqual(
    groups.map((group: { requests: { title: { en: string } }[] }) => group.requests.map((one) => one.title.en)),
    [['C'], ['B', 'A']],
  );
  const updates = async () => {
    const { data } = await (await staff('GET', '/v1/firm/events?limit=100')).json();
    return data.filter(({ type }: { type: string }) => type === 'checklist.updated').length;
  };
  const before = await updates();
  assert.equal((await arrange(wanted)).status, 200, 'the same again is no error');
  assert.equal(await updates(), before, 'and no news');
});

test('an order that leaves out, repeats or invents anything is refused, and changes nothing', async () => {
  const { arrange, now } = await scene();
  const other = await scene();
  const before = await now();
  const [full, empty] = before;
  assert.ok(full && empty);
  const [a = '', b = '', c = ''] = full.requests;
  const [theirs] = await other.now();
  const orders: readonly (readonly [what: string, order: unknown])[] = [
    ['nothing', []],
    ['a group left out', [full]],
    ['a request left out', [{ ...full, requests: [a, b] }, empty]],
    ['a request twice', [{ ...full, requests: [a, b, c, a] }, empty]],
    ['a request in two groups', [full, { ...empty, requests: [a] }]],
    ['one twice in the place of another', [{ ...full, requests: [a, b, b] }, empty]],
    ['a group twice', [full, full, empty]],
    ['a foreign request', [{ ...full, requests: [a, b, theirs?.requests[0]] }, empty]],
    ['a foreign group', [full, { id: theirs?.id, requests: [] }]],
    ['a group as a request', [{ ...full, requests: [a, b, c, empty.id] }]],
    ['what nobody has', [{ ...full, requests: [a, b, 'req_01h455vb4pex5vsknk084sn02q'] }, empty]],
    ['no ids', [{ id: 'x', requests: ['y'] }]],
  ];
  for (const [what, order] of orders) {
    const [status, code] = await refusalOf(await arrange(order));
    assert.ok(
      (status === 409 && code === 'conflict') || (status === 422 && code === 'invalid_request'),
      `${what}: ${status} ${code}`,
    );
    assert.deepEqual(await now(), before, what);
  }
});

test('whoever arranges what another has changed meanwhile is told, and nothing is lost', async () => {
  const { arrange, now, addGroup, path, staff } = await scene();
  const seen = await now();
  const [full] = seen;
  assert.ok(full);
  await staff('POST', `${path}/requests`, { groupId: full.id, title });
  assert.deepEqual(await refusalOf(await arrange(seen.toReversed())), [409, 'conflict']);
  await addGroup();
  const fresh = await now();
  assert.deepEqual([fresh.length, fresh[0]?.requests.length], [3, 4]);
  // At the same time: each order is whole, and one of the two is what stands.
  const turned = fresh.toReversed();
  const both = await Promise.all([arrange(fresh), arrange(turned), addGroup()]);
  assert.equal(both[2].status, 201);
  for (const { status } of both.slice(0, 2)) assert.ok(status === 200 || status === 409);
  const after_ = await now();
  assert.deepEqual(
    after_.flatMap(({ requests }) => requests).toSorted(),
    fresh.flatMap(({ requests }) => requests).toSorted(),
  );
  assert.equal(after_.length, 4);
});

test('groups are added at the end, each in its place, also where several are at once; a bad one is refused', async () => {
  const { addGroup, now, path, firm } = await scene();
  const made = await Promise.all([addGroup(), addGroup(), addGroup()]);
  assert.deepEqual(
    made.map(({ status }) => status),
    [201, 201, 201],
  );
  const ids = (await now()).map(({ id }) => id);
  assert.equal(new Set(ids).size, 5);
  for (const wrong of [{}, { title: {} }, { title: 'plain' }, { title, requests: [] }]) {
    assert.deepEqual(await refusalOf(await addGroup(wrong)), [422, 'invalid_request'], JSON.stringify(wrong));
  }
  const other = await scene();
  const stranger = asBackend(server, other.firm);
  assert.deepEqual(await refusalOf(await stranger('POST', `${path}/groups`, { title })), [404, 'not_found']);
  const order = { groups: await now() };
  assert.deepEqual(await refusalOf(await stranger('PUT', `${path}/order`, order)), [404, 'not_found']);
  assert.ok(firm.id !== other.firm.id);
});
