import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-23-76-firm-logos': {
    async up(db) {
      await sql`create table firm_logos (
        firm_id text not null primary key references firms,
        type text not null,
        bytes bytea not null,
        sha256 text not null,
        changed_at timestamptz not null
      )`.execute(db);
    },
  },
};
