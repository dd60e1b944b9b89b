/** What the firm has shared with the client. */
import {
  downloadSharedArchive,
  downloadSharedDocument,
  getSharedDocument,
  getSharedPreview,
  listSharedDocuments,
  listSharedFolders,
  type SharedDocument,
  type SharedMatter,
} from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import type { Page, PageQuery } from './checklists.js';
import type { PreviewQuery } from './documents.js';

/** Which of them: those of a matter, and of a folder of it, or `none` for what lies in no folder. */
export interface SharedDocumentQuery extends PageQuery {
  readonly matterId?: string | undefined;
  readonly folderId?: string | undefined;
}

/** The documents that the firm has shared with the signed-in contact. */
export class SharedDocuments {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** The folders that hold something, by matter and in the firm's order, with how much is new. */
  async folders(
    query: { readonly matterId?: string | undefined } = {},
    options?: CallOptions,
  ): Promise<SharedMatter[]> {
    return (await this.#calls.json(listSharedFolders, { query }, options)).data;
  }

  /** What was shared last comes first. */
  list(query: SharedDocumentQuery = {}, options?: CallOptions): Promise<Page<SharedDocument>> {
    return this.#calls.json(listSharedDocuments, { query: { ...query } }, options);
  }

  /** One document; `ProblemError` `not_found` where it is not shared, or not any more. */
  get(id: string, options?: CallOptions): Promise<SharedDocument> {
    return this.#calls.json(getSharedDocument, { params: { id } }, options);
  }

  /** The bytes, to be shown here. The firm's receipt says that the contact opened it. */
  open(id: string, options?: CallOptions): Promise<Blob> {
    return this.#calls.blob(downloadSharedDocument, { params: { id }, query: { purpose: 'view' } }, options);
  }

  /** The bytes, to be kept. The firm's receipt says that the contact took a copy. */
  download(id: string, options?: CallOptions): Promise<Blob> {
    return this.#calls.blob(downloadSharedDocument, { params: { id } }, options);
  }

  /**
   * A page drawn anew as a JPEG, where `pages` says that there is one; else `ProblemError` `preview_unavailable`, or
   * `preview_unsupported` where there will be none. The firm's receipt says of a large one that the contact opened the
   * document, of a thumbnail nothing.
   */
  preview(id: string, { page = 1, size = 'large' }: PreviewQuery = {}, options?: CallOptions): Promise<Blob> {
    return this.#calls.blob(getSharedPreview, { params: { id }, query: { page, size } }, options);
  }

  /** Everything of a matter that is shared now, or of one of its folders, as one ZIP. */
  zip(matterId: string, query: { readonly folderId?: string | undefined } = {}, options?: CallOptions): Promise<Blob> {
    return this.#calls.blob(downloadSharedArchive, { params: { id: matterId }, query }, options);
  }
}
