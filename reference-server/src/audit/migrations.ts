import { joined, Tree } from '@portico/audit';
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';
import { type AuditEntryRow, hashOfRow } from './rows.js';

export const migrations: Migrations = {
  '2026-11-22-02-audit': {
    async up(db) {
      await sql`create table audit_heads (firm_id text primary key references firms, size int not null default 0)`.execute(
        db,
      );
      await sql`create table audit_entries (
        firm_id text not null references firms,
        seq int not null,
        at timestamptz not null,
        actor_type text not null,
        actor_id text,
        session_id text,
        action text not null,
        object_id text,
        result text not null,
        code text,
        primary key (firm_id, seq)
      )`.execute(db);
    },
  },
  '2026-11-22-20-audit-tree': {
    async up(db) {
      await sql`alter table audit_heads add column frontier bytea not null default ''`.execute(db);
      await sql`alter table audit_entries
        add column on_behalf_of text,
        add column request_id text,
        add column details_hash text,
        add column nodes bytea`.execute(db);
      await growTrees(db);
      await sql`alter table audit_entries alter column nodes set not null`.execute(db);
      await sql`create index audit_entries_by_actor on audit_entries (firm_id, actor_id, seq)`.execute(db);
      await sql`create index audit_entries_by_object on audit_entries (firm_id, object_id, seq)`.execute(db);
      await sql`create table audit_details (
        firm_id text not null,
        seq int not null,
        salt text not null,
        details jsonb not null,
        primary key (firm_id, seq)
      )`.execute(db);
      await sql`create table audit_keys (
        firm_id text primary key references firms,
        name text not null,
        wrapped_seed bytea not null,
        created_at timestamptz not null
      )`.execute(db);
      await sql`create table audit_checkpoints (
        firm_id text not null references firms,
        size int not null,
        note text not null,
        at timestamptz not null,
        primary key (firm_id, size)
      )`.execute(db);
    },
  },
};

/** Entries that are older than the tree become its first leaves. */
async function growTrees(db: Kysely<never>): Promise<void> {
  const { rows } = await sql<AuditEntryRow>`select * from audit_entries order by firm_id, seq`.execute(db);
  const trees = new Map<string, Tree>();
  for (const row of rows) {
    const tree = trees.get(row.firm_id) ?? new Tree();
    trees.set(row.firm_id, tree);
    const nodes = joined(tree.append(hashOfRow(row)));
    await sql`update audit_entries set nodes = ${nodes} where firm_id = ${row.firm_id} and seq = ${row.seq}`.execute(
      db,
    );
  }
  for (const [firmId, tree] of trees) {
    await sql`update audit_heads set frontier = ${tree.frontier()} where firm_id = ${firmId}`.execute(db);
  }
}
