import type { Document } from '@portico/contract';
import type { UploadItem } from './upload.js';

/** A file has arrived and is a document. Dispatched by the upload manager, once a file. */
export class UploadedEvent extends Event {
  readonly item: UploadItem;
  readonly document: Document;

  constructor(item: UploadItem, document: Document) {
    super('uploaded');
    this.item = item;
    this.document = document;
  }
}
