import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-06-sessions': {
    async up(db) {
      await sql`create table sessions (
        firm_id text not null references firms,
        id text not null,
        kind text not null,
        contact_id text,
        staff_id text,
        secret_hash text unique,
        secret_expires_at timestamptz,
        token_hash text unique,
        jkt text,
        origin text,
        components jsonb,
        matters jsonb,
        read_only boolean not null default false,
        methods jsonb not null default '[]',
        authenticated_at timestamptz not null default now(),
        user_agent text,
        reason text,
        link_id text,
        created_at timestamptz not null,
        seen_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        primary key (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id),
        foreign key (firm_id, staff_id) references staff (firm_id, id),
        check ((kind in ('staff', 'preview')) = (staff_id is not null) and (kind = 'staff') = (contact_id is null))
      )`.execute(db);
      await sql`create table dpop_proofs (hash text primary key, created_at timestamptz not null)`.execute(db);
      await sql`create index dpop_proofs_by_age on dpop_proofs (created_at)`.execute(db);
      await sql`create index sessions_of_contact on sessions (firm_id, contact_id)`.execute(db);
    },
  },
  '2026-11-22-31-session-tokens': {
    async up(db) {
      await sql`create table session_tokens (
        hash text primary key,
        firm_id text not null,
        session_id text not null,
        kind text not null check (kind in ('access', 'spent')),
        jkt text,
        next bytea,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        foreign key (firm_id, session_id) references sessions (firm_id, id) on delete cascade
      )`.execute(db);
      await sql`create index session_tokens_of_session on session_tokens (firm_id, session_id)`.execute(db);
      await sql`create index session_tokens_by_end on session_tokens (expires_at)`.execute(db);
    },
  },
  '2026-11-22-42-session-renewal': {
    async up(db) {
      await sql`alter table sessions add column token_at timestamptz`.execute(db);
    },
  },
};
