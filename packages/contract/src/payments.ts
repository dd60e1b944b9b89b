/** Payments that somebody at the firm writes down: checks, transfers, cash. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { FeeKind, PaymentMethod } from './invoices.js';
import { Currency, PositiveAmount } from './money.js';
import { conflict, notFound, problem } from './problems.js';
import { Day, Instant, InvoiceId, LedgerEntryId, text } from './values.js';

export const overBalance = problem('over_balance', 409, 'The invoice has less left to be paid.');
export const overRefundable = problem('over_refundable', 409, 'The payment has less left to be refunded.');
export const notYet = problem('not_yet', 422, 'The day is in the future.');

/** A payment or a refund. */
export const Payment = z.object({
  id: LedgerEntryId,
  type: z.enum(['payment', 'refund']),
  invoiceId: InvoiceId,
  /** The payment that a refund gives back. */
  refersTo: z.nullable(LedgerEntryId),
  /** Minor units, more than nothing. */
  amount: z.number(),
  currency: Currency,
  kind: FeeKind,
  /** Who said so: somebody at the firm, or the firm's payment processor. */
  source: z.enum(['hand', 'processor']),
  method: PaymentMethod,
  reference: z.nullable(z.string()),
  on: Day,
  at: Instant,
  /** What the invoice has open after it. */
  balance: z.number(),
});
export type Payment = z.infer<typeof Payment>;

const write = { audience: 'staff', scope: 'payments.write' } as const;
const Reference = z.optional(text(100));

export const recordPayment = endpoint({
  id: 'payments.record',
  method: 'POST',
  path: '/v1/firm/invoices/:id/payments',
  summary:
    'Writes down what was paid on an issued invoice, in its currency, at most what is open (409 `over_balance`). The day is on or before today.',
  access: write,
  params: z.object({ id: InvoiceId }),
  body: z.strictObject({ amount: PositiveAmount, on: z.optional(Day), method: PaymentMethod, reference: Reference }),
  response: Payment,
  status: 201,
  errors: [notFound, conflict, overBalance, notYet],
  idempotent: true,
});

export const refundPayment = endpoint({
  id: 'payments.refund',
  method: 'POST',
  path: '/v1/firm/payments/:id/refunds',
  summary:
    'Writes down that a payment recorded by hand was given back, whole or in part. What it had paid is open again.',
  access: write,
  params: z.object({ id: LedgerEntryId }),
  body: z.strictObject({ amount: PositiveAmount, on: z.optional(Day), reference: Reference }),
  response: Payment,
  status: 201,
  errors: [notFound, conflict, overRefundable, notYet],
  idempotent: true,
});
