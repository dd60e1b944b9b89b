import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-23-75-plan-autopay': {
    async up(db) {
      await sql`alter table payment_plans
        add column auto_contact_id text,
        add column auto_method_id text,
        add column auto_terms_hash text,
        add column auto_agreed_at timestamptz,
        add foreign key (firm_id, auto_contact_id) references contacts (firm_id, id),
        add foreign key (firm_id, auto_method_id) references payment_methods (firm_id, id),
        add check (num_nulls(auto_contact_id, auto_method_id, auto_terms_hash, auto_agreed_at) in (0, 4)),
        add check (auto_contact_id is null or state = 'active')`.execute(db);
      await sql`create index payment_plans_automatic on payment_plans (firm_id, auto_contact_id)
        where auto_contact_id is not null`.execute(db);
      await sql`create table plan_charges (
        firm_id text not null references firms,
        id text not null,
        plan_id text not null,
        number int not null,
        told_at timestamptz not null,
        amount bigint not null check (amount > 0),
        next_on text,
        tries int not null default 0,
        primary key (firm_id, id),
        unique (firm_id, plan_id, number),
        foreign key (firm_id, plan_id) references payment_plans (firm_id, id)
      )`.execute(db);
      await sql`create index plan_charges_due on plan_charges (firm_id, next_on) where next_on is not null`.execute(db);
    },
  },
};
