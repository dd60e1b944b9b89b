import { sql } from 'kysely';
import type { Migrations } from '../database/migrations.js';

export const migrations: Migrations = {
  '2026-11-22-51-shared-documents': {
    async up(db) {
      await sql`create table shared_documents (
        firm_id text not null references firms,
        id text not null,
        matter_id text not null,
        folder_id text,
        kind text not null,
        name text not null,
        type text not null,
        size bigint not null,
        sha256 text not null,
        crc32 bigint not null,
        blob_key text not null unique,
        blob_size bigint not null,
        blob_layout jsonb not null,
        wrapped_key bytea not null,
        created_at timestamptz not null,
        primary key (firm_id, id),
        foreign key (firm_id, matter_id) references matters (firm_id, id),
        foreign key (firm_id, folder_id) references shared_folders (firm_id, id)
      )`.execute(db);
      await sql`create index shared_documents_of_matter on shared_documents (firm_id, matter_id, id)`.execute(db);
      await sql`create index shared_documents_of_folder on shared_documents (firm_id, folder_id)`.execute(db);
      await sql`create table shared_document_shares (
        firm_id text not null,
        id text not null,
        document_id text not null,
        contact_id text not null,
        mail_id text,
        created_at timestamptz not null,
        primary key (firm_id, contact_id, id),
        unique (firm_id, document_id, contact_id),
        foreign key (firm_id, document_id) references shared_documents (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
      await sql`create table shared_document_receipts (
        firm_id text not null,
        document_id text not null,
        contact_id text not null,
        opened_at timestamptz not null,
        last_opened_at timestamptz not null,
        downloaded_at timestamptz,
        primary key (firm_id, document_id, contact_id),
        foreign key (firm_id, document_id) references shared_documents (firm_id, id),
        foreign key (firm_id, contact_id) references contacts (firm_id, id)
      )`.execute(db);
    },
  },
};
