import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-03-events': {
    async up(db) {
      await sql`create table outbox_events (
        firm_id text not null references firms,
        seq int not null,
        id text not null,
        type text not null,
        data jsonb not null,
        at timestamptz not null,
        primary key (firm_id, seq)
      )`.execute(db);
    },
  },
};
