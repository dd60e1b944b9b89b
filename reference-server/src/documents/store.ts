import type { FileType, FirmDocumentState, RequestSlot, ReturnReason } from '@portico/contract';
import { sql } from 'kysely';
import { page, type PageQuery } from '../database/pages.js';
import type { Json, Reader, Tx } from '../database/tables.js';
import type { Run } from '../files/layout.js';
import type { Viewer } from '../http/caller.js';
import { withinReach } from '../matters/reach.js';

/** A row is a document: it is written only after every check of its upload has passed. */
interface DocumentTable {
  firm_id: string;
  id: string;
  matter_id: string;
  request_id: string;
  /** Who sent it. */
  contact_id: string;
  name: string;
  type: FileType;
  /** Bytes of the file itself. */
  size: number;
  sha256: string;
  blob_key: string;
  /** Bytes of the sealed blob. */
  blob_size: number;
  /** Where its records lie. */
  blob_layout: Json<Run[]>;
  /** The file's data key, wrapped by the firm's. */
  wrapped_key: Uint8Array;
  state: FirmDocumentState;
  /** Part of the request that it is. */
  slot: RequestSlot | null;
  /** The document that it was sent in the place of. */
  replaces: string | null;
  /** When somebody at the firm first opened it. */
  opened_at: Date | null;
  withdrawn_at: Date | null;
  return_reason: ReturnReason | null;
  return_note: string | null;
  returned_at: Date | null;
  /** When somebody at the firm accepted or returned it. */
  reviewed_at: Date | null;
  /** What the firm calls it. */
  filed_as: string | null;
  /** What it was made from by splitting or merging, and what was made from it. */
  made_from: string[];
  made_into: string[];
  /** What the client had sent that it was made from, however often it has been taken apart since. */
  origins: string[];
  /** When the client sent it, or the first of its origins. */
  arrived_at: Date;
  /** When it came to its request. */
  created_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    documents: DocumentTable;
  }
}

/** A document as its table has it. */
export type DocumentRow = Readonly<Omit<DocumentTable, 'blob_layout'>> & { readonly blob_layout: readonly Run[] };

export interface DocumentFilter {
  readonly requestId?: string | undefined;
  readonly matterId?: string | undefined;
  readonly state?: FirmDocumentState | undefined;
}

export async function insertDocument(tx: Tx, row: DocumentRow): Promise<void> {
  await tx
    .insertInto('documents')
    .values({ ...row, blob_layout: JSON.stringify(row.blob_layout) })
    .execute();
}

/** What staff may see: within their reach, and of the kinds that their role opens. */
export function ofStaff(viewer: Viewer) {
  const { documentKinds } = viewer;
  const reach = withinReach(viewer, 'documents.matter_id');
  if (documentKinds === null) return reach;
  return sql<boolean>`${reach} and exists (select 1 from checklist_requests r where r.firm_id = documents.firm_id
    and r.id = documents.request_id and r.kind = any(${[...documentKinds]}))`;
}

/**
 * What a viewer may see: staff as their role says; a client what they sent themselves in matters shared with them, and not
 * what the firm made of it.
 */
function visible(db: Reader, viewer: Viewer) {
  const query = db.selectFrom('documents').selectAll().where('documents.firm_id', '=', viewer.firmId);
  const { contactId, matters } = viewer;
  if (contactId === null) return query.where(ofStaff(viewer));
  const own = query
    .where('documents.contact_id', '=', contactId)
    .where('documents.state', '!=', 'withdrawn')
    .where(sql<boolean>`documents.origins = '{}'`)
    .where(
      sql<boolean>`exists (select 1 from matter_shares s where s.firm_id = documents.firm_id
        and s.matter_id = documents.matter_id and s.contact_id = ${contactId})`,
    );
  return matters === null ? own : own.where('documents.matter_id', 'in', [...matters, '']);
}

export async function getDocument(db: Reader, viewer: Viewer, id: string): Promise<DocumentRow | undefined> {
  return visible(db, viewer).where('documents.id', '=', id).executeTakeFirst();
}

