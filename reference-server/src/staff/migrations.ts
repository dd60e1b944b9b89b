import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-26-matter-staff': {
    async up(db) {
      await sql`create table matter_staff (
        firm_id text not null references firms,
        matter_id text not null,
        staff_id text not null,
        created_at timestamptz not null,
        primary key (firm_id, matter_id, staff_id),
        foreign key (firm_id, matter_id) references matters (firm_id, id),
        foreign key (firm_id, staff_id) references staff (firm_id, id)
      )`.execute(db);
      await sql`create index matter_staff_of_member on matter_staff (firm_id, staff_id, matter_id)`.execute(db);
    },
  },
};
