import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-74-receipt-keys': {
    async up(db) {
      await sql`create table receipt_keys (
        firm_id text not null references firms,
        id text not null,
        name text not null,
        wrapped_seed bytea not null,
        created_at timestamptz not null,
        primary key (firm_id, id)
      )`.execute(db);
    },
  },
};
