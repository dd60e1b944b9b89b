/**
 * Payment plans as the client sees them: an invoice paid in parts, on days that the firm offers and the client agrees to. The
 * server computes every amount. What was agreed to never changes; what has been paid of it comes from the ledger each time that
 * it is read, and while a plan runs, the invoice is late by its days and not by its own due day.
 */
import * as z from 'zod/mini';
import { autopayOff, termsChanged, TermsHash } from './autopay.js';
import { endpoint } from './endpoint.js';
import { Currency } from './money.js';
import { methodElsewhere } from './paying.js';
import { conflict, notFound, previewReadOnly, stepUpRequired } from './problems.js';
import { Day, Instant, InvoiceId, Language, PaymentMethodId, PaymentPlanId } from './values.js';

/** How far one instalment is from the next. A month keeps the day: from 31 January to 28 or 29 February to 31 March. */
export const PlanEvery = z.enum(['week', 'two_weeks', 'three_weeks', 'month']);
export type PlanEvery = z.infer<typeof PlanEvery>;

/**
 * `offered` waits for the client; `lapsed` was not agreed to before its first day, or what is open no longer divides so;
 * `withdrawn` was taken back before anybody agreed. `active` is agreed to, `completed` as well with nothing open any more,
 * and `ended` was broken off by the firm.
 */
export const PlanState = z.enum(['offered', 'lapsed', 'active', 'completed', 'withdrawn', 'ended']);
export type PlanState = z.infer<typeof PlanState>;

/** By the firm's day: `due` on the day itself. `paid` has nothing open, also where a credit note took it back. */
export const InstalmentStatus = z.enum(['upcoming', 'due', 'overdue', 'paid']);
export type InstalmentStatus = z.infer<typeof InstalmentStatus>;

/** A row of the table. Amounts are minor units. */
export const Instalment = z.object({
  /** From 1; 0 is the down payment. */
  number: z.number(),
  dueOn: Day,
  /** What was agreed on. */
  amount: z.number(),
  /** What credit notes took off it since: of the last rows first. */
  credited: z.number(),
  /** Payments less refunds since the consent, of the first rows first. */
  paid: z.number(),
  open: z.number(),
  status: InstalmentStatus,
});
export type Instalment = z.infer<typeof Instalment>;

/** Consent to be charged by itself: to which of the own methods, and what stands for the text that was shown. */
export const PlanCharging = z.strictObject({ methodId: PaymentMethodId, termsHash: TermsHash });
export type PlanCharging = z.infer<typeof PlanCharging>;

export const PaymentPlan = z.object({
  id: PaymentPlanId,
  invoiceId: InvoiceId,
  state: PlanState,
  currency: Currency,
  every: PlanEvery,
  /** Of all rows: what was open when it was agreed to, or is open now where it has not been. */
  total: z.number(),
  /** In the order of their days; none where it was never agreed to and no longer can be. */
  rows: z.array(Instalment),
  /** What is to be paid next, while it is active: everything whose day has come, else the next row. */
  nextDue: z.nullable(z.object({ amount: z.number(), dueOn: Day })),
  /**
   * Since when its instalments are charged by themselves, the down payment never; null where they are paid by hand. The method is
   * told to whose it is, and is null for everybody else.
   */
  automatic: z.nullable(z.object({ methodId: z.nullable(PaymentMethodId), agreedAt: Instant })),
  /** Stands for these rows: agreeing sends it back. Null where there are none. */
  termsHash: z.nullable(z.string()),
  offeredAt: Instant,
  acceptedAt: z.nullable(Instant),
  /** When the firm took it back or broke it off. */
  endedAt: z.nullable(Instant),
});
export type PaymentPlan = z.infer<typeof PaymentPlan>;

export const getInvoicePlan = endpoint({
  id: 'paymentPlans.get',
  method: 'GET',
  path: '/v1/invoices/:id/plan',
  summary: 'Reads the payment plan of an invoice with its whole table: the last that was not withdrawn.',
  access: { audience: 'client', capability: 'invoices.view' },
  params: z.object({ id: InvoiceId }),
  response: PaymentPlan,
  errors: [notFound],
});

export const acceptPlan = endpoint({
  id: 'paymentPlans.accept',
  method: 'POST',
  path: '/v1/payment-plans/:id/accept',
  summary:
    'Agrees to the table that was shown, by its hash; 409 `terms_changed` where it is another by now (its days and amounts go by the firm’s day and what is open), 409 `conflict` with the state as the reason where it is not offered any more. With `automatic` the instalments are charged by themselves, which asks for a fresh proof of who calls.',
  access: { audience: 'client', capability: 'invoices.plan' },
  params: z.object({ id: PaymentPlanId }),
  body: z.strictObject({
    termsHash: TermsHash,
    /** In which they were shown; the contact's own where it is not said. */
    language: z.optional(Language),
    automatic: z.optional(PlanCharging),
  }),
  response: PaymentPlan,
  errors: [notFound, conflict, termsChanged, methodElsewhere, autopayOff, stepUpRequired, previewReadOnly],
});
