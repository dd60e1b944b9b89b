import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-23-65-paying': {
    async up(db) {
      // Kind and currency stand in every key on the way, so that no row can mix two kinds of money.
      await sql`alter table invoices add constraint invoices_terms unique (firm_id, id, kind, currency)`.execute(db);
      await sql`create table payment_attempts (
        firm_id text not null references firms,
        id text not null,
        contact_id text not null,
        client_id text not null,
        kind text not null,
        currency text not null,
        amount bigint not null check (amount > 0),
        state text not null,
        processor text not null,
        external_id text,
        live boolean,
        failure text,
        decline_code text,
        created_at timestamptz not null,
        settled_at timestamptz,
        asked_at timestamptz,
        look_at timestamptz,
        tries int not null default 0,
        primary key (firm_id, id),
        unique (firm_id, id, kind, currency),
        unique (processor, external_id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id),
        foreign key (firm_id, client_id) references clients (firm_id, id),
        check ((state in ('paid', 'canceled', 'held')) = (look_at is null))
      )`.execute(db);
      await sql`create index payment_attempts_due on payment_attempts (look_at) where look_at is not null`.execute(db);
      await sql`create table payment_attempt_invoices (
        firm_id text not null references firms,
        attempt_id text not null,
        invoice_id text not null,
        kind text not null,
        currency text not null,
        amount bigint not null check (amount > 0),
        alive boolean not null,
        entry_id text,
        primary key (firm_id, attempt_id, invoice_id),
        foreign key (firm_id, attempt_id, kind, currency) references payment_attempts (firm_id, id, kind, currency),
        foreign key (firm_id, invoice_id, kind, currency) references invoices (firm_id, id, kind, currency),
        foreign key (firm_id, entry_id) references ledger (firm_id, id)
      )`.execute(db);
      await sql`create unique index payment_attempts_alive on payment_attempt_invoices (firm_id, invoice_id)
        where alive`.execute(db);
      await sql`create index payment_attempts_entries on payment_attempt_invoices (firm_id, entry_id)
        where entry_id is not null`.execute(db);
      await sql`create table payment_events (
        firm_id text not null references firms,
        processor text not null,
        event_id text not null,
        type text not null,
        at timestamptz not null,
        primary key (firm_id, processor, event_id)
      )`.execute(db);
      await sql`create table held_payments (
        firm_id text not null references firms,
        id text not null,
        reason text not null,
        attempt_id text,
        matter_id text,
        reference text not null,
        amount bigint not null,
        currency text not null,
        raised_at timestamptz not null,
        resolved_at timestamptz,
        note text,
        primary key (firm_id, id),
        unique (firm_id, reason, reference),
        foreign key (firm_id, attempt_id) references payment_attempts (firm_id, id),
        foreign key (firm_id, matter_id) references matters (firm_id, id)
      )`.execute(db);
      await sql`create table payment_refunds (
        firm_id text not null references firms,
        id text not null,
        entry_id text not null,
        attempt_id text not null,
        invoice_id text not null,
        amount bigint not null check (amount > 0),
        currency text not null,
        reference text,
        state text not null,
        external_id text,
        created_at timestamptz not null,
        look_at timestamptz,
        tries int not null default 0,
        primary key (firm_id, id),
        foreign key (firm_id, entry_id) references ledger (firm_id, id),
        foreign key (firm_id, attempt_id) references payment_attempts (firm_id, id),
        foreign key (firm_id, invoice_id) references invoices (firm_id, id),
        check ((state = 'asked') = (look_at is not null))
      )`.execute(db);
      await sql`create index payment_refunds_of_entry on payment_refunds (firm_id, entry_id)`.execute(db);
      await sql`create index payment_refunds_due on payment_refunds (look_at) where look_at is not null`.execute(db);
      // What the demo processor keeps, as one elsewhere would at its own place; it is nobody's.
      await sql`create table demo_processor (key text primary key, text text not null)`.execute(db);
    },
  },
  '2026-11-23-67-ways-to-pay': {
    async up(db) {
      await sql`alter table payment_attempts
        add column way text not null default 'fields' check (way in ('fields', 'page', 'saved')),
        add column return_url text,
        add column saves boolean not null default false,
        add column page_id text,
        add constraint payment_attempts_page unique (processor, page_id),
        add check ((way = 'page') = (return_url is not null)),
        add check (page_id is null or way = 'page')`.execute(db);
    },
  },
};
