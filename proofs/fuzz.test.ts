/**
 * Every operation with whatever its schemas allow and a good deal that they do not: never a 5xx, never a status, a
 * code or a member of an answer that the API reference does not have. `FUZZ_SEED` repeats a run, `FUZZ_RUNS` makes it
 * longer; a failure prints the smallest call that it could find.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Access } from '@portico/contract';
import { allEndpoints, createMemoryBlobs } from '@portico/reference-server';
import { createTestServer, PUBLIC_URL, stillPictures } from '@portico/testing';
import fc from 'fast-check';
import { callsOf, requestOf } from './fuzz/calls.js';
import type { Sent } from './fuzz/mutations.js';
import { judge, type Published } from './fuzz/verdict.js';
import { isSafe } from './matrix/cells.js';
import { gatherPeople, type People } from './matrix/people.js';
import { insertSession } from './world/sessions.js';
import { DatabaseState } from './matrix/state.js';

const seed = Number(process.env['FUZZ_SEED'] ?? 20261122);
const runs = Number(process.env['FUZZ_RUNS'] ?? 60);

let people: People;
let staffCookie = '';
let state: DatabaseState;
let published: Published;
let requests = 0;
let letIn = 0;
before(async () => {
  // Rows come back after every test, and so their bytes have to stay.
  const blobs = Object.assign(createMemoryBlobs(), { delete: () => Promise.resolve() });
  people = await gatherPeople(await createTestServer({ blobs, ports: { pictures: stillPictures } }));
  const { server, firm } = people;
  staffCookie = await insertSession(server, { firmId: firm.id, kind: 'staff', personId: firm.staff[0]!.id });
  state = await DatabaseState.keep(people.server);
  published = (await (await people.server.app.request(`${PUBLIC_URL}/v1/openapi.json`)).json()) as Published;
});
after(async () => {
  console.log(`${requests} requests, ${letIn} of them let in; FUZZ_SEED=${seed} FUZZ_RUNS=${runs}`);
  await people.server.close();
});

for (const { endpoint } of allEndpoints()) {
  test(`${endpoint.id} with anything (FUZZ_SEED=${seed})`, async () => {
    const { server, ana, nonce } = people;
    const call = callsOf(endpoint, ana, credential(endpoint.access), nonce);
    await fc.assert(
      fc.asyncProperty(call, async (sent) => {
        const request = requestOf(endpoint, sent);
        if (!request) return;
        requests += 1;
        const response = await server.app.fetch(request);
        if (response.ok) letIn += 1;
        await judge(endpoint, published, request, response);
        // Sessions end and matters go out of sight; what follows should find them again.
        if (response.ok && !isSafe(endpoint)) await state.restore();
      }),
      { seed, numRuns: runs, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false, maxSkipsPerRun: 0 },
    );
  });
}

test('what a longer run has found once is tried in every run', async () => {
  const { server, ana, nonce } = people;
  const found: readonly Partial<Sent>[] = [
    { query: [['cursor', 'a\u0000b']] },
    { query: [['cursor', '99999999999']] },
    { query: [['cursor', '-99999999999']] },
    { headers: { range: 'bytes=999999999-' } },
    { path: { id: '' } },
  ];
  for (const { endpoint } of allEndpoints()) {
    const [usual] = fc.sample(callsOf(endpoint, ana, credential(endpoint.access), nonce), { seed, numRuns: 1 });
    for (const { headers, ...change } of found) {
      const request = requestOf(endpoint, { ...usual!, ...change, headers: { ...usual!.headers, ...headers } });
      if (!request) continue;
      const answer = await server.app.fetch(request);
      if (answer.status >= 500) console.log(request.method, request.url, server.log.at(-1));
      await judge(endpoint, published, request, answer);
    }
    await state.restore();
  }
});

test('a good part of the calls get past the validation', () => {
  assert.ok(letIn > requests / 5, `${letIn} of ${requests}`);
});

function credential({ audience }: Access): Record<string, string> {
  const { ana, firm, otherKeys } = people;
  switch (audience) {
    case 'anyone':
      return {};
    case 'visitor':
      return { 'portico-key': firm.publishableKey, origin: firm.origin };
    case 'client':
      return { cookie: ana.cookie, origin: firm.origin, 'portico-client': '1' };
    case 'person':
    case 'member':
      return { cookie: staffCookie, origin: firm.origin, 'portico-client': '1' };
    case 'staff':
    case 'backend':
      return { authorization: `Bearer ${otherKeys.all}` };
  }
}
