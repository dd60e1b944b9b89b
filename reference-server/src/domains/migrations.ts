import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-30-domains': {
    async up(db) {
      await sql`create table firm_domains (
        firm_id text not null references firms,
        id text not null,
        host text not null,
        challenge text not null,
        created_at timestamptz not null,
        verified_at timestamptz,
        removed_at timestamptz,
        primary key (firm_id, id)
      )`.execute(db);
      // Whoever asks first does not keep others from proving that the host is theirs.
      await sql`create unique index firm_domains_once on firm_domains (firm_id, host) where removed_at is null`.execute(
        db,
      );
      await sql`create unique index firm_domains_served on firm_domains (host)
        where verified_at is not null and removed_at is null`.execute(db);
      await sql`create index firm_domains_past on firm_domains (host, removed_at) where verified_at is not null`.execute(
        db,
      );
    },
  },
};
