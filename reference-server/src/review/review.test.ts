import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listReview, getTurnaround } from '@portico/contract';
import { aPdf, createTestServer, type TestServer } from '@portico/testing';
import { aScene, type Scene } from '../uploads/scene.suite.js';

const HOUR = 3_600_000;
/** Shorter than a client may be idle. */
const A_WHILE = 600_000;

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

async function send(scene: Scene, name: string): Promise<string> {
  const response = await scene.tus.send(scene.requestId, name, aPdf());
  assert.equal(response.status, 204, await response.text());
  return response.headers.get('portico-document') ?? '';
}

test('what waits is listed from who has waited longest, page by page, and leaves with its review', async () => {
  const scene = await aScene(server);
  const ids = [];
  for (const name of ['1.pdf', '2.pdf', '3.pdf']) {
    ids.push(await send(scene, name));
    server.clock.advance(A_WHILE);
  }
  const queue = async (query = '') =>
    listReview.response.parse(await (await scene.staff('GET', `/v1/firm/review${query}`)).json());
  const first = await queue('?limit=2');
  const second = await queue(`?limit=2&cursor=${first.nextCursor}`);
  assert.deepEqual(
    [...first.data, ...second.data].map(({ document }) => document.id),
    ids,
  );
  assert.equal(second.nextCursor, null);
  const [row] = first.data;
  assert.deepEqual(
    [row?.matter.id, row?.request.id, row?.contact.id, row?.contact.name, row?.waitingSince],
    [scene.matter.id, scene.requestId, scene.contact.id, scene.contact.name, row?.document.createdAt],
  );
  await scene.staff('POST', `/v1/firm/documents/${ids[0]}/accept`);
  assert.deepEqual(
    (await queue()).data.map(({ document }) => document.id),
    ids.slice(1),
  );
  assert.equal((await queue(`?matterId=${scene.matter.id}`)).data.length, 2);
  assert.deepEqual((await queue('?matterId=mat_01h455vb4pex5vsknk084sn02q')).data, []);
  const kind = row?.request.kind ?? 'other';
  assert.equal((await queue(`?kind=${kind}`)).data.length, 2);
  assert.deepEqual((await queue(`?kind=${kind === 'other' ? 'identity' : 'other'}`)).data, []);
});

test('turnaround counts the reviews of the days asked for, and what waits now', async () => {
  const scene = await aScene(server);
  const ids = [];
  for (const name of ['1.pdf', '2.pdf', '3.pdf', '4.pdf']) ids.push(await send(scene, name));
  const since = server.clock.now();
  const [one = '', two = '', three = ''] = ids;
  const day = (at: Date) => at.toISOString().slice(0, 10);
  server.clock.advance(HOUR);
  await scene.staff('POST', `/v1/firm/documents/${one}/accept`);
  server.clock.advance(HOUR);
  await scene.staff('POST', `/v1/firm/documents/${two}/return`, { reason: 'unreadable', note: 'Too dark' });
  server.clock.advance(HOUR);
  await scene.staff('POST', `/v1/firm/documents/${three}/accept`);
  const read = async (from: string, to: string) => {
    const answer = await scene.staff('GET', `/v1/firm/review/turnaround?from=${from}&to=${to}`);
    return getTurnaround.response.parse(await answer.json()).kinds;
  };
  const [kind, ...others] = await read(day(since), day(server.clock.now()));
  assert.deepEqual(others, []);
  const { waitingSince, ...counts } = kind ?? {};
  assert.deepEqual(counts, {
    kind: 'other',
    accepted: 2,
    returned: 1,
    medianMinutes: 120,
    p90Minutes: 168,
    waiting: 1,
  });
  assert.equal(Math.abs(Date.parse(waitingSince ?? '') - since.getTime()) < 1000, true);
  const [before] = await read('2020-01-01', '2020-01-31');
  assert.deepEqual([before?.accepted, before?.returned, before?.medianMinutes, before?.waiting], [0, 0, null, 1]);
  const wrong = await scene.staff('GET', '/v1/firm/review/turnaround?from=2026-02-02&to=2026-02-01');
  assert.equal(wrong.status, 422);
});

test('the firm files a document under a name of its own; the client keeps theirs', async () => {
  const scene = await aScene(server);
  const id = await send(scene, 'scan0001.pdf');
  const file = (name: string | null) => scene.staff('PUT', `/v1/firm/documents/${id}/filed-as`, { name });
  const filed = await (await file('Passport, valid to 2031.pdf')).json();
  assert.deepEqual([filed.filedAs, filed.name], ['Passport, valid to 2031.pdf', 'scan0001.pdf']);
  const refused = await file('../../etc/passwd');
  assert.deepEqual([refused.status, (await refused.json()).code], [422, 'file_name_invalid']);
  assert.equal((await (await file(null)).json()).filedAs, null);
});
