/** What the firm asks the client for. */
import { getChecklist, listChecklists, type Checklist, type ChecklistSummary } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';

/** A page of a list; `nextCursor` is null on the last one. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

/** Which part of a list: `limit` at most 100 (25 unless told), `cursor` from the page before. */
export interface PageQuery {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** The checklists of the matters that are shared with the signed-in contact. */
export class Checklists {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Newest first, with counts of what is done. */
  list(query: PageQuery = {}, options?: CallOptions): Promise<Page<ChecklistSummary>> {
    return this.#calls.json(listChecklists, { query: { ...query } }, options);
  }

  /** One checklist with its groups, requests and what has been sent; `ProblemError` `not_found` where there is none. */
  get(id: string, options?: CallOptions): Promise<Checklist> {
    return this.#calls.json(getChecklist, { params: { id } }, options);
  }
}
