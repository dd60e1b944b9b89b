import type { DocumentKind } from '@portico/contract';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import type { DocumentRow } from '../documents/store.js';
import type { FileKeys } from '../files/keys.js';
import { openFile } from '../files/open.js';

/** A document with its kind and a way to its bytes, whatever its safety check says: for the server's own jobs. */
export type Arrived = DocumentRow & {
  readonly kind: DocumentKind;
  read(start: number, end: number): AsyncIterable<Uint8Array>;
};

export async function openArrived(
  deps: Pick<Deps, 'work' | 'blobs' | 'bytes'>,
  keys: FileKeys,
  firmId: string,
  id: string,
): Promise<Arrived | undefined> {
  const row = await deps.work.read(firmId, (db) => findDocument(db, firmId, id));
  return row && { ...row, ...(await openFile(deps, keys, row)), type: row.type };
}

async function findDocument(db: Reader, firmId: string, id: string) {
  return db
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
}
