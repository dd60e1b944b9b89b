/** Versioned migrations, one set per feature, run in the order of their names under a lock. */
import { type Kysely, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import { confine, forEveryFirm } from './confine.js';
import type { Database } from './tables.js';

/** Name (`YYYY-MM-DD-NN-what`) to migration. Names never change once released. */
export type Migrations = Readonly<Record<string, { up(db: Kysely<never>): Promise<void> }>>;

export interface MigrateOptions {
  /** Whether the database is to keep firms apart by row level security; the one that is embedded cannot. */
  readonly confined?: boolean;
}

/**
 * Brings the database up to date. Safe when several servers start at once: one migrates, the others wait.
 * @throws the first error; what the failed migration did is rolled back. UnconfinedRoleError for a role that no policy holds
 */
export async function migrate(
  db: Database,
  sets: readonly Migrations[],
  { confined = false }: MigrateOptions = {},
): Promise<void> {
  const all: Record<string, Migration> = Object.fromEntries(sets.flatMap((set) => Object.entries(set)));
  // The migrator asks for the whole catalogue before it finds nothing to do, which costs every start half a second.
  if (!(await isUpToDate(db, Object.keys(all))))
    await (confined ? forEveryFirm(db, (own) => run(own, all)) : run(db, all));
  if (confined) await confine(db);
}

async function run(db: Database, all: Record<string, Migration>): Promise<void> {
  const provider: MigrationProvider = {
    getMigrations: () => Promise.resolve(all),
  };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('The migration failed', { cause: error });
}

async function isUpToDate(db: Database, names: readonly string[]): Promise<boolean> {
  const there = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (!there.rows[0]?.there) return false;
  const done = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return JSON.stringify(done.rows.map(({ name }) => name)) === JSON.stringify(names.toSorted());
}
