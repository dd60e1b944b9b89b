import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-11-uploads': {
    async up(db) {
      await sql`create table uploads (
        firm_id text not null,
        id text not null,
        contact_id text not null,
        matter_id text not null,
        request_id text not null,
        slot text,
        replaces text,
        name text not null,
        type text not null,
        length bigint not null,
        metadata text not null,
        blob_key text not null unique,
        wrapped_key bytea not null,
        received bigint not null,
        sealed bigint not null,
        state text not null,
        document_id text,
        writer text,
        writer_until timestamptz,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        primary key (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id),
        foreign key (firm_id, request_id) references checklist_requests (firm_id, id)
      )`.execute(db);
      await sql`create index uploads_of_request on uploads (firm_id, request_id) where state = 'open'`.execute(db);
      await sql`create index uploads_by_expiry on uploads (expires_at) where state = 'open'`.execute(db);
    },
  },
};
