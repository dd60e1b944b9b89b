import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

/** Amounts are minor units; days are those of the firm, as text. */
export const migrations: Migrations = {
  '2026-11-23-70-payment-plans': {
    async up(db) {
      await sql`create table payment_plans (
        firm_id text not null references firms,
        id text not null,
        invoice_id text not null,
        state text not null,
        down_payment bigint not null check (down_payment >= 0),
        instalments int not null check (instalments > 0),
        every text not null,
        first_on text not null,
        rows jsonb,
        terms_hash text,
        paid_before bigint,
        credited_before bigint,
        paid_after bigint,
        credited_after bigint,
        offered_at timestamptz not null,
        accepted_at timestamptz,
        agreed_on text,
        accepted_by text,
        accepted_language text,
        ended_at timestamptz,
        primary key (firm_id, id),
        foreign key (firm_id, invoice_id) references invoices (firm_id, id),
        foreign key (firm_id, accepted_by) references contacts (firm_id, id),
        check ((state in ('active', 'ended')) = (rows is not null)),
        check ((rows is null) = (accepted_at is null)),
        check ((state in ('withdrawn', 'ended')) = (ended_at is not null))
      )`.execute(db);
      await sql`create unique index payment_plans_standing on payment_plans (firm_id, invoice_id)
        where state in ('offered', 'active')`.execute(db);
      await sql`create index payment_plans_of_invoice on payment_plans (firm_id, invoice_id, id)`.execute(db);
      // When something that is open falls due first: by it is told what is late, whether a plan divides it or not.
      await sql`alter table invoices add column next_due_on text, add column next_due_amount bigint`.execute(db);
      await sql`update invoices set next_due_on = due_on, next_due_amount = balance
        where state = 'issued' and balance > 0`.execute(db);
      await sql`drop index invoices_open`.execute(db);
      await sql`drop index invoices_to_tell`.execute(db);
      await sql`create index invoices_open on invoices (firm_id, next_due_on)
        where state = 'issued' and balance > 0`.execute(db);
      await sql`create index invoices_to_tell on invoices (next_due_on)
        where state = 'issued' and balance > 0 and overdue_told_at is null`.execute(db);
    },
  },
};
