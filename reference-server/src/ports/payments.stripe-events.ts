/** What Stripe sends to the webhook, proven and read. */
import Stripe from 'stripe';
import * as z from 'zod/mini';
import type { PaymentEvent } from './payments.events.js';
import { type Account, UnprovenEventError } from './payments.js';
import { textOf, timely } from './payments.signature.js';
import { readCheckout, readDispute, readPayment, readRefund } from './payments.stripe-read.js';

const subtle = Stripe.createSubtleCryptoProvider();
/** What all events have; Stripe's types promise the rest. */
const Envelope = z.object({
  id: z.string(),
  type: z.string(),
  created: z.number(),
  livemode: z.boolean(),
  data: z.object({ object: z.object({ object: z.string() }) }),
});

/** @param secrets the endpoint's, and while it is being changed the one before it */
export async function proven(
  secrets: readonly string[],
  body: Uint8Array,
  signature: string | undefined,
  at: Date,
): Promise<Stripe.Event> {
  // Stripe's own check takes a message from the future for a fresh one.
  const header = timely(signature, at);
  const text = textOf(body);
  for (const secret of secrets) {
    try {
      const event = await Stripe.webhooks.constructEventAsync(text, header, secret, undefined, subtle, at.getTime());
      if (!z.safeParse(Envelope, event).success) throw new UnprovenEventError('body_unreadable');
      return event;
    } catch (error) {
      if (error instanceof SyntaxError) throw new UnprovenEventError('body_unreadable');
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
    }
  }
  throw new UnprovenEventError('signature_wrong');
}

/** @param live whether our key moves money: what Stripe sends of the other kind is nothing that we act upon */
export function readEvent(event: Stripe.Event, account: Account, live: boolean): PaymentEvent {
  const said = { id: event.id, at: new Date(event.created * 1000), account, live: event.livemode };
  if (event.livemode !== live) return { ...said, type: 'unknown', name: event.type };
  switch (event.type) {
    case 'payment_intent.succeeded':
      return { ...said, type: 'payment.succeeded', payment: secretless(event.data.object, account) };
    case 'payment_intent.processing':
      return { ...said, type: 'payment.processing', payment: secretless(event.data.object, account) };
    case 'payment_intent.payment_failed':
      return { ...said, type: 'payment.failed', payment: secretless(event.data.object, account) };
    case 'payment_intent.requires_action':
      return { ...said, type: 'payment.action_required', payment: secretless(event.data.object, account) };
    case 'payment_intent.canceled':
      return { ...said, type: 'payment.canceled', payment: secretless(event.data.object, account) };
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return { ...said, type: 'refund.changed', refund: readRefund(event.data.object, account) };
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
      return { ...said, type: 'dispute.changed', dispute: readDispute(event.data.object) };
    case 'checkout.session.completed':
    case 'checkout.session.expired':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
      return { ...said, type: 'checkout.changed', checkout: readCheckout(event.data.object, account) };
    default:
      return { ...said, type: 'unknown', name: event.type };
  }
}

function secretless(intent: Stripe.PaymentIntent, account: Account) {
  return { ...readPayment(intent, account), clientSecret: null };
}
