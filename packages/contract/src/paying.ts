/**
 * Paying by card or bank account. What an attempt asks for is the server's to say: the client names invoices, and where the
 * firm allows parts of them, how much of each. Confirming is done in the processor's own fields, so that no card number ever
 * comes here; what became of it is told by the processor alone.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { kindsMixed } from './firm-invoices.js';
import { FeeKind } from './invoices.js';
import { Currency, PositiveAmount } from './money.js';
import { overBalance, overRefundable } from './payments.js';
import {
  bodyTooLarge,
  conflict,
  notFound,
  previewReadOnly,
  type Problem,
  problem,
  stepUpRequired,
} from './problems.js';
import {
  Day,
  HeldPaymentId,
  InvoiceId,
  Instant,
  LedgerEntryId,
  listOf,
  MatterId,
  Page,
  PaymentAttemptId,
  PaymentMethodId,
  PaymentRefundId,
  text,
} from './values.js';

export const paymentsNotConfigured = problem(
  'payments_not_configured',
  409,
  'The firm takes no payments here for this kind of money.',
);
export const nothingDue = problem('nothing_due', 422, 'Nothing is open on the invoice.');
export const partialNotAllowed = problem('partial_not_allowed', 422, 'The firm takes invoices whole.');
export const currenciesMixed = problem('currencies_mixed', 422, 'A payment has one currency.');
export const paymentUnderWay = problem(
  'payment_under_way',
  409,
  'A payment of one of these invoices is under way and can no longer be ended.',
);
export const amountRefused = problem('amount_refused', 422, 'The payment processor does not take this amount.');
export const methodElsewhere = problem(
  'method_elsewhere',
  422,
  'The saved method is of the other account: it pays another kind of money.',
);
export const returnUrlRefused = problem(
  'return_url_refused',
  422,
  'The address to come back to is not a page on an origin that the firm allows.',
);
export const processorUnavailable = problem('processor_unavailable', 503, 'The payment processor does not answer.');
export const eventRefused = problem('event_refused', 400, 'The message is not proven to be the payment processor’s.');

/**
 * `open` waits for the client, `action` for what their bank asks of them, `processing` for the bank, `held` for the firm, which
 * has to look at it. The others are final; an open one may bear the `failure` of the last try.
 */
export const PayingState = z.enum(['open', 'action', 'processing', 'paid', 'canceled', 'held']);
export type PayingState = z.infer<typeof PayingState>;

/** Why the last try failed, as far as a client is told. */
export const PayingFailure = z.enum(['card_declined', 'authentication_required', 'method_unusable', 'failed']);
export type PayingFailure = z.infer<typeof PayingFailure>;

/** One try to pay one or several invoices of one currency and kind. */
export const PaymentAttempt = z.object({
  id: PaymentAttemptId,
  state: PayingState,
  /** Minor units: the sum of what is paid of each invoice. */
  amount: z.number(),
  currency: Currency,
  kind: FeeKind,
  invoices: z.array(z.object({ id: InvoiceId, amount: z.number() })),
  failure: z.nullable(PayingFailure),
  createdAt: Instant,
});
export type PaymentAttempt = z.infer<typeof PaymentAttempt>;

/** What the page needs to show the processor's fields for this one payment. `demo` moves no money, and the page says so. */
export const PayingFields = z.union([
  z.object({ processor: z.literal('demo'), clientSecret: z.string() }),
  z.object({
    processor: z.literal('stripe'),
    clientSecret: z.string(),
    publishableKey: z.string(),
    accountId: z.nullable(z.string()),
  }),
]);
export type PayingFields = z.infer<typeof PayingFields>;

/** Whether there is a "Pay now", and what it would be for. */
export const PayingOptions = z.object({
  payable: z.boolean(),
  /** What is open. */
  amount: z.number(),
  currency: Currency,
  kind: FeeKind,
  /** Whether the client may pay a part of it. */
  partial: z.boolean(),
  /** What an active payment plan asks for next, which may be paid whatever `partial` says: all whose day has come, else the next. */
  next: z.nullable(z.object({ amount: z.number(), dueOn: Day })),
  /** Null where none is configured for this kind of money. */
  processor: z.nullable(z.enum(['demo', 'stripe'])),
  /** The client’s own payment of it that waits for their bank or for the firm, and that nothing else may overtake. */
  underWay: z.nullable(PaymentAttemptId),
});
export type PayingOptions = z.infer<typeof PayingOptions>;

