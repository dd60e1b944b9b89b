/** What the demo processor writes down, one record a payment with its refunds, a page or a customer. */
import * as z from 'zod/mini';
import type { Checkout, Method, Payment, PaymentOrder, Refund } from './payments.js';

/** Test cards and accounts by what becomes of them. They stand for no money and are no numbers. */
export const DemoCard = z.enum(['card_ok', 'card_declined', 'card_authenticate', 'bank_slow', 'bank_fails']);
export type DemoCard = z.infer<typeof DemoCard>;

const Account = z.enum(['operating', 'trust']);
const Kept = z.object({ id: z.string(), card: DemoCard });
export type Kept = z.infer<typeof Kept>;

/** The terms of an order: the same id with others is refused. */
const Terms = z.object({
  attemptId: z.string(),
  firmId: z.string(),
  account: Account,
  amount: z.number(),
  currency: z.string(),
  customer: z.nullable(z.string()),
  save: z.boolean(),
  description: z.string(),
});

export const PaymentRecord = z.object({
  id: z.string(),
  terms: Terms,
  state: z.enum(['open', 'action', 'processing', 'succeeded', 'canceled']),
  method: z.nullable(Kept),
  /** The client confirmed it, so that the method may be kept. */
  present: z.boolean(),
  failure: z.nullable(z.enum(['insufficient_funds', 'authentication_required', 'debit_returned'])),
  /** When the bank will have decided, in milliseconds. */
  settlesAt: z.nullable(z.number()),
  refunds: z.array(z.object({ refundId: z.string(), amount: z.number() })),
  /** How many events there have been, which numbers them. */
  events: z.number(),
});
export type PaymentRecord = z.infer<typeof PaymentRecord>;

export const PageRecord = z.object({
  id: z.string(),
  terms: Terms,
  url: z.string(),
  /** Where the client comes back to; absent in what was written before there was such a page. */
  back: z.optional(z.object({ success: z.string(), cancel: z.string() })),
  state: z.enum(['open', 'complete', 'expired']),
  paymentId: z.nullable(z.string()),
});
export type PageRecord = z.infer<typeof PageRecord>;

export const CustomerRecord = z.object({ id: z.string(), account: Account, methods: z.array(Kept) });
export type CustomerRecord = z.infer<typeof CustomerRecord>;

export function termsOf(order: PaymentOrder): z.infer<typeof Terms> {
  const { attemptId, firmId, account, amount, currency, customer, save, description } = order;
  return { attemptId, firmId, account, amount, currency, customer, save, description };
}

export function newPayment(id: string, order: PaymentOrder): PaymentRecord {
  const nothing = { method: null, present: false, failure: null, settlesAt: null, refunds: [], events: 0 };
  return { id, terms: termsOf(order), state: 'open', ...nothing };
}

/** @param clientSecret null where it is not for the client */
export function paymentOf(record: PaymentRecord, clientSecret: string | null): Payment {
  const { id, terms, state, method, failure } = record;
  const { account, amount, currency, attemptId, firmId } = terms;
  const code = failure === 'authentication_required' ? failure : 'card_declined';
  return {
    ...{ account, id, state, amount, currency, attemptId, firmId, clientSecret },
    received: state === 'succeeded' ? amount : 0,
    method: method && methodOf(method),
    failure: state === 'open' && failure !== null ? { code, declineCode: failure } : null,
    live: false,
  };
}

export function methodOf({ id, card }: Kept): Method {
  const isBank = card.startsWith('bank_');
  const last4: Record<DemoCard, string> = {
    card_ok: '0001',
    card_declined: '0002',
    card_authenticate: '0003',
    bank_slow: '0004',
    bank_fails: '0005',
  };
  return {
    id,
    kind: isBank ? 'bank' : 'card',
    name: isBank ? 'Demo bank' : 'Demo card',
    last4: last4[card],
    expires: isBank ? null : { month: 12, year: 2099 },
  };
}

export function refundOf({ id, terms }: PaymentRecord, made: { refundId: string; amount: number }): Refund {
  const { account, currency } = terms;
  const { refundId, amount } = made;
  return { account, id: `demo_re_${refundId}`, paymentId: id, refundId, amount, currency, state: 'succeeded' };
}

export function checkoutOf({ id, terms, url, state, paymentId }: PageRecord): Checkout {
  const { account, amount, currency, attemptId, firmId } = terms;
  return { account, id, state, url: state === 'open' ? url : null, paymentId, attemptId, firmId, amount, currency };
}
