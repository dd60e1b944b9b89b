/**
 * What autovacuum does on a PostgreSQL and nothing does on PGlite: reclaims dead rows and gathers statistics of the
 * tables that have changed much, by the thresholds of PostgreSQL's own defaults. Without statistics the planner takes
 * any index that fits for equally good, and a read gets slower as the firm grows.
 */
import type { PGlite } from '@electric-sql/pglite';

/** Tends what needs it; to be called every minute or so. */
export async function tend(pglite: PGlite): Promise<void> {
  // The counts are up to a second old otherwise.
  await pglite.query('select pg_stat_force_next_flush()');
  const { rows } = await pglite.query<{ name: string }>(`
    select format('%I.%I', s.schemaname, s.relname) as name
    from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0)
      or s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0)`);
  for (const { name } of rows) await pglite.exec(`vacuum (analyze) ${name}`);
}
