import type { DocumentKind, FileType, LocalizedText, ScanState } from '@portico/contract';
import { sql } from 'kysely';
import { isOpenable, pagesOf } from '../arrivals/store.js';
import { page, type PageQuery } from '../database/pages.js';
import type { Json, Reader, Tx } from '../database/tables.js';
import type { Run } from '../files/layout.js';
import type { Viewer } from '../http/caller.js';
import { withinReach } from '../matters/reach.js';

/** What the firm has put into a matter for its contacts. Without its row, and the key in it, nobody can open the bytes. */
interface SharedDocumentTable {
  firm_id: string;
  id: string;
  matter_id: string;
  folder_id: string | null;
  kind: DocumentKind;
  name: string;
  type: FileType;
  /** Bytes of the file itself. */
  size: number;
  sha256: string;
  /** Of the file itself, for archives. */
  crc32: number;
  blob_key: string;
  /** Bytes of the sealed blob. */
  blob_size: number;
  blob_layout: Json<Run[]>;
  wrapped_key: Uint8Array;
  created_at: Date;
}

interface ShareTable {
  firm_id: string;
  /** In the order of sharing. */
  id: string;
  document_id: string;
  contact_id: string;
  /** Mail that tells the contact of it; null as long as none does. It stays when the mail is gone. */
  mail_id: string | null;
  created_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    shared_documents: SharedDocumentTable;
    shared_document_shares: ShareTable;
  }
}

/** A document as its table has it. */
export type SharedDocumentRow = Readonly<Omit<SharedDocumentTable, 'blob_layout'>> & {
  readonly blob_layout: readonly Run[];
};

/** With what one contact knows of it. */
export type SharedRow = SharedDocumentRow & {
  readonly share_id: string;
  readonly shared_at: Date;
  readonly opened_at: Date | null;
  readonly pages: number;
};

/** With whom it is shared, and who had it and when; instants as PostgreSQL writes them into JSON. */
export type FirmSharedRow = SharedDocumentRow & {
  readonly scan: ScanState;
  readonly finding: string | null;
  readonly pages: number;
  readonly shared_with: readonly { readonly contactId: string; readonly at: string }[];
  readonly receipts: readonly {
    readonly contactId: string;
    readonly openedAt: string;
    readonly lastOpenedAt: string;
    readonly downloadedAt: string | null;
  }[];
};

export interface SharedFilter {
  readonly matterId?: string | undefined;
  /** `none` for what lies in no folder. */
  readonly folderId?: string | undefined;
}

/** The rule of what a client sees: shared with them by name, in a matter that is shared with them too, and known to be safe. */
export function sharedWith({ firmId, contactId, matters }: Viewer) {
  const within = matters === null ? sql`true` : sql`d.matter_id = any(${[...matters]})`;
  return sql`from shared_document_shares s
    join shared_documents d on d.firm_id = s.firm_id and d.id = s.document_id
    left join shared_document_receipts r on r.firm_id = s.firm_id and r.document_id = d.id and r.contact_id = s.contact_id
    where s.firm_id = ${firmId} and s.contact_id = ${contactId} and ${within} and ${isOpenable('d')}
      and exists (select 1 from matter_shares m where m.firm_id = d.firm_id and m.matter_id = d.matter_id
        and m.contact_id = s.contact_id)`;
}

/** The rule of what staff see: within their reach, and of the kinds that their role opens. */
export function openTo(viewer: Viewer) {
  const { documentKinds } = viewer;
  const kinds = documentKinds === null ? sql`true` : sql`d.kind = any(${[...documentKinds]})`;
  return sql<boolean>`${withinReach(viewer, 'd.matter_id')} and ${kinds}`;
}

function inFilter({ matterId, folderId }: SharedFilter) {
  const matter = matterId === undefined ? sql`true` : sql`d.matter_id = ${matterId}`;
  if (folderId === undefined) return matter;
  return folderId === 'none' ? sql`${matter} and d.folder_id is null` : sql`${matter} and d.folder_id = ${folderId}`;
}

const shared = sql`select d.*, s.id as share_id, s.created_at as shared_at, r.opened_at, ${pagesOf('d')} as pages`;

/** One document that a client may see. */
export async function getShared(db: Reader, viewer: Viewer, id: string): Promise<SharedRow | undefined> {
  const result = await sql<SharedRow>`${shared} ${sharedWith(viewer)} and d.id = ${id}`.execute(db);
  return result.rows[0];
}

/** A page of what a client may see, that which was shared last first. */
export async function listShared(db: Reader, viewer: Viewer, filter: SharedFilter, { limit, cursor }: PageQuery) {
  const after = cursor === undefined ? sql`true` : sql`s.id < ${cursor}`;
  const result = await sql<SharedRow>`${shared} ${sharedWith(viewer)} and ${inFilter(filter)} and ${after}
    order by s.id desc limit ${limit + 1}`.execute(db);
  return page(result.rows, limit, (row) => row.share_id);
}

