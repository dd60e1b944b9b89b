/**
 * Invoices as the client sees them: those that were issued, in the matters shared with them. How an invoice stands is
 * derived from its ledger and the firm's day each time that it is read, and stored nowhere.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { Amount, Currency } from './money.js';
import { notFound } from './problems.js';
import {
  CreditNoteId,
  Day,
  InvoiceId,
  InvoiceLineId,
  Instant,
  LedgerEntryId,
  listOf,
  MatterId,
  Page,
  PaymentPlanId,
} from './values.js';

/**
 * `overdue` wins over `unpaid` and `partially_paid`: something is open, and the firm's day is past the day by which it was to be
 * paid: the due day, or with an active payment plan that of an instalment.
 */
export const InvoiceStatus = z.enum(['unpaid', 'partially_paid', 'paid', 'overdue', 'void']);
export type InvoiceStatus = z.infer<typeof InvoiceStatus>;

/** `earned` fees go to the firm's own account, `unearned` ones are the client's money, held in trust. */
export const FeeKind = z.enum(['earned', 'unearned']);
export type FeeKind = z.infer<typeof FeeKind>;

const InvoiceTax = z.object({ name: z.string(), rate: z.string(), amount: z.number() });

/** A line with what the server has made of it. All amounts are minor units of the invoice's currency. */
export const InvoiceLine = z.object({
  id: InvoiceLineId,
  description: z.string(),
  quantity: z.string(),
  /** Of one, with or without its taxes as the invoice says. */
  unitPrice: Amount,
  kind: FeeKind,
  /** Quantity times price, rounded. */
  subtotal: z.number(),
  /** What the line's own discount and its share of the invoice's take off. */
  discount: z.number(),
  /** Without taxes. */
  net: z.number(),
  taxes: z.array(InvoiceTax),
  /** With taxes: what is asked for. */
  total: z.number(),
});
export type InvoiceLine = z.infer<typeof InvoiceLine>;

/** What the lines come to, and what has become of it since. */
export const InvoiceTotals = z.object({
  subtotal: z.number(),
  discount: z.number(),
  net: z.number(),
  /** By name and rate. */
  taxes: z.array(InvoiceTax),
  total: z.number(),
  /** Payments less refunds and chargebacks. */
  paid: z.number(),
  /** Taken back by credit notes. */
  credited: z.number(),
  /** What is still open; below zero where the firm owes it to the client. */
  balance: z.number(),
});
export type InvoiceTotals = z.infer<typeof InvoiceTotals>;

/** How a payment came in that somebody at the firm wrote down. */
export const PaymentMethod = z.enum(['cash', 'check', 'bank_transfer', 'card', 'other']);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

/** Something that moved what is owed. */
export const InvoiceMove = z.object({
  id: LedgerEntryId,
  /** `chargeback`: the client's bank took a payment back, and the firm has lost the dispute about it. */
  type: z.enum(['charge', 'payment', 'refund', 'chargeback', 'credit_note', 'void']),
  /** The firm's day that it counts for. */
  on: Day,
  at: Instant,
  /** How much, always more than nothing; the type says which way. */
  amount: z.number(),
  /** Of payments, and of what was given or taken back of them. */
  method: z.nullable(PaymentMethod),
  /** Number of a check or a transfer, or of the credit note. */
  reference: z.nullable(z.string()),
  /** The payment that a refund gives back, or a chargeback takes back. */
  refersTo: z.nullable(LedgerEntryId),
  creditNoteId: z.nullable(CreditNoteId),
});
export type InvoiceMove = z.infer<typeof InvoiceMove>;

/** An invoice in a list. */
export const InvoiceSummary = z.object({
  id: InvoiceId,
  number: z.string(),
  matterId: MatterId,
  /** The case as people call it. */
  matter: z.object({ title: z.string(), reference: z.nullable(z.string()) }),
  /** What its first line says it is for. */
  about: z.string(),
  lineCount: z.number(),
  status: InvoiceStatus,
  currency: Currency,
  kind: FeeKind,
  issuedOn: Day,
  /** Of the invoice itself, whatever a payment plan says. */
  dueOn: Day,
  /** When something that is open falls due first: the due day, or that of an instalment of an active payment plan. */
  nextDueOn: z.nullable(Day),
  /** The payment plan to read; null where none was offered, or it was withdrawn. */
  planId: z.nullable(PaymentPlanId),
  total: z.number(),
  balance: z.number(),
});
export type InvoiceSummary = z.infer<typeof InvoiceSummary>;

export const Invoice = z.object({
  ...InvoiceSummary.shape,
  /** Whom it is made out to, as it was when it was issued. */
  billTo: z.string(),
  /** Whether prices have their taxes in them. */
  taxInclusive: z.boolean(),
  note: z.nullable(z.string()),
  lines: z.array(InvoiceLine),
  totals: InvoiceTotals,
  /** Oldest first. */
  history: z.array(InvoiceMove),
});
export type Invoice = z.infer<typeof Invoice>;

/** The strip over a list, one for each currency: of all that this client sees, or of the matter that was asked for; not of one page. */
export const InvoiceStrip = z.object({
  currency: Currency,
  /** Everything open, late or not, but for instalments of active payment plans whose day is yet to come. */
  dueNow: z.number(),
  /** What of it is past the day by which it was to be paid. */
  overdue: z.number(),
  /** Those instalments. */
  later: z.number(),
  /** Payments less refunds in the firm's calendar year. */
  paidThisYear: z.number(),
});
export type InvoiceStrip = z.infer<typeof InvoiceStrip>;

export const listInvoices = endpoint({
  id: 'invoices.list',
  method: 'GET',
  path: '/v1/invoices',
  summary:
    'Lists the invoices that were issued in the matters shared with this contact, what was issued last first, with totals by currency.',
  access: { audience: 'client', capability: 'invoices.view' },
  query: z.extend(Page, { matterId: z.optional(MatterId), status: z.optional(InvoiceStatus) }),
  response: z.object({ ...listOf(InvoiceSummary).shape, totals: z.array(InvoiceStrip) }),
});

export const getInvoice = endpoint({
  id: 'invoices.get',
  method: 'GET',
  path: '/v1/invoices/:id',
  summary: 'Reads an invoice with its lines, and everything that was paid, refunded and credited.',
  access: { audience: 'client', capability: 'invoices.view' },
  params: z.object({ id: InvoiceId }),
  response: Invoice,
  errors: [notFound],
});
