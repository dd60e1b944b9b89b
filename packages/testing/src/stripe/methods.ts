/** Stripe's documented test methods (docs.stripe.com/testing), and what becomes of a payment by each. */
import type Stripe from 'stripe';
import { missing } from './form.js';
import { newStripeId, seconds } from './objects.js';

export type Outcome =
  | { readonly now: 'succeeds' }
  | { readonly now: 'declines'; readonly code: 'card_declined' | 'expired_card'; readonly declineCode: string }
  | { readonly now: 'asks' }
  | { readonly now: 'waits'; readonly then: 'succeeds' | 'fails' };

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  pm_card_visa: { now: 'succeeds' },
  pm_card_chargeDeclined: { now: 'declines', code: 'card_declined', declineCode: 'generic_decline' },
  pm_card_chargeDeclinedInsufficientFunds: {
    now: 'declines',
    code: 'card_declined',
    declineCode: 'insufficient_funds',
  },
  pm_card_chargeDeclinedExpiredCard: { now: 'declines', code: 'expired_card', declineCode: 'expired_card' },
  pm_card_authenticationRequired: { now: 'asks' },
  pm_usBankAccount_success: { now: 'waits', then: 'succeeds' },
  pm_usBankAccount_insufficientFunds: { now: 'waits', then: 'fails' },
};

/** A method of a customer's, or one that is used once, by the test method that it was made from. */
export interface KeptMethod {
  readonly method: Stripe.PaymentMethod;
  readonly outcome: Outcome;
}

/** @param token a test method's name */
export function newMethod(token: string): KeptMethod {
  const outcome = OUTCOMES[token];
  if (!outcome) throw missing('PaymentMethod', token, 'payment_method');
  const method: Stripe.PaymentMethod = {
    id: newStripeId('pm'),
    object: 'payment_method',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    created: seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: token.startsWith('pm_card') ? 'card' : 'us_bank_account',
  };
  if (method.type === 'card') method.card = card;
  else method.us_bank_account = bank;
  return { method, outcome };
}

const card: Stripe.PaymentMethod.Card = {
  brand: 'visa',
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
  country: 'US',
  display_brand: 'visa',
  exp_month: 8,
  exp_year: 2031,
  fingerprint: 'Xt5EWLLDS7FJjR1c',
  funding: 'credit',
  generated_from: null,
  last4: '4242',
  networks: { available: ['visa'], preferred: null },
  regulated_status: 'unregulated',
  three_d_secure_usage: { supported: true },
  wallet: null,
};

const bank: Stripe.PaymentMethod.UsBankAccount = {
  account_holder_type: 'individual',
  account_type: 'checking',
  bank_name: 'STRIPE TEST BANK',
  financial_connections_account: null,
  fingerprint: 'FFDMA0xfhBjWSZLu',
  last4: '6789',
  networks: { preferred: 'ach', supported: ['ach'] },
  routing_number: '110000000',
  status_details: {},
};
