/** Questions about invoices, and disputes of them. */
import type { Dispute, DisputeReason, DisputeState } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import type { Page, PageQuery } from './checklists.js';
import { endpoints } from './invoices.js';

/** Which of them: those about an invoice, and those that stand in one way. */
export interface DisputeQuery extends PageQuery {
  readonly invoiceId?: string | undefined;
  readonly state?: DisputeState | undefined;
}

/** What a client says of an invoice. */
export interface NewDispute {
  /** The line that it is about; the whole invoice where there is none. */
  readonly lineId?: string | undefined;
  readonly reason: DisputeReason;
  /** At most 2000 characters. */
  readonly text: string;
}

/** What the signed-in contact has asked about invoices. Nobody but them and the firm reads it. */
export class Disputes {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /**
   * Asks about an invoice or a line of it, or disputes it. `ProblemError` `dispute_open` while one about the same is open, and
   * `conflict` where the invoice is void.
   */
  async open(invoiceId: string, { lineId, reason, text }: NewDispute, options?: CallOptions): Promise<Dispute> {
    const body = { reason, text, ...(lineId !== undefined && { lineId }) };
    return this.#calls.json((await endpoints()).openDispute, { params: { id: invoiceId }, body }, options);
  }

  /** Newest first. */
  async list(query: DisputeQuery = {}, options?: CallOptions): Promise<Page<Dispute>> {
    return this.#calls.json((await endpoints()).listDisputes, { query: { ...query } }, options);
  }

  /** One with everything that was said. */
  async get(id: string, options?: CallOptions): Promise<Dispute> {
    return this.#calls.json((await endpoints()).getDispute, { params: { id } }, options);
  }

  /** Says more. `ProblemError` `conflict` once it has ended, with how it did as the reason. */
  async write(id: string, text: string, options?: CallOptions): Promise<Dispute> {
    return this.#calls.json((await endpoints()).addDisputeNote, { params: { id }, body: { text } }, options);
  }

  /** Takes it back. `ProblemError` `conflict` once it has ended. */
  async withdraw(id: string, options?: CallOptions): Promise<Dispute> {
    return this.#calls.json((await endpoints()).withdrawDispute, { params: { id } }, options);
  }
}