/** Test cards and accounts of the demo. */
export const DemoCard = z.enum(['card_ok', 'card_declined', 'card_authenticate', 'bank_slow', 'bank_fails']);
export type DemoCard = z.infer<typeof DemoCard>;

/** A test card or account of the demo, by what becomes of it; or the answer to what its bank asks. */
export const DemoStep = z.union([z.strictObject({ card: DemoCard }), z.strictObject({ passed: z.boolean() })]);
export type DemoStep = z.infer<typeof DemoStep>;

/** Money that the processor is asked to give back. */
export const PaymentRefund = z.object({
  id: PaymentRefundId,
  paymentId: LedgerEntryId,
  invoiceId: InvoiceId,
  amount: z.number(),
  currency: Currency,
  state: z.enum(['asked', 'done', 'failed']),
  createdAt: Instant,
});
export type PaymentRefund = z.infer<typeof PaymentRefund>;

/** Why somebody has to look at a payment. */
export const HeldReason = z.enum([
  /** Amount, currency, account or our ids are not those of the attempt. */
  'mismatch',
  /** Paid by a payment that none of our attempts made. */
  'unknown_payment',
  /** Paid after the attempt was ended. */
  'late',
  /** The invoice was paid in another way meanwhile: the firm owes the client. */
  'overpaid',
  /** The invoice was voided meanwhile. */
  'voided',
  'refund_failed',
  'refund_mismatch',
  /** Given back at the processor’s own page. */
  'refund_elsewhere',
  /** The client’s bank takes it back, or has. */
  'disputed',
  'dispute_lost',
  /** What was to be charged by itself was declined too often; it is not tried any more. */
  'autopay_suspended',
]);
export type HeldReason = z.infer<typeof HeldReason>;

export const HeldPayment = z.object({
  id: HeldPaymentId,
  reason: HeldReason,
  attemptId: z.nullable(PaymentAttemptId),
  matterId: z.nullable(MatterId),
  /** What the processor calls it. */
  reference: z.string(),
  amount: z.number(),
  currency: z.string(),
  raisedAt: Instant,
  resolved: z.nullable(z.object({ note: z.string(), at: Instant })),
});
export type HeldPayment = z.infer<typeof HeldPayment>;

const look = { audience: 'client', capability: 'invoices.view' } as const;
const pay = { audience: 'client', capability: 'invoices.pay' } as const;
const firm = { audience: 'staff', scope: 'payments.write' } as const;
const params = z.object({ id: PaymentAttemptId });
const once = (ids: readonly { readonly id: string }[]) => new Set(ids.map(({ id }) => id)).size === ids.length;

export const getPayingOptions = endpoint({
  id: 'paying.options',
  method: 'GET',
  path: '/v1/invoices/:id/payment-options',
  summary: 'Says whether an invoice can be paid here, and by which processor.',
  access: look,
  params: z.object({ id: InvoiceId }),
  response: PayingOptions,
  errors: [notFound],
});

/** What a payment can be refused for before it begins. */
const startProblems: readonly Problem[] = [
  ...[notFound, conflict, nothingDue, overBalance, partialNotAllowed, kindsMixed, currenciesMixed],
  ...[paymentsNotConfigured, paymentUnderWay, amountRefused, returnUrlRefused, processorUnavailable],
  ...[methodElsewhere, stepUpRequired, previewReadOnly],
];

export const startPayment = endpoint({
  id: 'paying.start',
  method: 'POST',
  path: '/v1/payments',
  summary:
    'Makes a payment of one or several invoices ready to be confirmed, in the processor’s fields or with `checkout` on its own page; no money moves. With `methodId` it is charged at once. Asked again with the same terms, it answers the same payment; with others, it ends that one first. Amounts are what is open where none are given.',
  access: pay,
  body: z
    .strictObject({
      invoices: z
        .array(z.strictObject({ id: InvoiceId, amount: z.optional(PositiveAmount) }))
        .check(z.minLength(1), z.maxLength(20), z.refine(once)),
      /** Keeps the method that pays. */
      save: z.optional(z.boolean()),
      /** Pays by one that is kept, at once; asks for a fresh proof of who calls. */
      methodId: z.optional(PaymentMethodId),
      /** The client pays on the processor’s page, and comes back with `portal-payment` in the query, whatever happened there. */
      checkout: z.optional(z.strictObject({ returnUrl: z.string().check(z.minLength(1), z.maxLength(2000)) })),
    })
    .check(z.refine(({ save = false, methodId, checkout }) => methodId === undefined || (!save && !checkout))),
  response: z.object({
    ...PaymentAttempt.shape,
    fields: z.nullable(PayingFields),
    /** Where to send the client; null where they pay here, or are done. */
    checkout: z.nullable(z.object({ url: z.string() })),
  }),
  status: 201,
  errors: startProblems,
});

