import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-41-notifications': {
    async up(db) {
      await sql`alter table contacts
        add column notify_returned boolean not null default true,
        add column notify_requests boolean not null default true,
        add column notify_shared boolean not null default true`.execute(db);
      await sql`alter table mails add column topic text`.execute(db);
      await sql`create unique index mails_of_topic on mails (firm_id, topic) where topic is not null and tries = 0`.execute(
        db,
      );
    },
  },
  '2026-11-23-70-payment-notices': {
    async up(db) {
      await sql`alter table contacts
        add column notify_reminders boolean not null default true,
        add column notify_texts boolean not null default false`.execute(db);
    },
  },
};
