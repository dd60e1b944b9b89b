/** What the client has sent. */
import { downloadDocument, getDocument, listDocuments, type Document } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import type { Page, PageQuery } from './checklists.js';

/** Which documents: those of one request where `requestId` is given. */
export interface DocumentQuery extends PageQuery {
  readonly requestId?: string | undefined;
}

/** The documents that the signed-in contact has sent. */
export class Documents {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Newest first. */
  list(query: DocumentQuery = {}, options?: CallOptions): Promise<Page<Document>> {
    return this.#calls.json(listDocuments, { query: { ...query } }, options);
  }

  /** One document; `ProblemError` `not_found` where there is none. */
  get(id: string, options?: CallOptions): Promise<Document> {
    return this.#calls.json(getDocument, { params: { id } }, options);
  }

  /** The bytes as they were sent. */
  content(id: string, options?: CallOptions): Promise<Blob> {
    return this.#calls.blob(downloadDocument, { params: { id } }, options);
  }
}
