/**
 * Row level security, held by the database and not by our queries: tables are read and written here without any `WHERE`.
 * On PGlite a role is made that policies hold, which its only user, a superuser, would not be.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  aChecklist,
  aContact,
  aFirm,
  createTestDatabase,
  createTestServer,
  signIn,
  type TestDatabase,
  type TestServer,
} from '@portico/testing';
import { sql } from 'kysely';
import { migrations } from '../app.js';
import '../clients/store.js';
import '../matters/store.js';
import { systemActor } from './actor.js';
import { confine, confineTo, everyFirm, UnconfinedRoleError } from './confine.js';
import { newId } from './ids.js';
import { migrate } from './migrations.js';
import { createMemoryPglite, overPglite } from './pglite.js';
import type { Database, Tx } from './tables.js';

/** What is nobody's: versions of the tables, used proofs by hash, what a processor elsewhere would keep. */
const OF_NO_FIRM: readonly string[] = ['demo_processor', 'dpop_proofs', 'kysely_migration', 'kysely_migration_lock'];

let server: TestServer;
let db: Database;
const firms: string[] = [];

before(async () => {
  const database = await confinedDatabase();
  ({ db } = database);
  server = await createTestServer({ database });
  for (let count = 0; count < 2; count += 1) {
    const firm = await aFirm(server);
    const { matter, contact } = await aContact(server, firm);
    await aChecklist(server, firm, matter);
    await signIn(server, firm, contact.email);
    firms.push(firm.id);
  }
});

after(() => server.close());

async function confinedDatabase(): Promise<TestDatabase> {
  if (process.env['DATABASE_URL'] !== undefined) return createTestDatabase();
  const pglite = await createMemoryPglite();
  await pglite.exec('create role portico; grant create on schema public to portico; set role portico');
  const own = overPglite(pglite);
  await migrate(own, migrations, { confined: true });
  return { db: own, confined: true, close: () => pglite.close() };
}

/** Tables in which rows have a firm, as the database itself lists them. */
async function tablesOfFirms(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = current_schema() and (column_name = 'firm_id' or (table_name = 'firms' and column_name = 'id'))
    order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

async function ownersIn(tx: Tx, table: string): Promise<string[]> {
  const column = sql.ref(table === 'firms' ? 'id' : 'firm_id');
  const { rows } = await sql<{ owner: string }>`select distinct ${column} as owner from ${sql.table(table)}`.execute(
    tx,
  );
  return rows.map(({ owner }) => owner).sort();
}

const as = <T>(firmId: string, run: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (tx) => {
    await confineTo(tx, firmId);
    return run(tx);
  });

test('every table with rows of firms has its policies, and they hold its owner too', async () => {
  const { rows } = await sql<{ name: string; forced: boolean; policies: number }>`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') order by 1`.execute(
    db,
  );
  const held = rows.filter(({ forced, policies }) => forced && policies === 2).map(({ name }) => name);
  assert.deepEqual(held, await tablesOfFirms());
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => !held.includes(name)),
    OF_NO_FIRM,
  );
  console.log(`${held.length} tables under row level security`);
});

test('a read without a WHERE sees the named firm alone, and nothing where none is named', async () => {
  const tables = await tablesOfFirms();
  const filled: string[] = [];
  for (const table of tables) {
    const all = await as(everyFirm, (tx) => ownersIn(tx, table));
    if (firms.every((firm) => all.includes(firm))) filled.push(table);
    for (const firm of firms) {
      const own = await as(firm, (tx) => ownersIn(tx, table));
      assert.deepEqual(own, all.includes(firm) ? [firm] : [], table);
    }
    assert.deepEqual(await as('', (tx) => ownersIn(tx, table)), [], table);
    assert.deepEqual(await db.transaction().execute((tx) => ownersIn(tx, table)), [], table);
  }
  for (const table of ['audit_entries', 'clients', 'firms', 'matters', 'outbox_events']) {
    assert.ok(filled.includes(table), `${table} has rows of both firms, of ${filled.join(' ')}`);
  }
});

test('nothing of another firm can be written, changed or deleted, whatever a statement says', async () => {
  const [mine = '', other = ''] = firms;
  const before = await as(other, (tx) => tx.selectFrom('matters').selectAll().execute());
  await as(mine, (tx) => tx.updateTable('matters').set({ title: 'Mine' }).execute());
  await as(mine, (tx) => tx.deleteFrom('matters').where('firm_id', '=', other).execute());
  await assert.rejects(
    as(mine, (tx) =>
      tx
        .updateTable('matters')
        .set({ firm_id: other, id: newId('mat') })
        .execute(),
    ),
    /row-level security/,
  );
  const [first] = before;
  assert.ok(first);
  await assert.rejects(
    as(mine, (tx) =>
      tx
        .insertInto('matters')
        .values({ ...first, data: JSON.stringify(first.data), id: newId('mat') })
        .execute(),
    ),
    /row-level security/,
  );
  assert.deepEqual(await as(other, (tx) => tx.selectFrom('matters').selectAll().execute()), before);
});

test('every kind of work is confined to the firm that it names', async () => {
  const [mine = '', other = ''] = firms;
  const { work } = server.deps;
  const seen = [
    await work.read(mine, (tx) => tx.selectFrom('clients').select('firm_id').execute()),
    await work.upkeep(mine, (tx) => tx.selectFrom('clients').select('firm_id').execute()),
    await work.touch(mine, (tx) => tx.updateTable('clients').set({ name: 'Vera' }).returning('firm_id').execute()),
    await work.change(systemActor(mine), ({ tx, nothing }) => {
      nothing();
      return tx.selectFrom('clients').select('firm_id').execute();
    }),
  ];
  assert.deepEqual(seen, Array(4).fill([{ firm_id: mine }]));
  const everybody = await work.read(everyFirm, (tx) => tx.selectFrom('clients').select('firm_id').execute());
  assert.deepEqual(everybody.map(({ firm_id }) => firm_id).sort(), [mine, other].sort());
});

test('a role that no policy would hold is refused, with what to do', async () => {
  const pglite = await createMemoryPglite();
  await assert.rejects(confine(overPglite(pglite)), (error) => {
    assert.ok(error instanceof UnconfinedRoleError);
    assert.match(error.message, /without SUPERUSER and BYPASSRLS/);
    return true;
  });
  await pglite.close();
});
