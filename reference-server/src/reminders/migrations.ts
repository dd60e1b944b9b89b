import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-23-71-reminders': {
    async up(db) {
      await sql`create table reminders (
        firm_id text not null references firms,
        invoice_id text not null,
        due_on text not null,
        step int not null,
        contact_id text not null,
        channel text not null,
        amount bigint not null,
        day text not null,
        mail_id text not null,
        at timestamptz not null,
        primary key (firm_id, invoice_id, due_on, step, contact_id, channel),
        foreign key (firm_id, invoice_id) references invoices (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create index reminders_of_mail on reminders (firm_id, mail_id)`.execute(db);
      await sql`create index reminders_of_contact on reminders (firm_id, contact_id)`.execute(db);
    },
  },
};
