/**
 * What is printed about money: invoices, receipts of payments, payment plans, and statements. Each is set anew from what is stored when it is
 * asked for, as a tagged PDF, and nothing is kept.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { conflict, notFound, problem } from './problems.js';
import { pdfUnavailable } from './receipts.js';
import { ClientId, Day, InvoiceId, Language, LedgerEntryId, PaymentPlanId } from './values.js';

/** Days of one statement at most, the first and the last among them. */
export const STATEMENT_DAYS = 366;
/** Rows of one statement at most. */
export const STATEMENT_ROWS = 1000;

export const statementTooLong = problem(
  'statement_too_long',
  422,
  'More than 1,000 rows fall on these days; ask for fewer days.',
);

const DAY_MS = 86_400_000;
const daysOf = ({ from, to }: { readonly from: string; readonly to: string }) =>
  (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;

/** The reader's language; that of the contact or the firm where it is not given, or has no words here. */
const query = z.object({ language: z.optional(Language) });
const range = z.strictObject({ from: Day, to: Day, language: z.optional(Language) }).check(
  z.refine(({ from, to }) => from <= to, { path: ['to'], error: 'must not be before from', abort: true }),
  z.refine((days) => daysOf(days) <= STATEMENT_DAYS, { path: ['to'], error: 'must be at most 366 days with from' }),
);

export const getInvoicePdf = endpoint({
  id: 'invoices.getPdf',
  method: 'GET',
  path: '/v1/invoices/:id/pdf',
  summary: 'An invoice to read and print, with what was paid and credited on it until now.',
  access: { audience: 'client', capability: 'invoices.view' },
  params: z.object({ id: InvoiceId }),
  query,
  errors: [notFound, pdfUnavailable],
  raw: true,
});

export const getPaymentReceipt = endpoint({
  id: 'payments.getReceipt',
  method: 'GET',
  path: '/v1/payments/:id/receipt',
  summary:
    'The receipt of a payment or a refund of an invoice, to read and print. The id is that of the invoice’s history.',
  access: { audience: 'client', capability: 'invoices.view' },
  params: z.object({ id: LedgerEntryId }),
  query,
  errors: [notFound, pdfUnavailable],
  raw: true,
});

export const getPlanPdf = endpoint({
  id: 'paymentPlans.getPdf',
  method: 'GET',
  path: '/v1/payment-plans/:id/pdf',
  summary:
    'A payment plan to read and print: who agreed to what and when, every day and amount, and what is paid and open of each. 409 with the state as the reason where it has no table any more.',
  access: { audience: 'client', capability: 'invoices.view' },
  params: z.object({ id: PaymentPlanId }),
  query,
  errors: [notFound, conflict, pdfUnavailable],
  raw: true,
});

export const getStatement = endpoint({
  id: 'statements.get',
  method: 'GET',
  path: '/v1/statements',
  summary:
    'The statement of these days (the firm’s, both included, at most 366): by currency what was open, each move, and what is open after it, of all the invoices that this contact sees.',
  access: { audience: 'client', capability: 'invoices.view' },
  query: range,
  errors: [statementTooLong, pdfUnavailable],
  raw: true,
});

export const getFirmInvoicePdf = endpoint({
  id: 'firmInvoices.getPdf',
  method: 'GET',
  path: '/v1/firm/invoices/:id/pdf',
  summary: 'An invoice as its client has it; 409 with the reason `draft` before it is issued.',
  access: { audience: 'staff', scope: 'invoices.read' },
  params: z.object({ id: InvoiceId }),
  query,
  errors: [notFound, conflict, pdfUnavailable],
  raw: true,
});

export const getFirmPaymentReceipt = endpoint({
  id: 'firmPayments.getReceipt',
  method: 'GET',
  path: '/v1/firm/payments/:id/receipt',
  summary: 'The receipt of a payment or a refund, as its client has it.',
  access: { audience: 'staff', scope: 'invoices.read' },
  params: z.object({ id: LedgerEntryId }),
  query,
  errors: [notFound, pdfUnavailable],
  raw: true,
});

export const getFirmPlanPdf = endpoint({
  id: 'firmPaymentPlans.getPdf',
  method: 'GET',
  path: '/v1/firm/payment-plans/:id/pdf',
  summary: 'A payment plan, as its client has it.',
  access: { audience: 'staff', scope: 'invoices.read' },
  params: z.object({ id: PaymentPlanId }),
  query,
  errors: [notFound, conflict, pdfUnavailable],
  raw: true,
});

export const getFirmStatement = endpoint({
  id: 'firmStatements.get',
  method: 'GET',
  path: '/v1/firm/clients/:id/statement',
  summary:
    'The statement of a client for these days (the firm’s, both included, at most 366), of the matters that the caller sees.',
  access: { audience: 'staff', scope: 'invoices.read' },
  params: z.object({ id: ClientId }),
  query: range,
  errors: [notFound, statementTooLong, pdfUnavailable],
  raw: true,
});
