/**
 * Who may call what: every operation of the contract, by every kind of caller, with what is theirs, another client's,
 * another firm's and nobody's. A new operation is in here by being in the contract; all it may need is a row in
 * `matrix/inputs.ts`.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { allEndpoints } from '@portico/reference-server';
import {
  createTestDatabase,
  createTestServer,
  stillPdf,
  stillPictures,
  type TestDatabaseOptions,
} from '@portico/testing';
import type { Caller } from './matrix/caller.js';
import { everyCaller } from './matrix/callers.js';
import { expectedOf, type Operation, operations, targetsOf } from './matrix/cells.js';
import { inputs } from './matrix/inputs.js';
import { gatherPeople, type People } from './matrix/people.js';
import { permissionTable } from './matrix/permissions.js';
import { DatabaseState } from './matrix/state.js';
import { Trial } from './matrix/trial.js';

interface Place {
  readonly people: People;
  readonly callers: readonly Caller[];
  readonly trial: Trial;
  readonly byId: ReadonlyMap<string, Operation>;
}

async function aPlace(options: TestDatabaseOptions): Promise<Place> {
  const database = await createTestDatabase(options);
  const server = await createTestServer({ database, ports: { pdf: stillPdf, pictures: stillPictures } });
  const people = await gatherPeople(server);
  const callers = await everyCaller(people);
  return {
    people,
    callers,
    trial: new Trial(people, await DatabaseState.keep(server)),
    byId: new Map(operations(people.ana).map((operation) => [operation.endpoint.id, operation])),
  };
}

/**
 * Where row level security stands behind our own WHERE, a refusal proves nothing about the WHERE; what it could do is
 * refuse too much. So all cells are tried without it, and on PostgreSQL those that are let in once more with it.
 */
let open: Place;
let confined: Place | undefined;
before(async () => {
  open = await aPlace({ confined: false });
  if (process.env['DATABASE_URL'] !== undefined) confined = await aPlace({ confined: true });
});
after(async () => {
  for (const place of [open, confined]) await place?.people.server.close();
});

for (const { endpoint } of allEndpoints()) {
  test(`${endpoint.id} by every caller`, async () => {
    const faults = await faultsOf(open, endpoint.id, false);
    if (confined) faults.push(...(await faultsOf(confined, endpoint.id, true)).map((fault) => `confined: ${fault}`));
    assert.deepEqual(faults, []);
  });
}

async function faultsOf({ people, callers, trial, byId }: Place, id: string, onlyLetIn: boolean): Promise<string[]> {
  const operation = byId.get(id);
  assert.ok(operation);
  const faults: string[] = [];
  for (const caller of callers) {
    const unseen = new Map<string, unknown>();
    for (const target of targetsOf(operation, caller, people)) {
      if (onlyLetIn && !expectedOf(operation, caller, target).allowed) continue;
      const { faults: found, answer } = await trial.run(operation, caller, target);
      faults.push(...found.map((fault) => `${caller.name}, ${target.name}: ${fault}`));
      if (answer.status === 404) unseen.set(target.name, answer);
    }
    const absent = unseen.get('absent');
    for (const [name, answer] of unseen) {
      // A call that names nothing has nothing to be told apart.
      if (operation.kinds.length === 0 || JSON.stringify(answer) === JSON.stringify(absent)) continue;
      faults.push(`${caller.name}: ${name} and absent are told apart: ${JSON.stringify([answer, absent])}`);
    }
  }
  return faults;
}

test('every row of inputs belongs to an operation', () => {
  assert.deepEqual(
    Object.keys(inputs).filter((id) => !open.byId.has(id)),
    [],
  );
});

test('what an owner may read is there to be read', async () => {
  const { people, callers, trial, byId } = open;
  const owner = callers.find(({ name }) => name === 'the client')!;
  for (const [id, canary] of [
    ['checklists.get', people.ana.canaries.matter],
    ['documents.download', people.ana.canaries.contact],
    ['sharedDocuments.archive', people.ana.canaries.matter],
    ['sharedDocuments.download', people.ana.canaries.matter],
    ['invoices.get', people.ana.canaries.matter],
    ['disputes.get', people.ana.canaries.contact],
    ['session.get', people.firm.canary],
  ] as const) {
    const operation = byId.get(id)!;
    const { answer } = await trial.run(operation, owner, targetsOf(operation, owner, people)[0]!);
    assert.ok(answer.text.includes(canary), `${id} lacks ${canary}`);
  }
});

test('docs/permissions.md says who may call what (UPDATE=1 writes it)', () => {
  const { people, callers, byId } = open;
  const cells = [...byId.values()].flatMap((operation) =>
    callers.flatMap((caller) => targetsOf(operation, caller, people)),
  ).length;
  const text = permissionTable(
    allEndpoints(),
    callers.map(({ name }) => name),
    cells,
  );
  const file = new URL('../docs/permissions.md', import.meta.url);
  if (process.env['UPDATE'] === '1') writeFileSync(file, text);
  assert.equal(readFileSync(file, 'utf8'), text);
});
