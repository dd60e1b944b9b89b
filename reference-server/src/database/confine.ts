/**
 * Row level security, behind the owner that is in every `WHERE` (docs/decisions/0010): a PostgreSQL shows and takes rows of
 * the firm alone that a transaction has named. An embedded PGlite knows one role only, a superuser, whom no policy holds.
 */
import { sql } from 'kysely';
import type { Database, Tx } from './tables.js';

/** In the place of a firm: work across all of them, for what finds out whose a token is, and for sweeps. */
export const everyFirm = '*';

/** Names the firm that a transaction is for, until it ends. */
export async function confineTo(tx: Tx, firmId: string): Promise<void> {
  await sql`select set_config('portico.firm_id', ${firmId}, true)`.execute(tx);
}

/** Looks at the rows of all firms in the middle of one firm's change; where it throws, the change is over anyway. */
export async function acrossFirms<T>(tx: Tx, firmId: string, look: (tx: Tx) => Promise<T>): Promise<T> {
  await confineTo(tx, everyFirm);
  const seen = await look(tx);
  await confineTo(tx, firmId);
  return seen;
}

/** Lends a connection that sees the rows of all firms, for what changes the tables themselves. */
export async function forEveryFirm(db: Database, run: (own: Database) => Promise<void>): Promise<void> {
  await db.connection().execute(async (own) => {
    await sql`select set_config('portico.firm_id', ${everyFirm}, false)`.execute(own);
    try {
      await run(own);
    } finally {
      await sql`select set_config('portico.firm_id', '', false)`.execute(own);
    }
  });
}

/**
 * Gives every table that has rows of firms its policies, unless it has them; so a new table cannot be forgotten.
 * They hold the owner of the tables too, as who the server usually signs in.
 * @throws where the server signs in as a superuser or with BYPASSRLS, whom no policy would hold
 */
export async function confine(db: Database): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Servers that start together come one after the other.
    await sql`select pg_advisory_xact_lock(hashtext('portico.confine'))`.execute(tx);
    const role = await sql<{ free: boolean }>`
      select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user`.execute(tx);
    if (role.rows[0]?.free !== false) throw new UnconfinedRoleError();
    const { rows } = await sql<{ table: string; column: string }>`
      select c.relname as table, a.attname as column
      from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relforcerowsecurity
        and (a.attname = 'firm_id' or (c.relname = 'firms' and a.attname = 'id'))`.execute(tx);
    for (const { table, column } of rows) {
      const [on, owner] = [sql.table(table), sql.ref(column)];
      await sql`create policy one_firm on ${on} using (${owner} = current_setting('portico.firm_id', true))`.execute(
        tx,
      );
      // In a query of its own, which is answered once and not for every row.
      await sql`create policy every_firm on ${on}
        using ((select current_setting('portico.firm_id', true)) = ${sql.lit(everyFirm)})`.execute(tx);
      await sql`alter table ${on} enable row level security, force row level security`.execute(tx);
    }
  });
}

/** The operator's mistake that would make row level security an ornament. */
export class UnconfinedRoleError extends Error {
  override name = 'UnconfinedRoleError' as const;

  constructor() {
    super(
      'DATABASE_URL signs in as a role that row level security does not hold. ' +
        'Create one without SUPERUSER and BYPASSRLS that owns the database: create role portico login password …',
    );
  }
}
