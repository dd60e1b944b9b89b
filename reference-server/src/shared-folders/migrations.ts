import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-50-shared-folders': {
    async up(db) {
      await sql`create table shared_folders (
        firm_id text not null references firms,
        id text not null,
        matter_id text not null,
        position integer not null,
        name jsonb not null,
        created_at timestamptz not null,
        primary key (firm_id, id),
        foreign key (firm_id, matter_id) references matters (firm_id, id)
      )`.execute(db);
      await sql`create index shared_folders_of_matter on shared_folders (firm_id, matter_id, position)`.execute(db);
    },
  },
};
