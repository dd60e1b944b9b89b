import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-23-63-ledger': {
    async up(db) {
      await sql`create table ledger (
        firm_id text not null references firms,
        id text not null,
        invoice_id text not null,
        matter_id text not null,
        client_id text not null,
        contact_id text,
        type text not null,
        kind text not null,
        currency text not null,
        amount bigint not null check (amount <> 0),
        source text not null,
        method text,
        reference text,
        external_ref text,
        refers_to text,
        credit_note_id text,
        day text not null,
        at timestamptz not null,
        primary key (firm_id, id),
        unique (firm_id, external_ref),
        foreign key (firm_id, invoice_id) references invoices (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id),
        foreign key (firm_id, refers_to) references ledger (firm_id, id),
        foreign key (firm_id, credit_note_id) references credit_notes (firm_id, id)
      )`.execute(db);
      await sql`create index ledger_of_invoice on ledger (firm_id, invoice_id, id)`.execute(db);
      await sql`create index ledger_refunds on ledger (firm_id, refers_to) where refers_to is not null`.execute(db);
      // What was once written down is corrected by another row, never by another amount.
      await sql`create function ledger_stands() returns trigger language plpgsql
        as 'begin raise exception ''A row of the ledger is never changed''; end'`.execute(db);
      await sql`create trigger ledger_stands before update on ledger
        for each row execute function ledger_stands()`.execute(db);
      await sql`create table ledger_days (
        firm_id text not null references firms,
        matter_id text not null,
        currency text not null,
        what text not null,
        day text not null,
        amount bigint not null,
        primary key (firm_id, matter_id, currency, what, day)
      )`.execute(db);
    },
  },
};
