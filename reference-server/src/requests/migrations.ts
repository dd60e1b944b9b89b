import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-52-request-notes': {
    async up(db) {
      await sql`create table request_notes (
        firm_id text not null references firms,
        request_id text not null,
        contact_id text not null,
        text text not null,
        sent_at timestamptz,
        primary key (firm_id, request_id, contact_id),
        foreign key (firm_id, request_id) references checklist_requests (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create index request_notes_of_contact on request_notes (firm_id, contact_id)`.execute(db);
    },
  },
};
