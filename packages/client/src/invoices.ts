/** What the client owes and has paid. */
import type { Invoice, InvoiceStatus, InvoiceStrip, InvoiceSummary } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import type { Page, PageQuery } from './checklists.js';
import { NetworkError } from './errors/network-error.js';

/** Which of them: those of a matter, and those that stand in one way. */
export interface InvoiceQuery extends PageQuery {
  readonly matterId?: string | undefined;
  readonly status?: InvoiceStatus | undefined;
}

/** A page of invoices, with what is due, late and paid this year of all of them, by currency. */
export interface InvoicePage extends Page<InvoiceSummary> {
  readonly totals: readonly InvoiceStrip[];
}

/** The reader's language, where it is not the contact's. */
export interface PaperOptions {
  readonly language?: string | undefined;
}

/** Days of the firm's, `YYYY-MM-DD`, both included; at most 366. */
export interface StatementOptions extends PaperOptions {
  readonly from: string;
  readonly to: string;
}

/**
 * The invoices that the firm has issued in the matters shared with the signed-in contact. Amounts are whole minor units:
 * `minorDigitsOf` of the contract says how many digits those are.
 */
export class Invoices {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** What was issued last comes first. */
  async list(query: InvoiceQuery = {}, options?: CallOptions): Promise<InvoicePage> {
    const { listInvoices } = await endpoints();
    return this.#calls.json(listInvoices, { query: { ...query } }, options);
  }

  /** One invoice with lines and history; `ProblemError` `not_found` where there is none that was issued. */
  async get(id: string, options?: CallOptions): Promise<Invoice> {
    const { getInvoice } = await endpoints();
    return this.#calls.json(getInvoice, { params: { id } }, options);
  }

  /** An invoice as a PDF to read and print; `ProblemError` `pdf_unavailable` from a server that makes none. */
  async pdf(id: string, { language }: PaperOptions = {}, options?: CallOptions): Promise<Blob> {
    const { getInvoicePdf } = await endpoints();
    return this.#calls.blob(getInvoicePdf, { params: { id }, query: { language } }, options);
  }

  /** The receipt of a payment or a refund as a PDF. @param id of the entry in the invoice's history */
  async receipt(id: string, { language }: PaperOptions = {}, options?: CallOptions): Promise<Blob> {
    const { getPaymentReceipt } = await endpoints();
    return this.#calls.blob(getPaymentReceipt, { params: { id }, query: { language } }, options);
  }

  /** What was open, charged and paid on these days, as a PDF; `ProblemError` `statement_too_long` where that is too much. */
  async statement({ from, to, language }: StatementOptions, options?: CallOptions): Promise<Blob> {
    const { getStatement } = await endpoints();
    return this.#calls.blob(getStatement, { query: { from, to, language } }, options);
  }
}

/** Loads what they look like. A script that does not come is a server that is not reached. */
export function endpoints() {
  return import('./invoice-endpoints.js').catch((cause: unknown) => {
    throw new NetworkError('Loading what invoices look like', { cause });
  });
}
