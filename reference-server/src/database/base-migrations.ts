import { sql } from 'kysely';
import type { Migrations } from './migrations.js';

/** Tables that belong to the mechanisms of this room. */
export const migrations: Migrations = {
  '2026-11-22-04-idempotency': {
    async up(db) {
      await sql`create table idempotency_keys (
        firm_id text not null references firms,
        caller text not null,
        key text not null,
        request_hash text not null,
        answer bytea,
        created_at timestamptz not null,
        primary key (firm_id, caller, key)
      )`.execute(db);
      await sql`create index idempotency_keys_by_age on idempotency_keys (created_at)`.execute(db);
    },
  },
};
