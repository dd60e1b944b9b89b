import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  fromBase64,
  openCheckpoint,
  parseVerifierKey,
  verifyConsistency,
  verifyExport,
  verifyInclusion,
} from '@portico/audit';
import type { AuditCheckpoint, AuditConsistency, AuditEntry, AuditInclusion } from '@portico/contract';
import { compose } from '../compose.js';
import type { Actor } from '../database/actor.js';
import { systemActor } from '../database/actor.js';
import {
  type Call,
  aContact,
  aFirm,
  asBackend,
  createTestDatabase,
  createTestServer,
  ok,
  PUBLIC_URL,
  type TestServer,
} from '@portico/testing';
import { everyFirm } from '../database/confine.js';
import { Audit, createCheckpointing } from './service.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

type Firm = Awaited<ReturnType<typeof aFirm>>;

async function read<T>(call: Call, path: string): Promise<T> {
  return (await ok(call('GET', path))).json() as Promise<T>;
}

/** An export's text, and what the verifier says to it. */
async function exported(firm: Firm, key?: string) {
  const text = await (await ok(asBackend(server, firm)('GET', '/v1/firm/audit/export'))).text();
  return { text, verdict: await verifyExport([new TextEncoder().encode(text)], { key }) };
}

/** Acts that leave an entry and nothing else. */
async function act({ deps }: TestServer, actor: Actor, times: number, object = 'obj'): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await deps.work.change(actor, async ({ record }) => {
      record({ action: 'tests.act', object, event: null });
    });
  }
}

test('an export is whole, ends with itself, and holds who, when, what, from where and how it ended', async () => {
  const firm = await aFirm(server);
  const { matter } = await aContact(server, firm);
  const refused = await server.app.request(
    `${PUBLIC_URL}/v1/firm/matters/${matter.id}`,
    { headers: { authorization: `Bearer ${firm.secretKey}`, origin: 'https://evil.example' } },
    { address: '192.0.2.7' },
  );
  assert.equal(refused.status, 403);
  const response = await server.app.request(
    `${PUBLIC_URL}/v1/firm/audit/export`,
    { headers: { authorization: `Bearer ${firm.secretKey}` } },
    { address: '2001:db8::7' },
  );
  assert.equal(response.headers.get('content-type'), 'application/jsonl');
  assert.equal(response.headers.get('content-disposition'), `attachment; filename="audit-${firm.id}.jsonl"`);
  const text = await response.text();
  const verdict = await verifyExport([new TextEncoder().encode(text)]);
  assert.ok(verdict.outcome === 'whole', JSON.stringify(verdict));
  assert.equal(verdict.firm, firm.id);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(Object.keys(lines.at(-1)), ['checkpoint']);
  const { entry, details } = lines.at(-2);
  assert.deepEqual(
    [entry.action, entry.object, entry.result, entry.actor.type, details.values],
    ['audit.export', firm.id, 'done', 'key', { ip: '2001:db8::7' }],
  );
  assert.equal(entry.requestId, response.headers.get('x-request-id'));
  assert.match(details.salt, /^[\w+/]{43}=$/);
  const salts = lines.flatMap((line) => line.details?.salt ?? []);
  assert.equal(new Set(salts).size, salts.length);
});

test('two servers that append at once keep one unbroken tree', async () => {
  const { close, ...database } = await createTestDatabase();
  const { config, ...ports } = server.deps;
  const [one, two] = [compose({ ...ports, ...database, config }), compose({ ...ports, ...database, config })];
  const ours = { ...server, deps: one };
  const firm = await aFirm(ours);
  await Promise.all(
    Array.from({ length: 120 }, (_none, at) =>
      act({ ...server, deps: at % 2 === 0 ? one : two }, { ...systemActor(firm.id), ip: '192.0.2.1' }, 1, `obj_${at}`),
    ),
  );
  await Promise.all([createCheckpointing(one)(), createCheckpointing(two)()]);
  await Promise.all([act(ours, systemActor(firm.id), 7), act({ ...server, deps: two }, systemActor(firm.id), 7)]);
  const body = await new Audit(two).exportLines(systemActor(firm.id));
  const verdict = await verifyExport([new Uint8Array(await new Response(body).arrayBuffer())]);
  assert.ok(verdict.outcome === 'whole', JSON.stringify(verdict));
  assert.deepEqual([verdict.entries, verdict.checkpoints], [1 + 120 + 14 + 1, 2]);
  await close();
});

test('a checkpoint is signed after a minute or a hundred entries, and not before', async () => {
  const firm = await aFirm(server);
  const actor = systemActor(firm.id);
  const run = createCheckpointing(server.deps);
  const size = async () => (await read<AuditCheckpoint>(asBackend(server, firm), '/v1/firm/audit/checkpoint')).size;
  await run();
  assert.equal(await size(), 1);
  await act(server, actor, 99);
  server.clock.advance(59_000);
  await run();
  assert.equal(await size(), 1);
  await act(server, actor, 1);
  await run();
  assert.equal(await size(), 101);
  await act(server, actor, 1);
  await run();
  assert.equal(await size(), 101);
  server.clock.advance(60_000);
  await run();
  assert.equal(await size(), 102);
  server.clock.advance(3_600_000);
  await run();
  assert.equal(await size(), 102);
});

