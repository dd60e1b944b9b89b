import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-23-64-invoice-templates': {
    async up(db) {
      await sql`create table invoice_templates (
        firm_id text not null references firms,
        id text not null,
        name text not null,
        invoice jsonb not null,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        primary key (firm_id, id)
      )`.execute(db);
    },
  },
};
