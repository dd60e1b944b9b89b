/** What the client has sent. */
import {
  downloadDocument,
  getDocument,
  getPreview,
  getReceipt,
  getReceiptPdf,
  listDocuments,
  type Document,
} from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import type { Page, PageQuery } from './checklists.js';

/** Which documents: those of one request where `requestId` is given. */
export interface DocumentQuery extends PageQuery {
  readonly requestId?: string | undefined;
}

/** Which picture of a document: page from 1, as large as a screen or as a thumbnail. */
export interface PreviewQuery {
  readonly page?: number | undefined;
  readonly size?: 'large' | 'small' | undefined;
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

  /**
   * A page drawn anew as a JPEG; `ProblemError` `preview_unavailable` where there is none (yet), `preview_unsupported`
   * where there will be none, `document_unchecked` before its safety check and `document_quarantined` where it did not pass.
   */
  preview(id: string, { page = 1, size = 'large' }: PreviewQuery = {}, options?: CallOptions): Promise<Blob> {
    return this.#calls.blob(getPreview, { params: { id }, query: { page, size } }, options);
  }

  /** The signed receipt that the firm has received a document: a file that `portico-audit verify` reads, as it is. */
  receipt(id: string, options?: CallOptions): Promise<Blob> {
    return this.#calls.blob(getReceipt, { params: { id } }, options);
  }

  /**
   * The receipt to read and print, in a language where there are words for it, with the signed one attached; `ProblemError`
   * `pdf_unavailable` from a server that makes none.
   */
  receiptPdf(
    id: string,
    { language }: { readonly language?: string | undefined } = {},
    options?: CallOptions,
  ): Promise<Blob> {
    return this.#calls.blob(getReceiptPdf, { params: { id }, query: { language } }, options);
  }
}
