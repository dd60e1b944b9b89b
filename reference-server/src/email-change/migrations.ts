import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-25-email-changes': {
    async up(db) {
      await sql`create table email_changes (
        firm_id text not null references firms,
        id text not null,
        contact_id text not null,
        session_id text not null,
        old_email text not null,
        new_email text not null,
        old_token_hash text not null unique,
        new_token_hash text not null unique,
        old_confirmed_at timestamptz,
        new_confirmed_at timestamptz,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz,
        primary key (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create unique index email_changes_open on email_changes (firm_id, contact_id)
        where ended_at is null`.execute(db);
      await sql`create index email_changes_by_age on email_changes (expires_at)`.execute(db);
    },
  },
};
