/** Who had which document and when: what the firm shows when a client says that they never got it. */
import { sql } from 'kysely';
import type { Tx } from '../database/tables.js';

interface ReceiptTable {
  firm_id: string;
  document_id: string;
  contact_id: string;
  opened_at: Date;
  last_opened_at: Date;
  /** When they first took a copy; null where they only looked. */
  downloaded_at: Date | null;
}

declare module '../database/tables.js' {
  interface Tables {
    shared_document_receipts: ReceiptTable;
  }
}

export interface Receipt {
  readonly firmId: string;
  readonly contactId: string;
  readonly documents: readonly string[];
  readonly purpose: 'view' | 'download';
  readonly now: Date;
}

/** Writes receipts down. @returns the documents that the contact had for the first time */
export async function writeReceipts(tx: Tx, receipt: Receipt): Promise<string[]> {
  const { firmId, contactId, documents, purpose, now } = receipt;
  const downloadedAt = purpose === 'download' ? now : null;
  const result = await sql<{ document_id: string; first: boolean }>`
    insert into shared_document_receipts as r
      (firm_id, document_id, contact_id, opened_at, last_opened_at, downloaded_at)
    select ${firmId}, unnest(${[...documents]}::text[]), ${contactId}, ${now}::timestamptz, ${now}::timestamptz,
      ${downloadedAt}::timestamptz
    on conflict (firm_id, document_id, contact_id) do update
      set last_opened_at = excluded.last_opened_at, downloaded_at = coalesce(r.downloaded_at, excluded.downloaded_at)
    returning document_id, xmax = 0 as first`.execute(tx);
  return result.rows.filter(({ first }) => first).map(({ document_id }) => document_id);
}
