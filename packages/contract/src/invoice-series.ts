/** Where numbers come from: `INV-2026-0001`, without gaps, because a number is taken in the transaction that issues. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { conflict, notFound } from './problems.js';
import { InvoiceSeriesId, listOf, Page } from './values.js';

/** Letters alone, so that no prefix with a year in it can meet another's numbers. */
const Prefix = z.string().check(z.regex(/^[A-Z]{1,10}$/));
const Next = z.number().check(z.int(), z.minimum(1), z.maximum(999_999_999));

export const SeriesBody = z.strictObject({
  of: z.enum(['invoices', 'credit_notes']),
  prefix: Prefix,
  /** Begins again at 1 with each calendar year of the firm, and has the year in its numbers. */
  byYear: z._default(z.boolean(), true),
  /** Numbers are filled up with zeros to so many digits. */
  digits: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(9)), 4),
  /** The first number, where another system has given out those before it. */
  next: z._default(Next, 1),
});
export type SeriesBody = z.infer<typeof SeriesBody>;

export const InvoiceSeries = z.object({
  id: InvoiceSeriesId,
  ...SeriesBody.shape,
  /** How the next number will read. */
  example: z.string(),
});
export type InvoiceSeries = z.infer<typeof InvoiceSeries>;

export const listSeries = endpoint({
  id: 'invoiceSeries.list',
  method: 'GET',
  path: '/v1/firm/invoice-series',
  summary: 'Lists the series of numbers, oldest first: the first of each sort is what is used where none is named.',
  access: { audience: 'staff', scope: 'billing.read' },
  query: Page,
  response: listOf(InvoiceSeries),
});

export const createSeries = endpoint({
  id: 'invoiceSeries.create',
  method: 'POST',
  path: '/v1/firm/invoice-series',
  summary: 'Adds a series; 409 with the reason `prefix_taken` where another has the prefix.',
  access: { audience: 'staff', scope: 'billing.write' },
  body: SeriesBody,
  response: InvoiceSeries,
  status: 201,
  errors: [conflict],
  idempotent: true,
});

export const startSeries = endpoint({
  id: 'invoiceSeries.start',
  method: 'PUT',
  path: '/v1/firm/invoice-series/:id/next',
  summary:
    'Says with which number a series begins; 409 with the reason `begun` as soon as it has given one out (this year).',
  access: { audience: 'staff', scope: 'billing.write' },
  params: z.object({ id: InvoiceSeriesId }),
  body: z.strictObject({ next: Next }),
  response: InvoiceSeries,
  errors: [notFound, conflict],
});
