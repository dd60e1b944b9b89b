import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-21-passwords': {
    async up(db) {
      await sql`create table passwords (
        firm_id text not null references firms,
        contact_id text not null,
        hash text not null,
        changed_at timestamptz not null,
        primary key (firm_id, contact_id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create table password_links (
        firm_id text not null references firms,
        id text not null,
        contact_id text,
        token_hash text not null unique,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        primary key (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create index password_links_of_contact on password_links (firm_id, contact_id)`.execute(db);
    },
  },
};
