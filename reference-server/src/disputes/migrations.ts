import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-23-66-disputes': {
    async up(db) {
      await sql`create table disputes (
        firm_id text not null references firms,
        id text not null,
        invoice_id text not null,
        line_id text,
        contact_id text not null,
        reason text not null,
        state text not null,
        opened_at timestamptz not null,
        closed_at timestamptz,
        credit_note_id text,
        primary key (firm_id, id),
        foreign key (firm_id, invoice_id) references invoices (firm_id, id),
        foreign key (firm_id, line_id) references invoice_lines (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id),
        foreign key (firm_id, credit_note_id) references credit_notes (firm_id, id),
        check ((state = 'open') = (closed_at is null))
      )`.execute(db);
      await sql`create unique index disputes_open on disputes (firm_id, invoice_id, contact_id, coalesce(line_id, ''))
        where state = 'open'`.execute(db);
      await sql`create index disputes_of_contact on disputes (firm_id, contact_id, id)`.execute(db);
      await sql`create index disputes_of_invoice on disputes (firm_id, invoice_id)`.execute(db);
      await sql`create table dispute_notes (
        firm_id text not null references firms,
        id text not null,
        dispute_id text not null,
        contact_id text,
        text text not null,
        at timestamptz not null,
        primary key (firm_id, id),
        foreign key (firm_id, dispute_id) references disputes (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create index dispute_notes_of_dispute on dispute_notes (firm_id, dispute_id, id)`.execute(db);
    },
  },
};
