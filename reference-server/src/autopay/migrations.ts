import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-23-69-autopay': {
    async up(db) {
      await sql`create table autopay (
        firm_id text not null references firms,
        contact_id text not null,
        kind text not null,
        method_id text not null,
        terms_hash text not null,
        agreed_at timestamptz not null,
        suspended_at timestamptz,
        primary key (firm_id, contact_id, kind),
        foreign key (firm_id, contact_id) references contacts (firm_id, id),
        foreign key (firm_id, method_id) references payment_methods (firm_id, id)
      )`.execute(db);
      await sql`create table autopay_charges (
        firm_id text not null references firms,
        id text not null,
        invoice_id text not null,
        contact_id text not null,
        kind text not null,
        told_at timestamptz not null,
        amount bigint not null check (amount > 0),
        next_on text,
        tries int not null default 0,
        primary key (firm_id, id),
        unique (firm_id, invoice_id),
        foreign key (firm_id, invoice_id) references invoices (firm_id, id),
        foreign key (firm_id, contact_id, kind) references autopay on delete cascade
      )`.execute(db);
      await sql`create index autopay_charges_due on autopay_charges (firm_id, next_on) where next_on is not null`.execute(
        db,
      );
    },
  },
};
