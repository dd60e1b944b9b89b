import type { Document } from '@portico/contract';
import type { Arrival, UploadItem } from './upload.js';

/** A file has arrived and is a document. Dispatched by the upload manager, once a file. */
export class UploadedEvent extends Event {
  readonly item: UploadItem;
  readonly documentId: string;
  /** The document, where the session may read it: a one-time link may not. */
  readonly document: Document | undefined;

  constructor(item: UploadItem, { documentId, document }: Arrival) {
    super('uploaded');
    this.item = item;
    this.documentId = documentId;
    this.document = document;
  }
}
