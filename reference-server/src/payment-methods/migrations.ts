import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-23-68-payment-methods': {
    async up(db) {
      await sql`create table payment_customers (
        firm_id text not null references firms,
        contact_id text not null,
        account text not null,
        processor text not null,
        id text not null,
        external_id text,
        created_at timestamptz not null,
        asked_at timestamptz,
        look_at timestamptz,
        tries int not null default 0,
        primary key (firm_id, contact_id, account, processor),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create index payment_customers_due on payment_customers (look_at) where look_at is not null`.execute(
        db,
      );
      await sql`create table payment_methods (
        firm_id text not null references firms,
        id text not null,
        contact_id text not null,
        account text not null,
        processor text not null,
        external_id text not null,
        type text not null,
        name text,
        last4 text,
        expires_month int,
        expires_year int,
        created_at timestamptz not null,
        gone_at timestamptz,
        look_at timestamptz,
        tries int not null default 0,
        primary key (firm_id, id),
        unique (firm_id, processor, external_id),
        foreign key (firm_id, contact_id, account, processor) references payment_customers,
        check (look_at is null or gone_at is not null)
      )`.execute(db);
      await sql`create index payment_methods_of_contact on payment_methods (firm_id, contact_id)`.execute(db);
      await sql`create index payment_methods_due on payment_methods (look_at) where look_at is not null`.execute(db);
      // What is charged while the client is away has a purpose, by which it is charged once.
      await sql`alter table payment_attempts
        add column method_id text,
        add column away boolean not null default false,
        add column purpose text,
        add foreign key (firm_id, method_id) references payment_methods (firm_id, id),
        add check ((way = 'saved') = (method_id is not null)),
        add check (purpose is null or away)`.execute(db);
      await sql`create unique index payment_attempts_purpose on payment_attempts (firm_id, purpose)
        where purpose is not null`.execute(db);
    },
  },
};