test('consistency of any two checkpoints and inclusion of any entry are proven, and nothing else', async () => {
  const firm = await aFirm(server);
  const call = asBackend(server, firm);
  const checkpoints: AuditCheckpoint[] = [];
  for (const more of [0, 1, 5, 30, 64]) {
    await act(server, systemActor(firm.id), more);
    server.clock.advance(60_000);
    await createCheckpointing(server.deps)();
    checkpoints.push(await read(call, '/v1/firm/audit/checkpoint'));
  }
  const bytes = (text: string) => fromBase64(text)!;
  const last = checkpoints.at(-1)!;
  assert.equal(last.size, 101);
  for (const one of checkpoints) {
    const opened = await openCheckpoint(one.checkpoint, parseVerifierKey(last.key)!);
    assert.deepEqual(opened, { origin: `portal.firm.example/audit/${firm.id}`, size: one.size, root: one.root });
    for (const other of checkpoints.filter(({ size }) => size >= one.size)) {
      const path = `/v1/firm/audit/consistency?from=${one.size}&to=${other.size}`;
      const { proof, fromRoot, toRoot } = await read<AuditConsistency>(call, path);
      assert.deepEqual([fromRoot, toRoot], [one.root, other.root]);
      const [from, to] = [one, other].map(({ size, root }) => ({ size, root: bytes(root) }));
      assert.ok(verifyConsistency(from!, to!, proof.map(bytes)), `${one.size} to ${other.size}`);
    }
    for (const seq of [1, Math.ceil(one.size / 2), one.size]) {
      const found = await read<AuditInclusion>(call, `/v1/firm/audit/inclusion?seq=${seq}&size=${one.size}`);
      const claim = { index: seq - 1, size: one.size, leaf: bytes(found.leaf) };
      assert.ok(verifyInclusion(claim, found.proof.map(bytes), bytes(one.root)), `${seq} in ${one.size}`);
    }
  }
  for (const path of [
    'inclusion?seq=102',
    'inclusion?seq=7&size=6',
    'inclusion?seq=1&size=102',
    'consistency?from=102',
  ]) {
    const response = await call('GET', `/v1/firm/audit/${path}`);
    assert.equal(response.status, 422);
    assert.equal((await response.json()).code, 'proof_out_of_range');
  }
});

test('what is changed in the database is found, by line', async () => {
  const firm = await aFirm(server);
  await act(server, systemActor(firm.id), 20);
  const spoil = (change: Record<string, unknown>, seq: number) =>
    server.deps.work.upkeep(everyFirm, (tx) =>
      tx.updateTable('audit_entries').set(change).where('firm_id', '=', firm.id).where('seq', '=', seq).execute(),
    );
  assert.equal((await exported(firm)).verdict.outcome, 'whole');
  await spoil({ object_id: 'other' }, 9);
  const { verdict } = await exported(firm);
  assert.deepEqual(verdict, {
    outcome: 'tampered',
    line: 10,
    reason: 'Entry 9 is not the one that its hash was made from.',
  });
  await spoil({ object_id: 'obj' }, 9);
  assert.equal((await exported(firm)).verdict.outcome, 'whole');
  await server.deps.work.upkeep(everyFirm, (tx) =>
    tx.deleteFrom('audit_entries').where('firm_id', '=', firm.id).where('seq', '=', 5).execute(),
  );
  assert.match(
    JSON.stringify((await exported(firm)).verdict),
    /"line":6,"reason":"Entry 6 stands where entry 5 belongs/,
  );
});

test('no checkpoint is signed that is no continuation of the last', async () => {
  const [firm, other] = [await aFirm(server), await aFirm(server)];
  await act(server, systemActor(firm.id), 4);
  assert.equal((await exported(firm)).verdict.outcome, 'whole');
  // A whole other log in the place of the firm's.
  await act(server, systemActor(other.id), 10);
  await server.deps.work.upkeep(everyFirm, async (tx) => {
    for (const table of ['audit_entries', 'audit_heads'] as const)
      await tx.deleteFrom(table).where('firm_id', '=', firm.id).execute();
    await tx.updateTable('audit_entries').set({ firm_id: firm.id }).where('firm_id', '=', other.id).execute();
    await tx.updateTable('audit_heads').set({ firm_id: firm.id }).where('firm_id', '=', other.id).execute();
  });
  server.clock.advance(60_000);
  server.log.length = 0;
  await createCheckpointing(server.deps)();
  assert.ok(server.log.some((line) => line.includes(`log of ${firm.id} is no continuation of its checkpoint at 6`)));
  assert.equal((await read<AuditCheckpoint>(asBackend(server, firm), '/v1/firm/audit/checkpoint')).size, 6);
});

