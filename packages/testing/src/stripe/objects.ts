/**
 * Stripe's objects, whole. Their types come from the `stripe` package, which Stripe generates from its OpenAPI document:
 * a field too many, too few, or of another kind does not compile.
 */
import type Stripe from 'stripe';

let last = 0;

export function newStripeId(prefix: string): string {
  last += 1;
  return `${prefix}_${last.toString(36).padStart(14, '0')}`;
}

/** Seconds since 1970, as Stripe counts. */
export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

export function newIntent(
  given: Pick<Stripe.PaymentIntent, 'amount' | 'currency' | 'description' | 'metadata' | 'setup_future_usage'> & {
    readonly customer: string | null;
    readonly types: readonly string[];
  },
): Stripe.PaymentIntent {
  const { types, ...rest } = given;
  const id = newStripeId('pi');
  return {
    ...rest,
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${newStripeId('x')}`,
    confirmation_method: 'automatic',
    created: seconds(),
    customer_account: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: [...types],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_group: null,
  };
}

export function newRefund(
  intent: Stripe.PaymentIntent,
  amount: number,
  metadata: Record<string, string>,
): Stripe.Refund {
  return {
    id: newStripeId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: intent.latest_charge,
    created: seconds(),
    currency: intent.currency,
    customer: intent.customer,
    customer_account: null,
    metadata,
    payment_intent: intent.id,
    payment_method: intent.payment_method,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}

export function newCustomer(metadata: Record<string, string>): Stripe.Customer {
  return {
    id: newStripeId('cus'),
    object: 'customer',
    balance: 0,
    created: seconds(),
    default_source: null,
    description: null,
    email: null,
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata,
    shipping: null,
  };
}

export function newSetupIntent(customer: string | null, usage: string): Stripe.SetupIntent {
  const id = newStripeId('seti');
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${newStripeId('x')}`,
    created: seconds(),
    customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage,
  };
}

export function newSession(
  given: Pick<
    Stripe.Checkout.Session,
    'client_reference_id' | 'currency' | 'metadata' | 'success_url' | 'cancel_url' | 'locale'
  > & { readonly amount: number; readonly customer: string | null; readonly types: readonly string[] },
): Stripe.Checkout.Session {
  const { amount, types, ...rest } = given;
  const id = newStripeId('cs_test');
  return {
    ...rest,
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: [...types],
    amount_subtotal: amount,
    amount_total: amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: seconds(),
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer_account: null,
    customer_creation: null,
    customer_details: null,
    customer_email: null,
    discounts: [],
    expires_at: seconds() + 86_400,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    managed_payments: null,
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: [...types],
    payment_status: 'unpaid',
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: null,
    subscription: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `https://checkout.stripe.example/c/pay/${id}`,
    wallet_options: null,
  };
}

/** A page of a list. */
export function listOf<T>(url: string, data: readonly T[]) {
  return { object: 'list' as const, url, has_more: false, data: [...data] };
}
