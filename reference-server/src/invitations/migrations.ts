import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-22-invitations': {
    async up(db) {
      await sql`create table invitations (
        firm_id text not null references firms,
        id text not null,
        contact_id text not null,
        token_hash text not null unique,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        revoked_at timestamptz,
        primary key (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create index invitations_of_contact on invitations (firm_id, contact_id)`.execute(db);
    },
  },
};
