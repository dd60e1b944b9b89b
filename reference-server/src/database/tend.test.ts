import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createMemoryPglite } from './pglite.js';
import { tend } from './tend.js';

const pglite = await createMemoryPglite();
after(() => pglite.close());

async function rowsAsPlanned(): Promise<number> {
  const { rows } = await pglite.query<{ reltuples: number }>("select reltuples from pg_class where relname = 'papers'");
  return rows[0]?.reltuples ?? Number.NaN;
}

test('tables that have changed much are tended, and only those', async () => {
  await pglite.exec('create table papers (id int primary key); create table quiet (id int primary key)');
  await pglite.exec('insert into papers select generate_series(1, 1000)');
  assert.equal(await rowsAsPlanned(), -1, 'the planner knows nothing');
  await tend(pglite);
  assert.equal(await rowsAsPlanned(), 1000);
  const quiet = await pglite.query("select 1 from pg_stat_user_tables where relname = 'quiet' and last_vacuum is null");
  assert.equal(quiet.rows.length, 1);

  await pglite.exec('delete from papers where id > 500');
  await tend(pglite);
  assert.equal(await rowsAsPlanned(), 500);
});
