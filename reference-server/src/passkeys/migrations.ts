import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-23-passkeys': {
    async up(db) {
      await sql`create table passkeys (
        firm_id text not null references firms,
        id text not null,
        contact_id text not null,
        name text not null,
        credential_id text not null,
        public_key bytea not null,
        counter bigint not null,
        transports jsonb not null,
        rp_id text not null,
        created_at timestamptz not null,
        used_at timestamptz,
        primary key (firm_id, id),
        unique (firm_id, credential_id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create index passkeys_of_contact on passkeys (firm_id, contact_id)`.execute(db);
      await sql`create table spent_challenges (
        firm_id text not null references firms,
        hash text not null,
        expires_at timestamptz not null,
        primary key (firm_id, hash)
      )`.execute(db);
      await sql`create index spent_challenges_by_age on spent_challenges (expires_at)`.execute(db);
    },
  },
};
