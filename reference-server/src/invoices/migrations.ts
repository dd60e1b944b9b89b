import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

/** Amounts are minor units; days are those of the firm, as text. */
export const migrations: Migrations = {
  '2026-11-23-62-invoices': {
    async up(db) {
      await sql`create table invoices (
        firm_id text not null references firms,
        id text not null,
        matter_id text not null,
        client_id text not null,
        series_id text,
        state text not null,
        currency text not null,
        kind text not null,
        due jsonb not null,
        tax_inclusive boolean not null,
        discount_given jsonb,
        note text,
        subtotal bigint not null,
        discount bigint not null,
        net bigint not null,
        taxes jsonb not null,
        total bigint not null,
        paid bigint not null default 0,
        credited bigint not null default 0,
        balance bigint not null default 0,
        number text,
        bill_to text,
        issued_on text,
        due_on text,
        issued_at timestamptz,
        void_reason text,
        voided_at timestamptz,
        overdue_told_at timestamptz,
        version int not null default 1,
        created_at timestamptz not null,
        primary key (firm_id, id),
        unique (firm_id, number),
        foreign key (firm_id, matter_id) references matters (firm_id, id),
        foreign key (firm_id, client_id) references clients (firm_id, id),
        foreign key (firm_id, series_id) references invoice_series (firm_id, id),
        check ((state = 'draft') = (number is null))
      )`.execute(db);
      await sql`create index invoices_of_client on invoices (firm_id, client_id, issued_at desc, id desc)
        where state <> 'draft'`.execute(db);
      await sql`create index invoices_of_matter on invoices (firm_id, matter_id, id)`.execute(db);
      await sql`create index invoices_open on invoices (firm_id, due_on)
        where state = 'issued' and balance > 0`.execute(db);
      await sql`create index invoices_to_tell on invoices (due_on)
        where state = 'issued' and balance > 0 and overdue_told_at is null`.execute(db);
      await sql`create table invoice_lines (
        firm_id text not null references firms,
        id text not null,
        invoice_id text not null,
        position int not null,
        description text not null,
        quantity text not null,
        unit_price bigint not null,
        kind text not null,
        discount_given jsonb,
        subtotal bigint not null,
        discount bigint not null,
        net bigint not null,
        taxes jsonb not null,
        total bigint not null,
        primary key (firm_id, id),
        unique (firm_id, invoice_id, position),
        foreign key (firm_id, invoice_id) references invoices (firm_id, id)
      )`.execute(db);
      await sql`create table credit_notes (
        firm_id text not null references firms,
        id text not null,
        invoice_id text not null,
        number text not null,
        reason text not null,
        issued_on text not null,
        total bigint not null,
        created_at timestamptz not null,
        primary key (firm_id, id),
        unique (firm_id, number),
        foreign key (firm_id, invoice_id) references invoices (firm_id, id)
      )`.execute(db);
      await sql`create index credit_notes_of_invoice on credit_notes (firm_id, invoice_id, id)`.execute(db);
      await sql`create table credit_note_lines (
        firm_id text not null references firms,
        credit_note_id text not null,
        line_id text not null,
        amount bigint not null,
        taxes jsonb not null,
        primary key (firm_id, credit_note_id, line_id),
        foreign key (firm_id, credit_note_id) references credit_notes (firm_id, id),
        foreign key (firm_id, line_id) references invoice_lines (firm_id, id)
      )`.execute(db);
      await sql`create index credit_note_lines_of_line on credit_note_lines (firm_id, line_id)`.execute(db);
    },
  },
};
