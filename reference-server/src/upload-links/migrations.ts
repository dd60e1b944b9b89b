import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-35-upload-links': {
    async up(db) {
      await sql`create table upload_links (
        firm_id text not null references firms,
        id text not null,
        request_id text not null,
        contact_id text not null,
        token_hash text not null unique,
        origin text not null,
        max_files int not null,
        files int not null default 0,
        session_id text,
        jkt text,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        primary key (firm_id, id),
        foreign key (firm_id, request_id) references checklist_requests (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id),
        check (files <= max_files)
      )`.execute(db);
      await sql`create index upload_links_of_request on upload_links (firm_id, request_id, id)`.execute(db);
      await sql`create index upload_links_of_session on upload_links (firm_id, session_id, id)
        where session_id is not null`.execute(db);
    },
  },
};
