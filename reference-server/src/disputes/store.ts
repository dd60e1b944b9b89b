import type { DisputeReason, DisputeState } from '@portico/contract';
import { newId } from '../database/ids.js';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { seenBy } from '../invoices/store.js';

interface DisputeTable {
  firm_id: string;
  id: string;
  invoice_id: string;
  /** Null where it is about the whole invoice. */
  line_id: string | null;
  /** Who opened it, and alone reads it besides the firm. */
  contact_id: string;
  reason: DisputeReason;
  state: DisputeState;
  opened_at: Date;
  closed_at: Date | null;
  credit_note_id: string | null;
}

interface DisputeNoteTable {
  firm_id: string;
  id: string;
  dispute_id: string;
  /** Null where the firm wrote it. */
  contact_id: string | null;
  text: string;
  at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    disputes: DisputeTable;
    dispute_notes: DisputeNoteTable;
  }
}

/** With what is known of its invoice. */
export type DisputeRow = Readonly<DisputeTable> & {
  readonly matter_id: string;
  readonly client_id: string;
  readonly number: string | null;
};
export type DisputeNoteRow = Readonly<DisputeNoteTable>;

export interface DisputeFilter {
  readonly state?: DisputeState | undefined;
  readonly invoiceId?: string | undefined;
  readonly matterId?: string | undefined;
}

/** What a viewer may see: staff within their reach; a contact their own, as long as they see the invoice. */
function visible(db: Reader, viewer: Viewer) {
  const { firmId, contactId } = viewer;
  const query = db
    .selectFrom('disputes as d')
    .innerJoin('invoices', (join) =>
      join.onRef('invoices.firm_id', '=', 'd.firm_id').onRef('invoices.id', '=', 'd.invoice_id'),
    )
    .selectAll('d')
    .select(['invoices.matter_id', 'invoices.client_id', 'invoices.number'])
    .where('d.firm_id', '=', firmId)
    .where(seenBy(viewer));
  return contactId === null ? query : query.where('d.contact_id', '=', contactId);
}

export async function getDispute(db: Reader, viewer: Viewer, id: string): Promise<DisputeRow | undefined> {
  return visible(db, viewer).where('d.id', '=', id).executeTakeFirst();
}

/** Locks one that the viewer may see; what is done about it comes one after the other. Its invoice, if at all, is locked before. */
export async function lockDispute(tx: Tx, viewer: Viewer, id: string): Promise<DisputeRow | undefined> {
  return visible(tx, viewer).where('d.id', '=', id).forUpdate('d').executeTakeFirst();
}

/** A page of them, newest first. */
export async function listDisputes(
  db: Reader,
  viewer: Viewer,
  { state, invoiceId, matterId }: DisputeFilter,
  { limit, cursor }: PageQuery,
) {
  const rows = await visible(db, viewer)
    .$if(state !== undefined, (query) => query.where('d.state', '=', state ?? 'open'))
    .$if(invoiceId !== undefined, (query) => query.where('d.invoice_id', '=', invoiceId ?? ''))
    .$if(matterId !== undefined, (query) => query.where('invoices.matter_id', '=', matterId ?? ''))
    .$if(cursor !== undefined, (query) => query.where('d.id', '<', cursor ?? ''))
    .orderBy('d.id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

/** What was said in some of them, oldest first. */
export async function notesOf(db: Reader, firmId: string, ids: readonly string[]): Promise<DisputeNoteRow[]> {
  return db
    .selectFrom('dispute_notes')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('dispute_id', 'in', [...ids, ''])
    .orderBy('id')
    .execute();
}

/** @returns false where the contact has an open one about the same */
export async function insertDispute(tx: Tx, row: Readonly<DisputeTable>): Promise<boolean> {
  const result = await tx
    .insertInto('disputes')
    .values(row)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function insertNote(tx: Tx, note: Omit<DisputeNoteTable, 'id'>): Promise<void> {
  await tx
    .insertInto('dispute_notes')
    .values({ ...note, id: newId('dno') })
    .execute();
}

export interface Ending {
  readonly state: Exclude<DisputeState, 'open'>;
  readonly closed_at: Date;
  readonly credit_note_id: string | null;
}

/** Ends one that the caller has locked and found open. */
export async function markClosed(tx: Tx, firmId: string, id: string, ending: Ending): Promise<void> {
  await tx.updateTable('disputes').set(ending).where('firm_id', '=', firmId).where('id', '=', id).execute();
}
