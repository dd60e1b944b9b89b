/** Shared documents as the contract shapes them. */
import type { FirmSharedDocument, SharedDocument } from '@portico/contract';
import type { FirmSharedRow, SharedDocumentRow, SharedRow } from './store.js';

function fields(row: SharedDocumentRow & Pick<SharedRow, 'pages'>) {
  return {
    id: row.id,
    matterId: row.matter_id,
    folderId: row.folder_id,
    name: row.name,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    pages: row.pages,
  };
}

/** As the contact sees it. */
export function sharedView(row: SharedRow): SharedDocument {
  const openedAt = row.opened_at?.toISOString() ?? null;
  return { ...fields(row), sharedAt: row.shared_at.toISOString(), openedAt };
}

export function firmView(row: FirmSharedRow): FirmSharedDocument {
  return {
    ...fields(row),
    kind: row.kind,
    scan: row.scan,
    finding: row.finding,
    sharedWith: [...row.shared_with],
    receipts: [...row.receipts],
    createdAt: row.created_at.toISOString(),
  };
}
