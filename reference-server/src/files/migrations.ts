import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-10-firm-data-keys': {
    async up(db) {
      await sql`create table firm_data_keys (
        firm_id text primary key references firms,
        wrapped_key bytea not null,
        created_at timestamptz not null
      )`.execute(db);
    },
  },
};
