import type { DocumentState, FileType, ReturnReason } from '@portico/contract';

/** A row is a document: it is written only after every check of its upload has passed. */
export interface DocumentTable {
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
  /** The file's data key, wrapped by the firm's. */
  wrapped_key: Uint8Array;
  state: DocumentState;
  return_reason: ReturnReason | null;
  return_note: string | null;
  returned_at: Date | null;
  created_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    documents: DocumentTable;
  }
}
