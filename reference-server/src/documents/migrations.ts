import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-09-documents': {
    async up(db) {
      await sql`create table documents (
        firm_id text not null references firms,
        id text not null,
        matter_id text not null,
        request_id text not null,
        contact_id text not null,
        name text not null,
        type text not null,
        size bigint not null,
        sha256 text not null,
        blob_key text not null unique,
        blob_size bigint not null,
        blob_layout jsonb not null,
        wrapped_key bytea not null,
        state text not null,
        slot text,
        replaces text,
        opened_at timestamptz,
        withdrawn_at timestamptz,
        return_reason text,
        return_note text,
        returned_at timestamptz,
        reviewed_at timestamptz,
        filed_as text,
        made_from text[] not null default '{}',
        made_into text[] not null default '{}',
        origins text[] not null default '{}',
        arrived_at timestamptz not null,
        created_at timestamptz not null,
        primary key (firm_id, id),
        foreign key (firm_id, matter_id) references matters (firm_id, id),
        foreign key (firm_id, request_id) references checklist_requests (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create index documents_of_request on documents (firm_id, request_id, id)`.execute(db);
      await sql`create index documents_of_matter on documents (firm_id, matter_id, id)`.execute(db);
      await sql`create index documents_in_review on documents (firm_id, arrived_at, id)
        where state = 'received'`.execute(db);
      await sql`create index documents_reviewed on documents (firm_id, reviewed_at) where reviewed_at is not null`.execute(
        db,
      );
      await sql`create index documents_of_contact on documents (firm_id, contact_id, id)`.execute(db);
    },
  },
};
