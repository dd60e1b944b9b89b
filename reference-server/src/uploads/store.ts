import type { FileType, RequestSlot } from '@portico/contract';
import { sql } from 'kysely';
import type { Reader, Tx, Writer } from '../database/tables.js';
import type { LinkOfCaller } from '../http/caller.js';

/** `open`: bytes may come. `finished`: a document. `ended`: refused, cancelled or expired; its bytes are gone. */
export type UploadState = 'open' | 'finished' | 'ended';

interface UploadTable {
  firm_id: string;
  id: string;
  contact_id: string;
  matter_id: string;
  request_id: string;
  /** Part of the request that it is to be. */
  slot: RequestSlot | null;
  /** Document that it takes the place of. */
  replaces: string | null;
  name: string;
  /** What the name claims. */
  type: FileType;
  /** Bytes of the whole file. */
  length: number;
  /** `Upload-Metadata` as it came, to be given back. */
  metadata: string;
  blob_key: string;
  wrapped_key: Uint8Array;
  /** Bytes of the file that were stored when a connection last ended; the blob may hold more. */
  received: number;
  /** Bytes of the blob at that time. */
  sealed: number;
  state: UploadState;
  document_id: string | null;
  /** Process that may append, while `writer_until` has not passed. */
  writer: string | null;
  writer_until: Date | null;
  created_at: Date;
  expires_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    uploads: UploadTable;
  }
}

/** An upload as its table has it. */
export type Upload = Readonly<UploadTable>;

/** Whose upload: the owner is in the query, never fetched and then compared. */
export interface UploadOwner {
  readonly firmId: string;
  readonly contactId: string;
  /** Matters that a firm session is limited to; null means all that are shared. */
  readonly matters: readonly string[] | null;
  /** One-time link by which it comes; it sees the uploads to its own request. */
  readonly link: LinkOfCaller | null;
}

/** The share is part of the query: an upload goes out of sight with its matter, and comes back with it. */
function inSight({ matters, link }: UploadOwner) {
  if (link) return sql<boolean>`uploads.request_id = ${link.requestId}`;
  const limited = matters === null ? sql`true` : sql`s.matter_id = any(${[...matters]})`;
  return sql<boolean>`exists (select 1 from matter_shares s
    where s.firm_id = uploads.firm_id and s.matter_id = uploads.matter_id
      and s.contact_id = uploads.contact_id and ${limited})`;
}

export async function insertUpload(db: Writer, row: UploadTable): Promise<void> {
  await db.insertInto('uploads').values(row).execute();
}

export async function getUpload(db: Reader, owner: UploadOwner, id: string): Promise<Upload | undefined> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('firm_id', '=', owner.firmId)
    .where('contact_id', '=', owner.contactId)
    .where('id', '=', id)
    .where(inSight(owner))
    .executeTakeFirst();
}

/** Takes the right to append, where nobody else has it. @returns the upload, or undefined */
export async function takeUpload(
  db: Writer,
  owner: UploadOwner,
  id: string,
  lease: { writer: string; now: Date; until: Date },
): Promise<Upload | undefined> {
  return db
    .updateTable('uploads')
    .set({ writer: lease.writer, writer_until: lease.until })
    .where('firm_id', '=', owner.firmId)
    .where('contact_id', '=', owner.contactId)
    .where('id', '=', id)
    .where(inSight(owner))
    .where('state', '=', 'open')
    .where('expires_at', '>', lease.now)
    .where((eb) =>
      eb.or([eb('writer', 'is', null), eb('writer', '=', lease.writer), eb('writer_until', '<=', lease.now)]),
    )
    .returningAll()
    .executeTakeFirst();
}

/** Keeps the right to append for everything that a process is writing. */
export async function renewLeases(db: Writer, writer: string, until: Date): Promise<void> {
  await db
    .updateTable('uploads')
    .set({ writer_until: until })
    .where('writer', '=', writer)
    .where('state', '=', 'open')
    .execute();
}

