import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-40-activity': {
    async up(db) {
      await sql`create table activity (
        firm_id text not null,
        contact_id text not null,
        id text not null,
        seq int not null,
        code text not null,
        by text not null,
        primary key (firm_id, contact_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
    },
  },
};
