import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-01-firms': {
    async up(db) {
      await sql`create table firms (
        id text primary key,
        name text not null,
        plan text not null,
        settings jsonb not null,
        settings_version int not null default 1,
        created_at timestamptz not null
      )`.execute(db);
      await sql`create table firm_keys (
        firm_id text not null references firms,
        id text not null,
        kind text not null,
        name text not null,
        hash text not null unique,
        scopes jsonb not null,
        created_at timestamptz not null,
        last_used_at timestamptz,
        expires_at timestamptz,
        revoked_at timestamptz,
        primary key (firm_id, id)
      )`.execute(db);
      await sql`create table firm_origins (
        firm_id text not null references firms,
        id text not null,
        origin text not null,
        created_at timestamptz not null,
        primary key (firm_id, id),
        unique (firm_id, origin)
      )`.execute(db);
      await sql`create index firm_origins_by_origin on firm_origins (origin)`.execute(db);
      await sql`create table staff (
        firm_id text not null references firms,
        id text not null,
        name text not null,
        email text not null,
        role text not null,
        active boolean not null,
        created_at timestamptz not null,
        primary key (firm_id, id),
        unique (firm_id, email)
      )`.execute(db);
    },
  },
};
