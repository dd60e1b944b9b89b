import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-23-72-staff-tasks': {
    async up(db) {
      await sql`create table staff_tasks (
        firm_id text not null references firms,
        id text not null,
        kind text not null,
        about text not null,
        cycle text not null,
        matter_id text,
        opened_at timestamptz not null,
        resolved_at timestamptz,
        resolved_by text,
        note text,
        primary key (firm_id, id),
        unique (firm_id, kind, about, cycle),
        foreign key (firm_id, matter_id) references matters (firm_id, id)
      )`.execute(db);
      await sql`create index staff_tasks_open on staff_tasks (firm_id, id) where resolved_at is null`.execute(db);
    },
  },
};
