/** PGlite: PostgreSQL in process, on disk (`node.ts` adds lock and sync), in memory or inside a page. */
import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import type { Database } from './tables.js';

/** What reads 64-bit integers as numbers: our sizes stay below 2^53. */
export const pgliteOptions = { parsers: { [types.INT8]: Number } };

/** A database in memory. @param template a dump made by `dumpDataDir`, already migrated */
export async function createMemoryPglite(template?: Blob | File): Promise<PGlite> {
  return PGlite.create({ ...pgliteOptions, ...(template && { loadDataDir: template }) });
}

export function overPglite(pglite: PGlite): Database {
  return new Kysely({ dialect: new PGliteDialect({ pglite }) });
}
