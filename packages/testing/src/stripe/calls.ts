/** Stripe's calls, as far as they are made: name and path, the parameters that Stripe has for each, and what it does. */
import type Stripe from 'stripe';
import type { StripeAccount } from './account.js';
import { amountOf, currencyOf, type Form, invalid, missing, Params } from './form.js';
import { listOf, newCustomer, newSession, newSetupIntent } from './objects.js';

/** What the call answers: one of Stripe's objects, or a list of them. */
type Answer =
  | Stripe.PaymentIntent
  | Stripe.Refund
  | Stripe.Customer
  | Stripe.SetupIntent
  | Stripe.PaymentMethod
  | Stripe.Checkout.Session
  | { readonly object: 'list'; readonly data: readonly unknown[]; readonly has_more: boolean; readonly url: string }
  | { readonly object: 'account'; readonly id: string };
type Call = (account: StripeAccount, form: Form, id: string) => Answer;

/** Names are checked against what Stripe's OpenAPI says the call takes, as the `stripe` package carries it. */
const names = <P>() => ({ of: <N extends keyof P & string>(...given: readonly N[]) => given });

export const calls: Readonly<Record<string, Call>> = {
  'POST /v1/payment_intents'(account, form) {
    const params = new Params(
      form,
      names<Stripe.PaymentIntentCreateParams>().of(
        'amount',
        'currency',
        'allowed_payment_method_types',
        'customer',
        'description',
        'metadata',
        'setup_future_usage',
      ),
    );
    const currency = currencyOf(params.needed('currency'));
    return account.open({
      amount: amountOf(params, 'amount', currency),
      currency,
      customer: params.text('customer'),
      description: params.text('description'),
      metadata: params.map('metadata'),
      setup_future_usage: params.text('setup_future_usage'),
      types: params.list('allowed_payment_method_types'),
    });
  },
  'GET /v1/payment_intents/:id': (account, form, id) =>
    expanded(account, account.intent(id), new Params(form, names<Stripe.PaymentIntentRetrieveParams>().of())),
  'POST /v1/payment_intents/:id/confirm'(account, form, id) {
    const params = new Params(
      form,
      names<Stripe.PaymentIntentConfirmParams>().of('payment_method', 'off_session', 'use_stripe_sdk'),
    );
    return expanded(
      account,
      account.confirm(id, params.needed('payment_method'), params.text('off_session') === 'true'),
      params,
    );
  },
  'POST /v1/payment_intents/:id/cancel'(account, form, id) {
    new Params(form, names<Stripe.PaymentIntentCancelParams>().of('cancellation_reason'));
    return account.cancel(id);
  },

  'POST /v1/refunds'(account, form) {
    const params = new Params(form, names<Stripe.RefundCreateParams>().of('payment_intent', 'amount', 'metadata'));
    const intent = account.intent(params.needed('payment_intent'));
    return account.refund(intent.id, amountOf(params, 'amount', intent.currency), params.map('metadata'));
  },
  'GET /v1/refunds'(account, form) {
    const params = new Params(form, names<Stripe.RefundListParams>().of('payment_intent', 'limit'));
    return listOf('/v1/refunds', account.refundsOf(account.intent(params.needed('payment_intent')).id));
  },
  'GET /v1/refunds/:id': (account, _form, id) => account.refunds.get(id) ?? fail(missing('refund', id)),

  'GET /v1/disputes'(account, form) {
    const params = new Params(form, names<Stripe.DisputeListParams>().of('payment_intent', 'limit'));
    const { id } = account.intent(params.needed('payment_intent'));
    return listOf('/v1/disputes', [...account.disputes.values()].filter((one) => one.payment_intent === id).reverse());
  },

  'POST /v1/customers'(account, form) {
    const params = new Params(form, names<Stripe.CustomerCreateParams>().of('metadata'));
    return put(account.customers, newCustomer(params.map('metadata')));
  },
  'POST /v1/setup_intents'(account, form) {
    const params = new Params(
      form,
      names<Stripe.SetupIntentCreateParams>().of('customer', 'usage', 'allowed_payment_method_types'),
    );
    const customer = params.needed('customer');
    if (!account.customers.has(customer)) throw missing('customer', customer, 'customer');
    return put(account.setups, newSetupIntent(customer, params.text('usage') ?? 'off_session'));
  },
  'GET /v1/payment_methods'(account, form) {
    const params = new Params(form, names<Stripe.PaymentMethodListParams>().of('customer', 'limit', 'type'));
    const customer = params.needed('customer');
    if (!account.customers.has(customer)) throw missing('customer', customer, 'customer');
    const kept = [...account.methods.values()].map(({ method }) => method).filter((one) => one.customer === customer);
    return listOf('/v1/payment_methods', kept);
  },
  'GET /v1/payment_methods/:id': (account, _form, id) =>
    account.methods.get(id)?.method ?? fail(missing('PaymentMethod', id)),
  'POST /v1/payment_methods/:id/detach'(account, _form, id) {
    const kept = account.methods.get(id) ?? fail(missing('PaymentMethod', id));
    if (kept.method.customer === null) {
      throw invalid('payment_method_unexpected_state', undefined, 'The payment method is not attached to a customer.');
    }
    const method = { ...kept.method, customer: null };
    account.methods.set(id, { ...kept, method });
    return method;
  },

  'POST /v1/checkout/sessions'(account, form) {
    const params = new Params(
      form,
      names<Stripe.Checkout.SessionCreateParams>().of(
        'mode',
        'allowed_payment_method_types',
        'line_items',
        'payment_intent_data',
        'metadata',
        'client_reference_id',
        'success_url',
        'cancel_url',
        'locale',
        'adaptive_pricing',
        'customer',
      ),
    );
    const item = below(params.form('line_items'), '0');
    const price = new Params(
      below(item, 'price_data'),
      names<Stripe.Checkout.SessionCreateParams.LineItem.PriceData>().of('currency', 'unit_amount', 'product_data'),
    );
    const intentData = new Params(
      params.form('payment_intent_data'),
      names<Stripe.Checkout.SessionCreateParams.PaymentIntentData>().of(
        'metadata',
        'description',
        'setup_future_usage',
      ),
    );
    const currency = currencyOf(price.needed('currency'));
    const [amount, customer] = [amountOf(price, 'unit_amount', currency), params.text('customer')];
    const session = newSession({
      amount,
      currency,
      customer,
      types: params.list('allowed_payment_method_types'),
      metadata: params.map('metadata'),
      client_reference_id: params.text('client_reference_id'),
      success_url: params.needed('success_url'),
      cancel_url: params.text('cancel_url'),
      locale: params.text('locale'),
    });
    account.pages.set(session.id, {
      amount,
      currency,
      customer,
      types: session.payment_method_types,
      description: intentData.text('description'),
      metadata: intentData.map('metadata'),
      setup_future_usage: intentData.text('setup_future_usage'),
    });
    return put(account.sessions, session);
  },
  'GET /v1/checkout/sessions/:id': (account, _form, id) =>
    account.sessions.get(id) ?? fail(missing('checkout.session', id)),
  'POST /v1/checkout/sessions/:id/expire': (account, _form, id) => account.expire(id),

  'GET /v1/account': (account) => accountOf(account.id),
  'GET /v1/accounts/:id': (_account, _form, id) => accountOf(id),
};

export const stripeCalls: readonly string[] = Object.keys(calls);

/** The few fields of an account that matter here; whose fees the platform pays says its name. */
function accountOf(id: string) {
  const controller: Stripe.Account.Controller = {
    type: 'application',
    fees: { payer: id.includes('FeesElsewhere') ? 'application' : 'account' },
  };
  const fields: Pick<Stripe.Account, 'object' | 'id' | 'charges_enabled' | 'controller'> = {
    object: 'account',
    id,
    charges_enabled: !id.includes('Closed'),
    controller,
  };
  return fields;
}

function expanded<N extends string>(account: StripeAccount, intent: Stripe.PaymentIntent, params: Params<N>) {
  const { payment_method: id } = intent;
  if (!params.expands('payment_method') || typeof id !== 'string') return intent;
  return { ...intent, payment_method: account.methods.get(id)?.method ?? null };
}

function put<T extends { readonly id: string }>(shelf: Map<string, T>, thing: T): T {
  shelf.set(thing.id, thing);
  return thing;
}

function below(form: Form, name: string): Form {
  const value = form[name];
  return typeof value === 'object' ? value : {};
}

function fail(error: Error): never {
  throw error;
}