/** Keeps the right to append to one upload. @returns false when it has been taken over or ended */
export async function renewLease(db: Writer, upload: Upload, writer: string, until: Date): Promise<boolean> {
  const result = await db
    .updateTable('uploads')
    .set({ writer_until: until })
    .where('firm_id', '=', upload.firm_id)
    .where('id', '=', upload.id)
    .where('state', '=', 'open')
    .where('writer', '=', writer)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Gives the right to append back, with how far the upload has come. */
export async function releaseUpload(
  tx: Tx,
  upload: Upload,
  writer: string,
  stands: { received: number; sealed: number; expiresAt: Date } | undefined,
): Promise<void> {
  await tx
    .updateTable('uploads')
    .set({
      writer: null,
      writer_until: null,
      ...(stands && { received: stands.received, sealed: stands.sealed, expires_at: stands.expiresAt }),
    })
    .where('firm_id', '=', upload.firm_id)
    .where('id', '=', upload.id)
    .where('writer', '=', writer)
    .execute();
}

/** Ends an open upload. @returns whether it was open */
export async function endUpload(tx: Tx, firmId: string, id: string): Promise<boolean> {
  const result = await tx
    .updateTable('uploads')
    .set({ state: 'ended', writer: null, writer_until: null })
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Marks an upload as the document that it became. @returns whether the writer still had it */
export async function finishUpload(tx: Tx, upload: Upload, writer: string, documentId: string): Promise<boolean> {
  const result = await tx
    .updateTable('uploads')
    .set({ state: 'finished', document_id: documentId, received: upload.length, writer: null, writer_until: null })
    .where('firm_id', '=', upload.firm_id)
    .where('id', '=', upload.id)
    .where('state', '=', 'open')
    .where('writer', '=', writer)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends what has expired and nobody is writing. @returns the blobs that are now nobody's */
export async function endExpired(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .updateTable('uploads')
    .set({ state: 'ended', writer: null, writer_until: null })
    .where('blob_key', 'in', (eb) =>
      eb
        .selectFrom('uploads')
        .select('blob_key')
        .where('state', '=', 'open')
        .where('expires_at', '<=', now)
        .where((or) => or.or([or('writer', 'is', null), or('writer_until', '<=', now)]))
        .limit(limit),
    )
    .where('state', '=', 'open')
    .returning('blob_key')
    .execute();
  return rows.map((row) => row.blob_key);
}

/** Forgets ended and finished uploads that expired before `then`. */
export async function forgetUploads(tx: Tx, then: Date): Promise<void> {
  await tx.deleteFrom('uploads').where('state', '!=', 'open').where('expires_at', '<=', then).execute();
}

/** Which of some blobs belong to an open upload, to a document or to a picture of one. */
export async function ownedBlobs(db: Reader, keys: readonly string[]): Promise<Set<string>> {
  const result = await sql<{ blob_key: string }>`
    select blob_key from uploads where blob_key = any(${[...keys]}) and state = 'open'
    union all select blob_key from documents where blob_key = any(${[...keys]}) and state != 'withdrawn'
    union all select blob_key from shared_documents where blob_key = any(${[...keys]})
    union all select blob_key from document_pictures where blob_key = any(${[...keys]})`.execute(db);
  return new Set(result.rows.map((row) => row.blob_key));
}

/** A page of open uploads that were told to have bytes, by id. */
export async function startedUploads(db: Reader, after: string, limit: number) {
  return db
    .selectFrom('uploads')
    .select(['firm_id', 'id', 'blob_key'])
    .where('state', '=', 'open')
    .where('received', '>', 0)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Frees every upload, for a start of the only process that there is. */
export async function clearWriters(tx: Tx): Promise<void> {
  await tx.updateTable('uploads').set({ writer: null, writer_until: null }).where('writer', 'is not', null).execute();
}
