/** Versioned migrations, one set per feature, run in the order of their names under a lock. */
import type { Kysely } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type { Database } from './tables.js';

/** Name (`YYYY-MM-DD-NN-what`) to migration. Names never change once released. */
export type Migrations = Readonly<Record<string, { up(db: Kysely<never>): Promise<void> }>>;

/**
 * Brings the database up to date. Safe when several servers start at once: one migrates, the others wait.
 * @throws the first error; what the failed migration did is rolled back.
 */
export async function migrate(db: Database, sets: readonly Migrations[]): Promise<void> {
  const all: Record<string, Migration> = Object.fromEntries(sets.flatMap((set) => Object.entries(set)));
  const provider: MigrationProvider = {
    getMigrations: () => Promise.resolve(all),
  };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('The migration failed', { cause: error });
}
