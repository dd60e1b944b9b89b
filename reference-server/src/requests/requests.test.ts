import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Checklist, FirmChecklist } from '@portico/contract';
import { asPage, createTestServer, type TestServer } from '@portico/testing';
import { aScene, refusalOf, type Scene } from '../uploads/scene.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const title = { en: 'Something' };
const pageOf = (scene: Scene) => asPage(server, scene.firm, scene.cookie);

/** A checklist of items, by their titles: what client and firm see of it, and what they do. */
async function asked(items: readonly Record<string, unknown>[], matter: Record<string, unknown> = {}) {
  const scene = await aScene(server);
  const page = pageOf(scene);
  if (Object.keys(matter).length > 0)
    assert.equal((await scene.staff('PATCH', `/v1/firm/matters/${scene.matter.id}`, matter)).status, 200);
  const body = {
    title,
    groups: [{ title, requests: items.map((item, at) => ({ title: { en: String(at) }, ...item })) }],
  };
  const made = await scene.staff('POST', `/v1/firm/matters/${scene.matter.id}/checklists`, body);
  assert.equal(made.status, 201, await made.clone().text());
  const { id, groups }: FirmChecklist = await made.json();
  const ids = groups[0]?.requests.map((request) => request.id) ?? [];
  const read = async (): Promise<Checklist> => (await page('GET', `/v1/checklists/${id}`)).json();
  const readAsFirm = async (): Promise<FirmChecklist> => (await scene.staff('GET', `/v1/firm/checklists/${id}`)).json();
  return {
    ...scene,
    id,
    ids,
    page,
    read,
    readAsFirm,
    /** States by title, of what there is for the client. */
    async states(): Promise<Record<string, string>> {
      const { groups: shown } = await read();
      return Object.fromEntries(
        shown.flatMap(({ requests }) => requests.map((request) => [request.title['en'], request.state])),
      );
    },
    async request(at: number) {
      const request = (await read()).groups.flatMap(({ requests }) => requests).find((one) => one.id === ids[at]);
      assert.ok(request);
      return request;
    },
    act: (at: number, what: string, bodyOfAct?: unknown) =>
      page(bodyOfAct === undefined ? 'DELETE' : 'PUT', `/v1/requests/${ids[at]}/${what}`, bodyOfAct),
    does: (at: number, what: string, bodyOfAct?: unknown) =>
      scene.staff('POST', `/v1/firm/requests/${ids[at]}/${what}`, bodyOfAct),
  };
}

test('a task is ticked off, unticked, and stays once the firm has confirmed it', async () => {
  const { act, does, states } = await asked([{ type: 'task' }]);
  assert.equal((await act(0, 'done', { done: true })).status, 200);
  assert.deepEqual(await states(), { 0: 'sent' });
  await act(0, 'done', { done: false });
  assert.deepEqual(await states(), { 0: 'requested' });
  await act(0, 'done', { done: true });
  assert.equal((await does(0, 'accept')).status, 200);
  assert.deepEqual(await states(), { 0: 'accepted' });
  assert.deepEqual(await refusalOf(await act(0, 'done', { done: false })), [409, 'request_closed']);
});
