import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-21-mails': {
    async up(db) {
      await sql`create table mails (
        firm_id text not null references firms,
        id text not null,
        sealed bytea not null,
        discard boolean not null,
        tries int not null default 0,
        created_at timestamptz not null,
        due_at timestamptz not null,
        give_up_at timestamptz not null,
        primary key (firm_id, id)
      )`.execute(db);
      await sql`create index mails_by_due on mails (due_at)`.execute(db);
    },
  },
  '2026-11-23-70-guarded-mails': {
    async up(db) {
      await sql`alter table mails add column guard text`.execute(db);
    },
  },
};
