import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-53-checklist-templates': {
    async up(db) {
      await sql`create table checklist_templates (
        firm_id text not null references firms,
        id text not null,
        name text not null,
        case_type text,
        title jsonb not null,
        groups jsonb not null,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        primary key (firm_id, id)
      )`.execute(db);
    },
  },
};
