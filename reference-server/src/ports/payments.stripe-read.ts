/** What Stripe says of its things, in the port's words. */
import type Stripe from 'stripe';
import type { Account, Checkout, Dispute, Method, Payment, PaymentOrder, PaymentState, Refund } from './payments.js';
import { failureOf } from './payments.stripe-errors.js';
import { fromStripe } from './payments.stripe-units.js';

/** Names in Stripe's metadata. Ids alone: nothing of them says who the client is. */
const [ATTEMPT, FIRM, REFUND] = ['portico_attempt', 'portico_firm', 'portico_refund'];

export function metadataOf({ attemptId, firmId }: PaymentOrder): Record<string, string> {
  return { [ATTEMPT]: attemptId, [FIRM]: firmId };
}

export function refundMetadata(refundId: string): Record<string, string> {
  return { [REFUND]: refundId };
}

export function readPayment(intent: Stripe.PaymentIntent, account: Account): Payment {
  const state = stateOf(intent.status);
  const last = state === 'open' ? intent.last_payment_error : null;
  return {
    account,
    id: intent.id,
    state,
    ...fromStripe(intent.amount, intent.currency),
    received: fromStripe(intent.amount_received, intent.currency).amount,
    attemptId: intent.metadata[ATTEMPT] ?? null,
    firmId: intent.metadata[FIRM] ?? null,
    clientSecret: intent.client_secret,
    method:
      typeof intent.payment_method === 'object' && intent.payment_method ? readMethod(intent.payment_method) : null,
    failure: last ? failureOf(last.code, last.decline_code) : null,
    live: intent.livemode,
  };
}

export function readMethod(method: Stripe.PaymentMethod): Method {
  const { id, card, us_bank_account: bank, sepa_debit: sepa } = method;
  if (card) {
    const expires = { month: card.exp_month, year: card.exp_year };
    return { id, kind: 'card', name: card.brand, last4: card.last4, expires };
  }
  if (bank) return { id, kind: 'bank', name: bank.bank_name, last4: bank.last4, expires: null };
  if (sepa) return { id, kind: 'bank', name: sepa.bank_code, last4: sepa.last4, expires: null };
  return { id, kind: 'other', name: method.type, last4: null, expires: null };
}

export function readRefund(refund: Stripe.Refund, account: Account): Refund {
  return {
    account,
    id: refund.id,
    paymentId: idOf(refund.payment_intent),
    refundId: refund.metadata?.[REFUND] ?? null,
    ...fromStripe(refund.amount, refund.currency),
    state: refundStateOf(refund.status),
  };
}

export function readCheckout(session: Stripe.Checkout.Session, account: Account): Checkout {
  return {
    account,
    id: session.id,
    state: checkoutStateOf(session.status),
    url: session.status === 'open' ? session.url : null,
    paymentId: idOf(session.payment_intent),
    attemptId: session.metadata?.[ATTEMPT] ?? null,
    firmId: session.metadata?.[FIRM] ?? null,
    ...fromStripe(session.amount_total ?? 0, session.currency ?? ''),
  };
}

export function readDispute(dispute: Stripe.Dispute): Dispute {
  return {
    id: dispute.id,
    paymentId: idOf(dispute.payment_intent),
    ...fromStripe(dispute.amount, dispute.currency),
    state: disputeStateOf(dispute.status),
  };
}

export function idOf(thing: string | { readonly id: string } | null): string | null {
  return typeof thing === 'object' ? (thing?.id ?? null) : thing;
}

/** A state that this version of the API does not have is taken for one that is not final. */
function stateOf(status: Stripe.PaymentIntent.Status): PaymentState {
  switch (status) {
    case 'requires_payment_method':
    case 'requires_confirmation':
      return 'open';
    case 'requires_action':
      return 'action';
    case 'succeeded':
      return 'succeeded';
    case 'canceled':
      return 'canceled';
    default:
      return 'processing';
  }
}

function checkoutStateOf(status: Stripe.Checkout.Session.Status | null): Checkout['state'] {
  if (status === 'complete') return 'complete';
  return status === 'expired' ? 'expired' : 'open';
}

function refundStateOf(status: string | null): Refund['state'] {
  return finalOf(status, ['succeeded', 'failed', 'canceled']) ?? 'pending';
}

function disputeStateOf(status: Stripe.Dispute.Status): Dispute['state'] {
  return finalOf(status, ['won', 'lost']) ?? (status.startsWith('warning_') ? 'warning' : 'open');
}

function finalOf<S extends string>(status: string | null, finals: readonly S[]): S | undefined {
  return finals.find((one) => one === status);
}