export const getPayment = endpoint({
  id: 'paying.get',
  method: 'GET',
  path: '/v1/payments/:id',
  summary:
    'Says what has become of a payment. While it is under way the processor is asked, at most every two seconds.',
  access: look,
  params,
  response: PaymentAttempt,
  errors: [notFound],
});

export const cancelPayment = endpoint({
  id: 'paying.cancel',
  method: 'POST',
  path: '/v1/payments/:id/cancel',
  summary:
    'Ends a payment that was not confirmed; what comes back is what has become of it, `paid` where it was too late.',
  access: pay,
  params,
  response: PaymentAttempt,
  errors: [notFound, processorUnavailable],
});

export const playDemoPayment = endpoint({
  id: 'paying.demo',
  method: 'POST',
  path: '/v1/payments/:id/demo',
  summary: 'Plays the client’s part in the demo processor’s fields. Not found where payments are real.',
  access: pay,
  params,
  body: DemoStep,
  response: PaymentAttempt,
  errors: [notFound, conflict],
});

export const refundProcessorPayment = endpoint({
  id: 'paying.refund',
  method: 'POST',
  path: '/v1/firm/payments/:id/processor-refunds',
  summary:
    'Has the processor give back a payment that it took, whole or in part. `payment.refunded` says when it has; the balance goes up then.',
  access: firm,
  params: z.object({ id: LedgerEntryId }),
  body: z.strictObject({ amount: PositiveAmount, reference: z.optional(text(100)) }),
  response: PaymentRefund,
  status: 202,
  errors: [notFound, conflict, overRefundable, paymentsNotConfigured],
  idempotent: true,
});

export const getPaymentRefund = endpoint({
  id: 'paying.refundState',
  method: 'GET',
  path: '/v1/firm/processor-refunds/:id',
  summary: 'Says what has become of a refund.',
  access: firm,
  params: z.object({ id: PaymentRefundId }),
  response: PaymentRefund,
  errors: [notFound],
});

export const listPaymentAccounts = endpoint({
  id: 'paying.accounts',
  method: 'GET',
  path: '/v1/firm/payment-accounts',
  summary:
    'Says for each kind of money whether payments are taken for it: `unfit` where the processor says that its account is closed, or that its fees would come out of trust money.',
  access: firm,
  response: z.object({
    processor: z.nullable(z.enum(['demo', 'stripe'])),
    data: z.array(z.object({ kind: FeeKind, state: z.enum(['ready', 'unfit', 'not_configured']) })),
  }),
});

export const listHeldPayments = endpoint({
  id: 'paying.held',
  method: 'GET',
  path: '/v1/firm/held-payments',
  summary: 'Lists payments that somebody has to look at, newest first.',
  access: firm,
  query: z.extend(Page, { state: z.optional(z.enum(['open', 'resolved'])) }),
  response: listOf(HeldPayment),
});

export const resolveHeldPayment = endpoint({
  id: 'paying.resolve',
  method: 'POST',
  path: '/v1/firm/held-payments/:id/resolve',
  summary: 'Says what was done about a held payment; its invoices can be paid again.',
  access: firm,
  params: z.object({ id: HeldPaymentId }),
  body: z.strictObject({ note: text(500) }),
  response: HeldPayment,
  errors: [notFound, conflict],
  idempotent: true,
});

export const receivePaymentEvent = endpoint({
  id: 'paying.receive',
  method: 'POST',
  path: '/v1/hooks/payments',
  summary:
    'Takes the processor’s messages, as bytes with their signature (`Stripe-Signature`), not older and not newer than five minutes, each once and in any order.',
  access: { audience: 'anyone' },
  raw: true,
  status: 204,
  errors: [eventRefused, bodyTooLarge, notFound, processorUnavailable],
});
