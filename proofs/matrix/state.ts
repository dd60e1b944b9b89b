/**
 * The database as a whole: whether a call has changed anything, and back to where it was. It knows no table by name but
 * those whose change is no act, so that a feature's tables are covered from the day they exist.
 */
import { sql } from 'kysely';
import type { TestServer } from '@portico/testing';
import { everyFirm } from '@portico/reference-server';

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
    await server.deps.work.upkeep(everyFirm, async (tx) => {
      const { rows } = await sql<{ name: string }>`
        select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
        where c.relkind = 'r' and c.relname not like 'kysely%' order by c.relname`.execute(tx);
      await sql`create schema kept`.execute(tx);
      // So that tables can be put back one by one; who owns them may do that, and needs to be no superuser.
      await sql`do $$ declare one record; begin
        for one in select conrelid::regclass as relation, conname from pg_constraint
          where contype = 'f' and connamespace = 'public'::regnamespace
        loop
          execute format('alter table %s alter constraint %I deferrable', one.relation, one.conname);
        end loop;
      end $$`.execute(tx);
      await sql`create table kept.written (name text not null)`.execute(tx);
      await sql`create table kept.hashes (name text primary key, hash text not null)`.execute(tx);
      // As functions, because thousands of calls would plan twenty queries each.
      for (const [name, [head, body]] of Object.entries(functions)) {
        await sql`create function ${sql.raw(`kept.${name}${head}`)} language plpgsql as ${sql.lit(body)}`.execute(tx);
      }
      for (const { name } of rows) {
        const table = sql.table(`public.${name}`);
        await sql`create table ${sql.table(`kept.${name}`)} as table ${table}`.execute(tx);
        await sql`insert into kept.hashes values (${name}, kept.hash_of(${name}))`.execute(tx);
        await sql`create trigger kept_written after insert or update or delete or truncate on ${table}
          for each statement execute function kept.note()`.execute(tx);
      }
    });
    return new DatabaseState(server);
  }

  /** @param before where nothing has been written since, its hash still holds and is not made again */
  async now(before?: State): Promise<State> {
    return this.#server.deps.work.read(everyFirm, async (db) => {
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
    const { rows } = await this.#server.deps.work.read(everyFirm, (db) =>
      sql<AuditTrace>`select action, result, code from audit_entries where firm_id = ${firmId}
        order by seq desc limit 1`.execute(db),
    );
    return rows[0];
  }

  /** Puts everything back as it was kept, and the bytes of unfinished uploads with it. */
  async restore(): Promise<void> {
    // A mail that is on its way would come back as one that nobody carries, and what is settled meanwhile as a change.
    await this.#server.deliver();
    await this.#server.deps.settling.deliver();
    const { rows } = await this.#server.deps.work.upkeep(everyFirm, async (tx) => {
      await sql`select kept.restore()`.execute(tx);
      return sql<{ blob_key: string }>`select blob_key from uploads where state = 'open'`.execute(tx);
    });
    for (const { blob_key } of rows) await this.#server.deps.blobs.delete(blob_key);
  }
}

const traces = [...TRACES].map((name) => `'${name}'`).join(', ');

/** Heads and bodies. Triggers note the tables that are written, so that a call costs what it touches and not all there is. */
const functions: Readonly<Record<string, readonly [head: string, body: string]>> = {
  note: ['() returns trigger', 'begin insert into kept.written values (tg_table_name); return null; end'],
  hash_of: [
    '(name text) returns text',
    `declare found text; begin
      execute format('select md5(coalesce(string_agg(r, ''|'' order by r), '''')) from (
        select (to_jsonb(t) - ''seen_at'' - ''last_used_at'')::text as r from public.%I t) rows', name) into found;
      return found;
    end`,
  ],
  /** Of the tables that differ from what was kept; empty where none does. */
  hash: [
    '() returns text',
    `declare one record; now_hash text; all_hashes text := ''; begin
      for one in select h.name, h.hash from kept.hashes h
        where h.name in (select name from kept.written) and h.name not in (${traces}) order by h.name
      loop
        now_hash := kept.hash_of(one.name);
        if now_hash != one.hash then all_hashes := all_hashes || one.name || now_hash; end if;
      end loop;
      return all_hashes;
    end`,
  ],
  /**
   * Foreign keys are looked at in the end: what is put back has been consistent before. What is deleted along with its parent
   * is put back as well, after the parent.
   */
  restore: [
    '() returns void',
    `declare one text; begin
      set constraints all deferred;
      for one in
        select name from (
          select name from kept.written
          union
          select child.relname from pg_constraint c
            join pg_class child on child.oid = c.conrelid join pg_class parent on parent.oid = c.confrelid
            where c.confdeltype = 'c' and parent.relname in (select name from kept.written)
        ) names
        order by exists (select 1 from pg_constraint c
          where c.confdeltype = 'c' and c.conrelid = format('public.%I', name)::regclass)
      loop
        execute format('delete from public.%I', one);
        execute format('insert into public.%I table kept.%I', one, one);
      end loop;
      delete from kept.written;
    end`,
  ],
};
