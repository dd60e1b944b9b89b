/**
 * The database as a whole: whether a call has changed anything, and back to where it was. It knows no table by name but
 * those whose change is no act, so that a feature's tables are covered from the day they exist.
 */
import { sql } from 'kysely';
import type { TestServer } from '@portico/testing';

/** Written by refusals and by proofs, which are allowed to leave a trace. */
const TRACES = new Set(['audit_details', 'audit_entries', 'audit_heads', 'dpop_proofs']);

/** What a call leaves behind. */
export interface State {
  /** The next transaction that writes will have this number. */
  readonly xid: string;
  /** Over every table but the traces, and every column but `seen_at` and `last_used_at`. */
  readonly hash: string;
  /** Entries of the audit logs, of all firms. */
  readonly entries: number;
}

export interface AuditTrace {
  readonly action: string;
  readonly result: string;
  readonly code: string | null;
}

export class DatabaseState {
  readonly #server: TestServer;

  private constructor(server: TestServer) {
    this.#server = server;
  }

  /** Keeps a copy of everything as it is now. */
  static async keep(server: TestServer): Promise<DatabaseState> {
    await server.deps.work.upkeep(async (tx) => {
      const { rows } = await sql<{ name: string; refers: string[] }>`
        select c.relname as name,
          coalesce(array_agg(distinct f.relname) filter (where f.relname is not null), '{}')::text[] as refers
        from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
        left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
        left join pg_class f on f.oid = k.confrelid and f.oid != c.oid
        where c.relkind = 'r' and c.relname not like 'kysely%' group by c.relname order by c.relname`.execute(tx);
      const tables = inOrder(new Map(rows.map(({ name, refers }) => [name, refers])));
      await sql`create schema kept`.execute(tx);
      for (const name of tables) {
        await sql`create table ${sql.table(`kept.${name}`)} as table ${sql.table(`public.${name}`)}`.execute(tx);
      }
      // As functions, because thousands of calls would plan twenty queries each.
      await sql`create function kept.hash() returns text language plpgsql as ${sql.lit(hashBody(tables))}`.execute(tx);
      await sql`create function kept.restore() returns void language plpgsql as ${sql.lit(restoreBody(tables))}`.execute(
        tx,
      );
    });
    return new DatabaseState(server);
  }

  /** @param before where nothing has been written since, its hash still holds and is not made again */
  async now(before?: State): Promise<State> {
    return this.#server.deps.work.read(async (db) => {
      const { rows } = await sql<{ xid: string; entries: number }>`
        select pg_snapshot_xmax(pg_current_snapshot())::text as xid,
          (select coalesce(sum(size), 0)::int from audit_heads) as entries`.execute(db);
      const { xid, entries } = rows[0]!;
      if (before?.xid === xid) return { ...before, entries };
      const hashed = await sql<{ hash: string }>`select kept.hash() as hash`.execute(db);
      return { xid, entries, hash: hashed.rows[0]!.hash };
    });
  }

  /** The newest audit entry of a firm. */
  async lastEntry(firmId: string): Promise<AuditTrace | undefined> {
    const { rows } = await this.#server.deps.work.read((db) =>
      sql<AuditTrace>`select action, result, code from audit_entries where firm_id = ${firmId}
        order by seq desc limit 1`.execute(db),
    );
    return rows[0];
  }

  /** Puts everything back as it was kept, and the bytes of unfinished uploads with it. */
  async restore(): Promise<void> {
    // A mail that is on its way would come back as one that nobody carries.
    await this.#server.deliver();
    const { rows } = await this.#server.deps.work.upkeep(async (tx) => {
      await sql`select kept.restore()`.execute(tx);
      return sql<{ blob_key: string }>`select blob_key from uploads where state = 'open'`.execute(tx);
    });
    for (const { blob_key } of rows) await this.#server.deps.blobs.delete(blob_key);
  }
}

function hashBody(tables: readonly string[]): string {
  const hashes = tables
    .filter((name) => !TRACES.has(name))
    .map(
      (name) => `all_hashes := all_hashes || (select md5(coalesce(string_agg(r, '|' order by r), ''))
        from (select (to_jsonb(t) - 'seen_at' - 'last_used_at')::text as r from public."${name}" t) rows);`,
    );
  return `declare all_hashes text := ''; begin ${hashes.join('\n')} return md5(all_hashes); end`;
}

function restoreBody(tables: readonly string[]): string {
  const erase = tables.toReversed().map((name) => `delete from public."${name}";`);
  const copy = tables.map((name) => `insert into public."${name}" table kept."${name}";`);
  return `begin ${[...erase, ...copy].join('\n')} end`;
}

/** Those that others refer to come first. */
function inOrder(refers: ReadonlyMap<string, readonly string[]>): string[] {
  const done: string[] = [];
  const visit = (name: string): void => {
    if (done.includes(name)) return;
    for (const other of refers.get(name) ?? []) visit(other);
    done.push(name);
  };
  for (const name of refers.keys()) visit(name);
  return done;
}