/** Everything that a client may see, by folder and then in the order of sharing, with the names of the folders. */
export async function allShared(db: Reader, viewer: Viewer, filter: SharedFilter) {
  const result = await sql<SharedRow & { folder_name: LocalizedText | null }>`
    select t.*, f.name as folder_name
    from (${shared} ${sharedWith(viewer)} and ${inFilter(filter)}) t
    left join shared_folders f on f.firm_id = t.firm_id and f.id = t.folder_id
    order by f.position nulls first, t.share_id`.execute(db);
  return result.rows;
}

/** RFC 3339 in UTC with milliseconds, as JavaScript writes it. */
function instant(column: ReturnType<typeof sql>) {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

const ofFirm = sql`select d.*, a.scan, a.finding, ${pagesOf('d')} as pages,
    coalesce((select jsonb_agg(jsonb_build_object('contactId', s.contact_id, 'at', ${instant(sql`s.created_at`)}) order by s.id)
      from shared_document_shares s where s.firm_id = d.firm_id and s.document_id = d.id), '[]'::jsonb) as shared_with,
    coalesce((select jsonb_agg(jsonb_build_object('contactId', r.contact_id, 'openedAt', ${instant(sql`r.opened_at`)},
        'lastOpenedAt', ${instant(sql`r.last_opened_at`)}, 'downloadedAt', ${instant(sql`r.downloaded_at`)})
        order by r.opened_at, r.contact_id)
      from shared_document_receipts r where r.firm_id = d.firm_id and r.document_id = d.id), '[]'::jsonb) as receipts
  from shared_documents d join arrivals a on a.firm_id = d.firm_id and a.document_id = d.id`;

/** One document that a viewer of the staff may see. */
export async function getOfFirm(db: Reader, viewer: Viewer, id: string): Promise<FirmSharedRow | undefined> {
  const result = await sql<FirmSharedRow>`${ofFirm}
    where d.firm_id = ${viewer.firmId} and d.id = ${id} and ${openTo(viewer)}`.execute(db);
  return result.rows[0];
}

/** A page of a matter's documents that a viewer of the staff may see, newest first. */
export async function listOfFirm(db: Reader, viewer: Viewer, filter: SharedFilter, { limit, cursor }: PageQuery) {
  const after = cursor === undefined ? sql`true` : sql`d.id < ${cursor}`;
  const result = await sql<FirmSharedRow>`${ofFirm}
    where d.firm_id = ${viewer.firmId} and ${openTo(viewer)} and ${inFilter(filter)} and ${after}
    order by d.id desc limit ${limit + 1}`.execute(db);
  return page(result.rows, limit, (row) => row.id);
}

/** Matter of a document, whoever asks. */
export async function matterOf(db: Reader, firmId: string, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('shared_documents')
    .select('matter_id')
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.matter_id;
}

export async function insertDocument(tx: Tx, row: SharedDocumentRow): Promise<void> {
  await tx
    .insertInto('shared_documents')
    .values({ ...row, blob_layout: JSON.stringify(row.blob_layout) })
    .execute();
}

/** Renames or moves a document that a viewer of the staff may see; what is undefined stays. */
export async function updateDocument(
  tx: Tx,
  firmId: string,
  id: string,
  changes: { readonly name?: string | undefined; readonly folderId?: string | null | undefined },
): Promise<void> {
  await tx
    .updateTable('shared_documents')
    .set({
      ...(changes.name !== undefined && { name: changes.name }),
      ...(changes.folderId !== undefined && { folder_id: changes.folderId }),
    })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .execute();
}

/** Removes a document with its shares and receipts. */
export async function deleteDocument(tx: Tx, firmId: string, id: string): Promise<void> {
  for (const table of ['shared_document_shares', 'shared_document_receipts'] as const) {
    await tx.deleteFrom(table).where('firm_id', '=', firmId).where('document_id', '=', id).execute();
  }
  await tx.deleteFrom('shared_documents').where('firm_id', '=', firmId).where('id', '=', id).execute();
}

/** Locks a document until the transaction ends. @returns whether it is there */
export async function lockDocument(tx: Tx, firmId: string, id: string): Promise<boolean> {
  const result = await sql`select 1 from shared_documents where firm_id = ${firmId} and id = ${id} for update`.execute(
    tx,
  );
  return result.rows.length > 0;
}

/** @returns false where it was shared with them already */
export async function insertShare(tx: Tx, row: ShareTable): Promise<boolean> {
  const result = await tx
    .insertInto('shared_document_shares')
    .values(row)
    .onConflict((on) => on.columns(['firm_id', 'document_id', 'contact_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteShare(tx: Tx, firmId: string, id: string, contactId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('shared_document_shares')
    .where('firm_id', '=', firmId)
    .where('document_id', '=', id)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
