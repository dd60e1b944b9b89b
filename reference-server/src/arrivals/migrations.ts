import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-46-arrivals': {
    async up(db) {
      await sql`create table arrivals (
        firm_id text not null references firms,
        document_id text not null,
        side text not null,
        scan text not null,
        finding text,
        checked_at timestamptz,
        state text not null,
        due_at timestamptz,
        tries int not null default 0,
        reading bytea,
        reviewed_at timestamptz,
        created_at timestamptz not null,
        primary key (firm_id, document_id)
      )`.execute(db);
      await sql`create index arrivals_due on arrivals (due_at) where due_at is not null`.execute(db);
      // Documents of before have nothing to wait for.
      await sql`insert into arrivals (firm_id, document_id, side, scan, state, created_at)
        select firm_id, id, 'sent', 'off', 'done', created_at from documents`.execute(db);
      await sql`create table document_pictures (
        firm_id text not null references firms,
        document_id text not null,
        page int not null,
        size text not null,
        blob_key text not null unique,
        bytes int not null,
        primary key (firm_id, document_id, page, size),
        foreign key (firm_id, document_id) references arrivals (firm_id, document_id) on delete cascade
      )`.execute(db);
    },
  },
};
