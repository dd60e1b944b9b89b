import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-51-erasure': {
    async up(db) {
      await sql`alter table contacts add column erased_at timestamptz`.execute(db);
    },
  },
};