test('erased details are gone, and the log still verifies', async () => {
  const firm = await aFirm(server);
  const actor = { ...systemActor(firm.id), ip: '192.0.2.99' };
  await act(server, actor, 10);
  const until = new Date(server.clock.now().getTime() + 1);
  server.clock.advance(1000);
  await act(server, actor, 3);
  const key = (await read<AuditCheckpoint>(asBackend(server, firm), '/v1/firm/audit/checkpoint')).key;
  assert.equal(await new Audit(server.deps).eraseDetails(systemActor(firm.id), until), 11);
  assert.equal(await new Audit(server.deps).eraseDetails(systemActor(firm.id), until), null);
  const { text, verdict } = await exported(firm, key);
  assert.ok(verdict.outcome === 'whole', JSON.stringify(verdict));
  assert.equal(verdict.erased, 10);
  assert.equal(text.match(/192\.0\.2\.99/g)?.length, 3);
  const { data } = await read<{ data: AuditEntry[] }>(asBackend(server, firm), '/v1/firm/audit?limit=100');
  assert.deepEqual(
    data.filter(({ action }) => action === 'tests.act').map(({ details }) => details),
    [...Array(3).fill({ ip: '192.0.2.99' }), ...Array(10).fill(null)],
  );
  // A row that somebody removed without saying so.
  await server.deps.work.upkeep(everyFirm, (tx) =>
    tx.deleteFrom('audit_details').where('firm_id', '=', firm.id).where('seq', '=', 13).execute(),
  );
  assert.match(JSON.stringify((await exported(firm)).verdict), /The details of entry 13 are gone/);
});

test('entries are found by actor, object, action and time', async () => {
  const firm = await aFirm(server);
  const call = asBackend(server, firm);
  const one: Actor = { firmId: firm.id, type: 'staff', id: 'stf_one', sessionId: 'ses_one', onBehalfOf: 'con_one' };
  await act(server, one, 2, 'doc_one');
  const from = new Date(server.clock.now().getTime() + 1);
  server.clock.advance(5000);
  await act(server, { ...one, id: 'stf_two' }, 3, 'doc_one');
  await act(server, { ...one, id: 'stf_two' }, 1, 'doc_two');
  const found = async (query: Record<string, string>) => {
    const { data } = await read<{ data: AuditEntry[] }>(
      call,
      `/v1/firm/audit?${new URLSearchParams(query).toString()}`,
    );
    const csv = await (
      await ok(call('GET', `/v1/firm/audit/export.csv?${new URLSearchParams(query).toString()}`))
    ).text();
    const numbers = csv
      .split('\r\n')
      .slice(1, -1)
      .map((row) => Number(row.split(',')[0]));
    const listed = data.map(({ seq }) => seq).toReversed();
    assert.deepEqual(numbers.slice(0, listed.length), listed);
    return listed;
  };
  assert.deepEqual(await found({ actor: 'stf_one' }), [2, 3]);
  assert.deepEqual(await found({ object: 'doc_one' }), [2, 3, 4, 5, 6]);
  assert.deepEqual(await found({ object: 'doc_one', actor: 'stf_two' }), [4, 5, 6]);
  assert.deepEqual(await found({ action: 'firms.create' }), [1]);
  assert.deepEqual(await found({ from: from.toISOString(), action: 'tests.act' }), [4, 5, 6, 7]);
  assert.deepEqual(await found({ until: from.toISOString() }), [1, 2, 3]);
  assert.deepEqual(await found({ until: '0000-01-01T00:00:00Z' }), []);
  const { data } = await read<{ data: AuditEntry[] }>(call, '/v1/firm/audit?actor=stf_one&limit=1');
  assert.deepEqual(
    [data[0]!.actor, data[0]!.onBehalfOf, data[0]!.session],
    [{ type: 'staff', id: 'stf_one' }, 'con_one', 'ses_one'],
  );
});

test('in a CSV nothing is a formula, and every row is one', async () => {
  const firm = await aFirm(server);
  for (const object of ['=1+1', '+1', '-1', '@SUM(A1)', '＝1']) await act(server, systemActor(firm.id), 1, object);
  await server.deps.work.change({ ...systemActor(firm.id), ip: '=cmd' }, async ({ record }) => {
    record({ action: 'tests.act', object: 'a', event: null, details: { reason: 'a "b", c\r\n=1\u001b[2J\0\ud83d' } });
  });
  const response = await ok(asBackend(server, firm)('GET', '/v1/firm/audit/export.csv?action=tests.act'));
  assert.equal(response.headers.get('content-type'), 'text/csv; charset=utf-8; header=present');
  const csv = await response.text();
  const objects = csv
    .split('\r\n')
    .slice(1, 6)
    .map((row) => row.split(',')[6]);
  assert.deepEqual(objects, ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'＝1"]);
  assert.ok(csv.endsWith(`,'=cmd,"reason: a ""b"", c\r\n=1\u001b[2J\ufffd\ufffd"\r\n`));
  assert.equal((await exported(firm)).verdict.outcome, 'whole');
});

test("a firm's log is its own", async () => {
  const [firm, other] = [await aFirm(server), await aFirm(server)];
  await act(server, systemActor(other.id), 3, 'canary');
  const { text, verdict } = await exported(firm);
  assert.equal(verdict.outcome, 'whole');
  assert.ok(!text.includes('canary') && !text.includes(other.id));
});
