import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

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
};
