import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-05-clients': {
    async up(db) {
      await sql`create table clients (
        firm_id text not null references firms,
        id text not null,
        name text not null,
        created_at timestamptz not null,
        primary key (firm_id, id)
      )`.execute(db);
      await sql`create table contacts (
        firm_id text not null references firms,
        id text not null,
        client_id text not null,
        name text not null,
        email text,
        language text not null,
        portal_access boolean not null default false,
        is_primary boolean not null,
        sections jsonb,
        created_at timestamptz not null,
        primary key (firm_id, id),
        foreign key (firm_id, client_id) references clients (firm_id, id),
        unique (firm_id, email),
        check (email is not null or not portal_access)
      )`.execute(db);
      await sql`create unique index primary_contacts on contacts (firm_id, client_id) where is_primary`.execute(db);
      await sql`create index contacts_of_client on contacts (firm_id, client_id, id)`.execute(db);
    },
  },
};
