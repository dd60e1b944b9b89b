/** PGlite: PostgreSQL in process, on disk (`node.ts` adds lock and sync), in memory or inside a page. */
import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, type PGliteDialectConfig } from 'kysely';
import { PreparedQueries } from './prepared.js';
import type { Database } from './tables.js';

/** What reads 64-bit integers as numbers: our sizes stay below 2^53. */
export const pgliteOptions = { parsers: { [types.INT8]: Number } };

/** A database in memory. @param template a dump made by `dumpDataDir`, already migrated */
export async function createMemoryPglite(template?: Blob | File): Promise<PGlite> {
  return PGlite.create({ ...pgliteOptions, ...(template && { loadDataDir: template }) });
}

export function overPglite(pglite: PGlite): Database {
  return new Kysely({ dialect: new PGliteDialect({ pglite: preparing(pglite) }) });
}

/** As much of a PGlite as the dialect uses, with every query prepared. */
function preparing(pglite: PGlite): PGliteDialectConfig['pglite'] {
  const prepared = new PreparedQueries(pglite);
  return {
    close: () => pglite.close(),
    get closed() {
      return pglite.closed;
    },
    get ready() {
      return pglite.ready;
    },
    waitReady: pglite.waitReady,
    query: (text, values = []) => prepared.query(text, values, false),
    transaction: (run) =>
      pglite.transaction((tx) =>
        run({ query: (text, values = []) => prepared.query(text, values, true), rollback: () => tx.rollback() }),
      ),
  };
}
