import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-08-checklists': {
    async up(db) {
      await sql`create table checklists (
        firm_id text not null references firms,
        id text not null,
        matter_id text not null,
        title jsonb not null,
        finished_at timestamptz,
        finished_missing jsonb,
        created_at timestamptz not null,
        primary key (firm_id, id),
        foreign key (firm_id, matter_id) references matters (firm_id, id)
      )`.execute(db);
      await sql`create index checklists_of_matter on checklists (firm_id, matter_id, id)`.execute(db);
      await sql`create table checklist_groups (
        firm_id text not null references firms,
        id text not null,
        checklist_id text not null,
        position int not null,
        title jsonb not null,
        primary key (firm_id, id),
        foreign key (firm_id, checklist_id) references checklists (firm_id, id)
      )`.execute(db);
      await sql`create index checklist_groups_in_order on checklist_groups (firm_id, checklist_id, position)`.execute(
        db,
      );
      await sql`create table checklist_requests (
        firm_id text not null references firms,
        id text not null,
        checklist_id text not null,
        group_id text not null,
        position int not null,
        type text not null default 'documents',
        key text,
        title jsonb not null,
        kind text not null default 'other',
        why jsonb,
        tips jsonb not null,
        example jsonb,
        accept jsonb not null,
        max_bytes bigint not null,
        max_files int not null,
        slots jsonb not null default '[]',
        question jsonb,
        due_on text,
        required boolean not null,
        condition jsonb,
        applies boolean not null default true,
        state text not null,
        answer jsonb,
        answered_by text,
        declined_reason text,
        declined_note text,
        declined_by text,
        declined_at timestamptz,
        waived_reason text,
        waived_at timestamptz,
        reopened_note text,
        reopened_at timestamptz,
        primary key (firm_id, id),
        foreign key (firm_id, checklist_id) references checklists (firm_id, id),
        foreign key (firm_id, group_id) references checklist_groups (firm_id, id)
      )`.execute(db);
      await sql`create index checklist_requests_in_order
        on checklist_requests (firm_id, checklist_id, group_id, position)`.execute(db);
      await sql`create unique index checklist_requests_by_key on checklist_requests (firm_id, checklist_id, key)
        where key is not null`.execute(db);
    },
  },
};
