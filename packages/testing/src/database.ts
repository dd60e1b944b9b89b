/**
 * Databases for tests, migrated. PGlite takes seconds to initialise, so the first test of a machine leaves
 * a dump in `.cache/` under a name made from the migrations, and all others start from it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMemoryPglite, type Database, migrate, migrations, overPglite } from '@portico/reference-server';
import { overPostgres } from '@portico/reference-server/node';
import pg from 'pg';

export interface TestDatabase {
  readonly db: Database;
  /** Whether it keeps firms apart by row level security. */
  readonly confined: boolean;
  readonly close: () => Promise<void>;
}

export interface TestDatabaseOptions {
  /** Of a PostgreSQL: whether it keeps firms apart by row level security, as it does by default. */
  readonly confined?: boolean;
}

/** A fresh database: of the PostgreSQL that `DATABASE_URL` names, else a PGlite in memory. */
export async function createTestDatabase({ confined = true }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const url = process.env['DATABASE_URL'];
  return url ? onServer(url, confined) : inMemory();
}

/** A dump of an empty, migrated PGlite; pages load it too. */
export async function databaseTemplate(): Promise<Uint8Array<ArrayBuffer>> {
  const file = path.join(cacheFolder, `pglite-${fingerprint()}.tar`);
  try {
    return new Uint8Array(await readFile(file));
  } catch {
    const pglite = await createMemoryPglite();
    await migrate(overPglite(pglite), migrations);
    const dump = new Uint8Array(await (await pglite.dumpDataDir('none')).arrayBuffer());
    await pglite.close();
    // Under a name of its own first, because test files run side by side.
    await mkdir(cacheFolder, { recursive: true });
    const unfinished = `${file}.${randomUUID()}`;
    await writeFile(unfinished, dump);
    await rename(unfinished, file);
    return dump;
  }
}

const cacheFolder = fileURLToPath(new URL('../../../.cache', import.meta.url));

function fingerprint(): string {
  const sources = migrations.flatMap((set) => Object.entries(set).map(([name, { up }]) => [name, up.toString()]));
  return createHash('sha256').update(JSON.stringify(sources.sort())).digest('hex').slice(0, 16);
}

async function inMemory(): Promise<TestDatabase> {
  const pglite = await createMemoryPglite(new Blob([await databaseTemplate()]));
  return { db: overPglite(pglite), confined: false, close: () => pglite.close() };
}

async function onServer(url: string, confined: boolean): Promise<TestDatabase> {
  const name = `portico_test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create database ${name} template ${await serverTemplate(admin, url, confined)}`);
  const db = overPostgres(databaseOf(url, name));
  return {
    db,
    confined,
    async close() {
      await db.destroy();
      await dropped(admin, name);
      await admin.end();
    },
  };
}

/** @returns the name of a migrated database that nobody is connected to; the first test of a cluster makes it */
async function serverTemplate(admin: pg.Client, url: string, confined: boolean): Promise<string> {
  const name = `portico_${confined ? 'template' : 'open'}_${fingerprint()}`;
  const lock = 20261123;
  await admin.query('select pg_advisory_lock($1)', [lock]);
  try {
    const found = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) {
      // Under a name of its own first, because a test may be ended in the middle.
      const unfinished = `portico_template_${randomUUID().replaceAll('-', '')}`;
      await admin.query(`create database ${unfinished}`);
      const db = overPostgres(databaseOf(url, unfinished));
      await migrate(db, migrations, { confined });
      await db.destroy();
      await admin.query(`alter database ${unfinished} rename to ${name}`);
    }
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [lock]);
  }
  return name;
}

function databaseOf(url: string, name: string): string {
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

/** PostgreSQL's own cleaner may be at work in it, which only a superuser may end; it is done in a moment. */
async function dropped(admin: pg.Client, name: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await admin.query(`drop database ${name} with (force)`);
      return;
    } catch (error) {
      const isBusy = error instanceof pg.DatabaseError && error.code === '42501';
      if (!isBusy || attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
