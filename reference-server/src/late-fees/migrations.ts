import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-23-73-late-fees': {
    async up(db) {
      await sql`create table late_fees (
        firm_id text not null references firms,
        invoice_id text not null,
        due_on text not null,
        period int not null,
        fee_invoice_id text not null,
        amount bigint not null check (amount > 0),
        charged_at timestamptz not null,
        primary key (firm_id, invoice_id, due_on, period),
        unique (firm_id, fee_invoice_id),
        foreign key (firm_id, invoice_id) references invoices (firm_id, id),
        foreign key (firm_id, fee_invoice_id) references invoices (firm_id, id)
      )`.execute(db);
    },
  },
};
