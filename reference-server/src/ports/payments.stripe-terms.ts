/** An order in Stripe's words: amount, currency, our ids and the numbers of invoices. */
import type Stripe from 'stripe';
import type { CheckoutOrder, PaymentOrder } from './payments.js';
import { metadataOf } from './payments.stripe-read.js';
import { toStripe } from './payments.stripe-units.js';

const LATER = { setup_future_usage: 'off_session' } as const;

/** @param debits offers direct debits besides cards */
export function intentOf(order: PaymentOrder, debits: boolean): Stripe.PaymentIntentCreateParams {
  return {
    ...toStripe(order.amount, order.currency),
    allowed_payment_method_types: methodTypes(order.currency, debits),
    description: order.description,
    metadata: metadataOf(order),
    ...(order.customer !== null && { customer: order.customer }),
    ...(order.save && LATER),
  };
}

/** @param debits offers direct debits besides cards */
export function sessionOf(order: CheckoutOrder, debits: boolean): Stripe.Checkout.SessionCreateParams {
  const { amount: unit_amount, currency } = toStripe(order.amount, order.currency);
  const { description } = order;
  const metadata = metadataOf(order);
  return {
    mode: 'payment',
    allowed_payment_method_types: methodTypes(order.currency, debits),
    line_items: [{ quantity: 1, price_data: { currency, unit_amount, product_data: { name: description } } }],
    payment_intent_data: { metadata, description, ...(order.save && LATER) },
    metadata,
    client_reference_id: order.attemptId,
    success_url: order.successUrl,
    cancel_url: order.cancelUrl,
    locale: pageLanguageOf(order.language),
    // Otherwise Stripe may offer another currency, and what comes is not what was asked for.
    adaptive_pricing: { enabled: false },
    ...(order.customer !== null && { customer: order.customer }),
  };
}

function methodTypes(currency: string, debits: boolean) {
  if (debits && currency === 'USD') return ['card', 'us_bank_account'];
  return debits && currency === 'EUR' ? ['card', 'sepa_debit'] : ['card'];
}

/** Languages of ours that Stripe's page has; in others it goes by the browser. */
function pageLanguageOf(language: string): 'en' | 'es' | 'auto' {
  const [base = ''] = language.split('-');
  return base === 'en' || base === 'es' ? base : 'auto';
}
