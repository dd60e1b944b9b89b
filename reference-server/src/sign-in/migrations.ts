import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-20-sign-in': {
    async up(db) {
      await sql`create table sign_in_attempts (
        firm_id text not null references firms,
        id text not null,
        kind text not null,
        way text not null,
        token_hash text not null unique,
        code_hash text,
        link_hash text unique,
        contact_id text,
        staff_id text,
        address_hash text not null,
        peer_hash text not null,
        tries int not null default 0,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        voided_at timestamptz,
        primary key (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id),
        foreign key (firm_id, staff_id) references staff (firm_id, id)
      )`.execute(db);
      await sql`create index sign_in_attempts_by_address on sign_in_attempts (firm_id, address_hash, created_at)`.execute(
        db,
      );
      await sql`create index sign_in_attempts_by_peer on sign_in_attempts (firm_id, peer_hash, created_at)`.execute(db);
      await sql`create index sign_in_attempts_by_age on sign_in_attempts (firm_id, created_at)`.execute(db);
    },
  },
};
