import type { DocumentKind } from '@portico/contract';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import type { DocumentRow } from '../documents/store.js';
import type { FileKeys } from '../files/keys.js';
import { openFile } from '../files/open.js';
import type { SharedDocumentRow } from '../shared-documents/store.js';
import type { DueArrival } from './store.js';

type SentRow = DocumentRow & { readonly side: 'sent'; readonly kind: DocumentKind };
type SharedRow = SharedDocumentRow & { readonly side: 'shared' };

/** A document with its kind and a way to its bytes, whatever its safety check says: for the server's own jobs. */
export type Arrived = (SentRow | SharedRow) & {
  read(start: number, end: number): AsyncIterable<Uint8Array>;
};

export async function openArrived(
  deps: Pick<Deps, 'work' | 'blobs' | 'bytes'>,
  keys: FileKeys,
  { firmId, documentId, side }: DueArrival,
): Promise<Arrived | undefined> {
  const find = side === 'sent' ? findSent : findShared;
  const row = await deps.work.read<SentRow | SharedRow | undefined>(firmId, (db) => find(db, firmId, documentId));
  if (!row) return undefined;
  const file = await openFile(deps, keys, row);
  return { ...row, read: (start, end) => file.read(start, end) };
}

async function findSent(db: Reader, firmId: string, id: string): Promise<SentRow | undefined> {
  const row = await db
    .selectFrom('documents')
    .innerJoin('checklist_requests', (join) =>
      join
        .onRef('checklist_requests.firm_id', '=', 'documents.firm_id')
        .onRef('checklist_requests.id', '=', 'documents.request_id'),
    )
    .selectAll('documents')
    .select('checklist_requests.kind')
    .where('documents.firm_id', '=', firmId)
    .where('documents.id', '=', id)
    .where('documents.state', '!=', 'withdrawn')
    .executeTakeFirst();
  return row && { ...row, side: 'sent' };
}

async function findShared(db: Reader, firmId: string, id: string): Promise<SharedRow | undefined> {
  const row = await db
    .selectFrom('shared_documents')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ...row, side: 'shared' };
}
