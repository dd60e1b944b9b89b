import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-07-matters': {
    async up(db) {
      await sql`create table matters (
        firm_id text not null references firms,
        id text not null,
        client_id text not null,
        title text not null,
        reference text,
        case_type text,
        data jsonb not null default '{}',
        created_at timestamptz not null,
        primary key (firm_id, id),
        foreign key (firm_id, client_id) references clients (firm_id, id)
      )`.execute(db);
      await sql`create table matter_shares (
        firm_id text not null references firms,
        matter_id text not null,
        contact_id text not null,
        created_at timestamptz not null,
        primary key (firm_id, matter_id, contact_id),
        foreign key (firm_id, matter_id) references matters (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create index matter_shares_of_contact on matter_shares (firm_id, contact_id, matter_id)`.execute(db);
    },
  },
};
