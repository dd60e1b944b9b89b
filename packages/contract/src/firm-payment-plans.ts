/** Payment plans on the firm's side: offered on an invoice, taken back, and broken off. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { Amount } from './money.js';
import { PaymentPlan, PlanEvery, PlanState } from './payment-plans.js';
import { conflict, notFound, problem } from './problems.js';
import {
  ClientId,
  ContactId,
  Day,
  Instant,
  InvoiceId,
  Language,
  listOf,
  MatterId,
  Page,
  PaymentPlanId,
} from './values.js';

export const plansOff = problem('plans_off', 409, 'The firm’s settings have payment plans off.');
export const planExists = problem('plan_exists', 409, 'The invoice has a plan that is offered or active.');
export const planUnfit = problem('plan_unfit', 422, 'What is open does not divide into so many parts.');
export const firstDayUnfit = problem(
  'first_day_unfit',
  422,
  'The first day has passed, is a year ahead, or with a down payment is today.',
);

/** What the firm offers; days and amounts of the table follow from it. */
export const PlanTerms = z.strictObject({
  /** Minor units, asked for on the day of the consent. */
  downPayment: z._default(Amount, 0),
  /** How many more there are. */
  instalments: z.number().check(z.int(), z.minimum(1), z.maximum(60)),
  every: PlanEvery,
  /** Of the first instalment: today, or after today where there is a down payment; at most a year ahead. */
  firstOn: Day,
});
export type PlanTerms = z.infer<typeof PlanTerms>;

export const FirmPaymentPlan = z.object({
  ...PaymentPlan.shape,
  clientId: ClientId,
  matterId: MatterId,
  invoiceNumber: z.string(),
  terms: PlanTerms,
  /** Who agreed, and in which language the table was shown. */
  accepted: z.nullable(z.object({ contactId: ContactId, language: Language, at: Instant })),
});
export type FirmPaymentPlan = z.infer<typeof FirmPaymentPlan>;

const read = { audience: 'staff', scope: 'invoices.read' } as const;
const write = { audience: 'staff', scope: 'invoices.write' } as const;
const params = z.object({ id: PaymentPlanId });

export const offerPlan = endpoint({
  id: 'firmPaymentPlans.offer',
  method: 'POST',
  path: '/v1/firm/invoices/:id/plan',
  summary:
    'Offers to take what is open on an issued invoice in parts; contacts are told by mail. 409 `plan_exists` while another one is offered or active.',
  access: write,
  params: z.object({ id: InvoiceId }),
  body: PlanTerms,
  response: FirmPaymentPlan,
  status: 201,
  errors: [notFound, conflict, plansOff, planExists, planUnfit, firstDayUnfit],
  idempotent: true,
});

export const listFirmPlans = endpoint({
  id: 'firmPaymentPlans.list',
  method: 'GET',
  path: '/v1/firm/payment-plans',
  summary: 'Lists payment plans, newest first; by state, matter and invoice where given.',
  access: read,
  query: z.extend(Page, {
    state: z.optional(PlanState),
    matterId: z.optional(MatterId),
    invoiceId: z.optional(InvoiceId),
  }),
  response: listOf(FirmPaymentPlan),
});

export const getFirmPlan = endpoint({
  id: 'firmPaymentPlans.get',
  method: 'GET',
  path: '/v1/firm/payment-plans/:id',
  summary: 'Reads a payment plan with its table.',
  access: read,
  params,
  response: FirmPaymentPlan,
  errors: [notFound],
});

export const withdrawPlan = endpoint({
  id: 'firmPaymentPlans.withdraw',
  method: 'POST',
  path: '/v1/firm/payment-plans/:id/withdraw',
  summary: 'Takes back an offer that nobody has agreed to; 409 with the state as the reason otherwise.',
  access: write,
  params,
  response: FirmPaymentPlan,
  errors: [notFound, conflict],
  idempotent: true,
});

export const endPlan = endpoint({
  id: 'firmPaymentPlans.end',
  method: 'POST',
  path: '/v1/firm/payment-plans/:id/end',
  summary:
    'Breaks off a plan that was agreed to: the invoice goes by its own due day again. 409 with the state as the reason otherwise.',
  access: write,
  params,
  response: FirmPaymentPlan,
  errors: [notFound, conflict],
  idempotent: true,
});