/** A page of what a viewer may see, newest first. */
export async function listDocuments(db: Reader, viewer: Viewer, filter: DocumentFilter, { limit, cursor }: PageQuery) {
  const { requestId, matterId, state } = filter;
  const rows = await visible(db, viewer)
    .$if(requestId !== undefined, (query) => query.where('request_id', '=', requestId ?? ''))
    .$if(matterId !== undefined, (query) => query.where('matter_id', '=', matterId ?? ''))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'received'))
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export interface Review {
  readonly state: 'accepted' | 'returned';
  readonly reason: ReturnReason | null;
  readonly note: string | null;
  readonly at: Date;
}

/**
 * Reviews a received document that the viewer, of the staff, may see, by compare-and-set.
 * @returns the document, or undefined when it was not `received`
 */
export async function reviewDocument(
  tx: Tx,
  viewer: Viewer,
  id: string,
  { state, reason, note, at }: Review,
): Promise<DocumentRow | undefined> {
  return tx
    .updateTable('documents')
    .set({
      state,
      return_reason: reason,
      return_note: note,
      returned_at: state === 'returned' ? at : null,
      reviewed_at: at,
    })
    .where('firm_id', '=', viewer.firmId)
    .where('id', '=', id)
    .where('state', '=', 'received')
    .where(ofStaff(viewer))
    .returningAll()
    .executeTakeFirst();
}

/** Gives a document back that did not pass its safety check, whatever had become of it. */
export async function returnUnsafe(tx: Tx, firmId: string, id: string, at: Date): Promise<DocumentRow | undefined> {
  return tx
    .updateTable('documents')
    .set({ state: 'returned', return_reason: 'unsafe', return_note: '', returned_at: at })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** Locks the request of a document, behind its checklist, so that acts on one checklist follow each other. */
export async function lockRequestOf(tx: Tx, firmId: string, documentId: string): Promise<void> {
  await sql`select 1 from checklists k where k.firm_id = ${firmId} and k.id = (
    select r.checklist_id from checklist_requests r join documents d on d.firm_id = r.firm_id and d.request_id = r.id
    where d.firm_id = ${firmId} and d.id = ${documentId}) for update`.execute(tx);
  await sql`select 1 from checklist_requests r where r.firm_id = ${firmId} and r.id =
    (select d.request_id from documents d where d.firm_id = ${firmId} and d.id = ${documentId}) for update`.execute(tx);
}

/** Notes that somebody at the firm has opened a document. @returns whether it was the first time */
export async function markOpened(tx: Tx, firmId: string, id: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('documents')
    .set({ opened_at: now })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('opened_at', 'is', null)
    .where('state', '!=', 'withdrawn')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * Takes back a document that a contact has sent after `since` and nobody has opened or reviewed. Its data key goes with it,
 * so that its bytes are noise from this moment on, also where they lie a while longer.
 */
export async function withdraw(
  tx: Tx,
  { firmId, contactId, id, since, now }: { firmId: string; contactId: string; id: string; since: Date; now: Date },
): Promise<DocumentRow | undefined> {
  return tx
    .updateTable('documents')
    .set({ state: 'withdrawn', withdrawn_at: now, wrapped_key: new Uint8Array() })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('id', '=', id)
    .where('state', '=', 'received')
    .where('opened_at', 'is', null)
    .where('created_at', '>', since)
    .returningAll()
    .executeTakeFirst();
}

/** Names a document for the firm's file. @returns it, or undefined where the viewer, of the staff, may not see it */
export async function fileAs(
  tx: Tx,
  viewer: Viewer,
  id: string,
  name: string | null,
): Promise<DocumentRow | undefined> {
  return tx
    .updateTable('documents')
    .set({ filed_as: name })
    .where('firm_id', '=', viewer.firmId)
    .where('id', '=', id)
    .where('state', '!=', 'withdrawn')
    .where(ofStaff(viewer))
    .returningAll()
    .executeTakeFirst();
}
