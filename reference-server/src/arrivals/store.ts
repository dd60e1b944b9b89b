import type { ScanState } from '@portico/contract';
import { type Generated, sql } from 'kysely';
import type { Reader, Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import type { DocumentRow } from '../documents/store.js';

/** What is still to be done with a document, and what came of it. */
interface ArrivalTable {
  firm_id: string;
  /** Of a document that a client has sent or that the firm shares: their ids have prefixes of their own. */
  document_id: string;
  side: Side;
  scan: ScanState;
  /** What the scanner named what it found; null unless in quarantine. */
  finding: string | null;
  /** When the safety check was over. */
  checked_at: Date | null;
  state: 'waiting' | 'done' | 'failed';
  /** When a job may take it; null where nothing is left to do. */
  due_at: Date | null;
  tries: Generated<number>;
  /** JSON of what was read (reading.ts), sealed under the firm's key. */
  reading: Uint8Array | null;
  reviewed_at: Date | null;
  created_at: Date;
}

/** A page drawn anew, sealed in a blob of its own. */
interface DocumentPictureTable {
  firm_id: string;
  document_id: string;
  page: number;
  size: PictureSize;
  blob_key: string;
  /** Bytes of the sealed blob. */
  bytes: number;
}

export type PictureSize = 'large' | 'small';

/** Which way a document goes: a client has sent it, or the firm shares it. */
export type Side = 'sent' | 'shared';

declare module '../database/tables.js' {
  interface Tables {
    arrivals: ArrivalTable;
    document_pictures: DocumentPictureTable;
  }
}

export interface DueArrival {
  readonly firmId: string;
  readonly documentId: string;
  readonly side: Side;
  readonly scan: ScanState;
  readonly tries: number;
}

/** Writes what is to be done with a document, in the transaction that makes it. */
export async function expectArrival(
  tx: Tx,
  { scanner, pictures }: Pick<Deps, 'scanner' | 'pictures'>,
  { firm_id, id, type, created_at }: Pick<DocumentRow, 'firm_id' | 'id' | 'type' | 'created_at'>,
  side: Side = 'sent',
): Promise<void> {
  const isBusy = scanner !== undefined || (pictures?.draws(type) ?? false);
  await tx
    .insertInto('arrivals')
    .values({
      firm_id,
      document_id: id,
      side,
      scan: scanner ? 'waiting' : 'off',
      state: isBusy ? 'waiting' : 'done',
      due_at: isBusy ? created_at : null,
      created_at,
    })
    .execute();
}

/** Takes due documents for this server alone, until `leaseEnd`: one that dies gives them back by that time. */
export async function takeDue(tx: Tx, now: Date, leaseEnd: Date, limit: number): Promise<DueArrival[]> {
  return tx
    .with('due', (db) =>
      db
        .selectFrom('arrivals')
        .select(['firm_id', 'document_id'])
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('arrivals')
    .from('due')
    .set((eb) => ({ tries: eb('arrivals.tries', '+', 1), due_at: leaseEnd }))
    .whereRef('arrivals.firm_id', '=', 'due.firm_id')
    .whereRef('arrivals.document_id', '=', 'due.document_id')
    .returning([
      'arrivals.firm_id as firmId',
      'arrivals.document_id as documentId',
      'arrivals.side',
      'arrivals.scan',
      'arrivals.tries',
    ])
    .execute();
}

/** Ends the waiting for the scanner, once. @param finding what it found, if anything @returns false where that has been done before */
export async function settleScan(
  tx: Tx,
  { firmId, documentId }: DueArrival,
  checkedAt: Date,
  finding?: string,
): Promise<boolean> {
  const result = await tx
    .updateTable('arrivals')
    .set({
      checked_at: checkedAt,
      ...(finding === undefined
        ? { scan: 'clean' as const }
        : { scan: 'quarantined' as const, finding, state: 'done' as const, due_at: null }),
    })
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .where('scan', '=', 'waiting')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends the work on a document, once. @returns false where that has been done before */
export async function settle(
  tx: Tx,
  { firmId, documentId }: DueArrival,
  state: 'done' | 'failed',
  reading: Uint8Array | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('arrivals')
    .set({ state, reading, due_at: null })
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function postpone(tx: Tx, { firmId, documentId }: DueArrival, dueAt: Date): Promise<void> {
  await tx
    .updateTable('arrivals')
    .set({ due_at: dueAt })
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .where('due_at', 'is not', null)
    .execute();
}

export async function insertPicture(tx: Tx, picture: DocumentPictureTable): Promise<void> {
  await tx.insertInto('document_pictures').values(picture).execute();
}

/** Ends all work on a document that is gone, and forgets what was read. @returns the blobs of its pictures, now nobody's */
export async function forgetArrival(tx: Tx, firmId: string, documentId: string): Promise<string[]> {
  await tx
    .updateTable('arrivals')
    .set({ state: 'done', due_at: null, reading: null })
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .execute();
  const pictures = await tx
    .deleteFrom('document_pictures')
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .returning('blob_key')
    .execute();
  return pictures.map((picture) => picture.blob_key);
}

/** Forgets that a document has ever been there. The sweep finds the blobs of its pictures. */
export async function removeArrival(tx: Tx, firmId: string, documentId: string): Promise<void> {
  await tx.deleteFrom('arrivals').where('firm_id', '=', firmId).where('document_id', '=', documentId).execute();
}

/** As a condition of a query: nothing is in the way of opening the document. @param document alias of a row with `firm_id` and `id` */
export function isOpenable(document: string) {
  return sql<boolean>`exists (select 1 from arrivals a where a.firm_id = ${sql.ref(`${document}.firm_id`)}
    and a.document_id = ${sql.ref(`${document}.id`)} and a.scan in ('off', 'clean'))`;
}

/** As an expression of a query: pages of the document that there are pictures of. @param document as of {@link isOpenable} */
export function pagesOf(document: string) {
  return sql<number>`(select count(*)::int from document_pictures p where p.firm_id = ${sql.ref(`${document}.firm_id`)}
    and p.document_id = ${sql.ref(`${document}.id`)} and p.size = 'large')`;
}

/** Holds a document's safety check as it is until the change is over. */
export async function holdArrival(tx: Tx, firmId: string, documentId: string): Promise<void> {
  await tx
    .selectFrom('arrivals')
    .select('scan')
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .forShare()
    .execute();
}

export async function scanOf(db: Reader, firmId: string, documentId: string): Promise<ScanState | undefined> {
  const row = await db
    .selectFrom('arrivals')
    .select('scan')
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return row?.scan;
}

export async function findArrival(db: Reader, firmId: string, documentId: string) {
  return db
    .selectFrom('arrivals')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
}

/** Pages that there are pictures of. */
export async function countPages(db: Reader, firmId: string, documentId: string): Promise<number> {
  const row = await db
    .selectFrom('document_pictures')
    .select(sql<number>`count(*)::int`.as('pages'))
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .where('size', '=', 'large')
    .executeTakeFirst();
  return row?.pages ?? 0;
}

export async function findPicture(db: Reader, firmId: string, documentId: string, page: number, size: PictureSize) {
  return db
    .selectFrom('document_pictures')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .where('page', '=', page)
    .where('size', '=', size)
    .executeTakeFirst();
}

/** Locks what was read, so that two who accept fields follow each other. */
export async function lockReading(tx: Tx, firmId: string, documentId: string) {
  return tx
    .selectFrom('arrivals')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .forUpdate()
    .executeTakeFirst();
}

export async function replaceReading(
  tx: Tx,
  firmId: string,
  documentId: string,
  reading: Uint8Array,
  reviewedAt: Date,
): Promise<void> {
  await tx
    .updateTable('arrivals')
    .set({ reading, reviewed_at: reviewedAt })
    .where('firm_id', '=', firmId)
    .where('document_id', '=', documentId)
    .execute();
}
