/** A real PostgreSQL, by `DATABASE_URL`. */
import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { Database } from './tables.js';

/** int8 and float8 as numbers: our sizes stay below 2^53. */
const NUMERIC = new Set<number>([types.builtins.INT8, types.builtins.FLOAT8]);

/** @param connectionString as libpq writes it, `postgres://…` */
export function overPostgres(connectionString: string): Database {
  const pool = new Pool({
    connectionString,
    max: 10,
    types: {
      getTypeParser: (oid, format): ((value: string) => unknown) =>
        // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- what a parser returns is not typed there
        NUMERIC.has(oid) ? Number : types.getTypeParser(oid, format ?? 'text'),
    },
  });
  // A connection that idles and breaks is replaced; without a listener the process would end.
  pool.on('error', () => undefined);
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
