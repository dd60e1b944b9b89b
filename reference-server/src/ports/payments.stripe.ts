/**
 * Payments by Stripe: PaymentIntents that the client confirms in Stripe's own fields, or on Stripe's page (Checkout), or
 * that a saved method is charged for. Stripe is told ids, amounts and invoice numbers, and nothing about who the client is.
 */
import type Stripe from 'stripe';
import {
  type Account,
  PaymentError,
  type PaymentProcessor,
  type PaymentRef,
  type Refund,
  type RefundOrder,
  UnprovenEventError,
} from './payments.js';
import { StripeClient, type StripeOptions } from './payments.stripe-client.js';
import { proven, readEvent } from './payments.stripe-events.js';
import {
  idOf,
  readCheckout,
  readDispute,
  readMethod,
  readPayment,
  readRefund,
  refundMetadata,
} from './payments.stripe-read.js';
import { intentOf, sessionOf } from './payments.stripe-terms.js';
import { toStripe } from './payments.stripe-units.js';

/** So that what is charged can be shown without another call. */
const expand = ['payment_method'];

/** @throws Error where the options cannot be used */
export function createStripePayments(options: StripeOptions): PaymentProcessor {
  const client = new StripeClient(options);
  const debits = options.bankDebits ?? false;
  const unfit = new Set<Account>();

  return {
    name: 'stripe',
    accounts: client.accounts,
    unfit,
    browserFacts: (account) => ({
      processor: 'stripe',
      publishableKey: options.publishableKey,
      accountId: client.idOf(account),
    }),
    async check() {
      for (const account of client.accounts) {
        const id = client.idOf(account);
        const found = await client.ask(account, (stripe) =>
          id === null ? stripe.accounts.retrieveCurrent() : stripe.accounts.retrieve(id),
        );
        const payer = found.controller?.fees?.payer ?? 'account';
        if (found.charges_enabled && (account !== 'trust' || payer.startsWith('application'))) unfit.delete(account);
        else unfit.add(account);
      }
    },

    open: (order) =>
      again((key) =>
        client.ask(order.account, (stripe, call) => stripe.paymentIntents.create(intentOf(order, debits), call), key),
      )(order.attemptId, (intent) => readPayment(intent, order.account)),
    retrieve,
    cancel: async ({ account, id }) =>
      readPayment(await client.ask(account, (stripe, call) => stripe.paymentIntents.cancel(id, {}, call)), account),
    async charge(payment, methodId, present = false) {
      const { account, id } = payment;
      // The client's page answers what their bank asks by Stripe's script.
      const how = present ? { use_stripe_sdk: true } : { off_session: true };
      const terms = { payment_method: methodId, ...how, expand };
      try {
        const key = `charge:${id}:${methodId}`;
        return readPayment(
          await client.move(account, (stripe, call) => stripe.paymentIntents.confirm(id, terms, call), key),
          account,
        );
      } catch (error) {
        if (!(error instanceof PaymentError) || error.moved === 'no') throw error;
        // Stripe answers a kept failure again under this key for a day; the payment itself tells what became of it.
        const now = await retrieve(payment).catch(() => undefined);
        if (now === undefined || now.state === 'open') throw error;
        return now;
      }
    },

    openCheckout: (order) =>
      again((key) =>
        client.ask(
          order.account,
          (stripe, call) => stripe.checkout.sessions.create(sessionOf(order, debits), call),
          key,
        ),
      )(`page:${order.attemptId}`, (session) => readCheckout(session, order.account)),
    retrieveCheckout: async ({ account, id }) =>
      readCheckout(
        await client.ask(account, (stripe, call) => stripe.checkout.sessions.retrieve(id, {}, call)),
        account,
      ),
    expireCheckout: async ({ account, id }) =>
      readCheckout(await client.ask(account, (stripe, call) => stripe.checkout.sessions.expire(id, {}, call)), account),

    async refund(order) {
      const { account, id } = order.payment;
      const terms: Stripe.RefundCreateParams = {
        payment_intent: id,
        amount: toStripe(order.amount, order.currency).amount,
        metadata: refundMetadata(order.refundId),
      };
      // Stripe forgets a key after a day; the payment remembers what was given back.
      const known = madeOf(await refunds(order.payment), order);
      if (known) return known;
      try {
        const key = `refund:${order.refundId}`;
        return readRefund(
          await client.move(account, (stripe, call) => stripe.refunds.create(terms, call), key),
          account,
        );
      } catch (error) {
        if (!(error instanceof PaymentError) || error.moved === 'no') throw error;
        const made = madeOf(await refunds(order.payment).catch(() => []), order);
        if (!made) throw error;
        return made;
      }
    },
    refunds,

    async disputes({ account, id }) {
      const list = await client.ask(account, (stripe, call) =>
        stripe.disputes.list({ payment_intent: id, limit: 100 }, call),
      );
      return list.data.map(readDispute);
    },

    async createCustomer(account, key, contactId) {
      const terms = { metadata: { portico_contact: contactId } };
      return again((one) => client.ask(account, (stripe, call) => stripe.customers.create(terms, call), one))(
        `customer:${key}`,
        ({ id }) => id,
      );
    },
    setUpMethod: (account, key, customer) =>
      again((one) =>
        client.ask(
          account,
          (stripe, call) =>
            stripe.setupIntents.create(
              { customer, usage: 'off_session', allowed_payment_method_types: ['card'] },
              call,
            ),
          one,
        ),
      )(`setup:${key}`, ({ client_secret: clientSecret }) => {
        if (clientSecret === null) throw new PaymentError('refused');
        return { clientSecret };
      }),
    async methods(account, customer) {
      const list = await client.ask(account, (stripe, call) =>
        stripe.paymentMethods.list({ customer, limit: 100 }, call),
      );
      return list.data.map(readMethod);
    },
    async forgetMethod(account, customer, methodId) {
      const owner = await client
        .ask(account, (stripe, call) => stripe.paymentMethods.retrieve(methodId, {}, call))
        .then((method) => idOf(method.customer));
      if (owner === null) return;
      if (owner !== customer) throw new PaymentError('not_found');
      await client.ask(account, (stripe, call) => stripe.paymentMethods.detach(methodId, {}, call));
    },

    async readEvent(body, signature, at) {
      const event = await proven(options.webhookSecrets, body, signature, at);
      const account = client.kindOf(event.account ?? null);
      if (account === undefined) throw new UnprovenEventError('account_unknown');
      return readEvent(event, account, client.live);
    },
  };

  async function retrieve({ account, id }: PaymentRef) {
    return readPayment(
      await client.ask(account, (stripe, call) => stripe.paymentIntents.retrieve(id, { expand }, call)),
      account,
    );
  }

  async function refunds({ account, id }: PaymentRef) {
    const list = await client.ask(account, (stripe, call) =>
      stripe.refunds.list({ payment_intent: id, limit: 100 }, call),
    );
    return list.data.map((refund) => readRefund(refund, account));
  }
}

/** The refund that was made for an order already. @throws PaymentError `conflict` where it has other terms */
function madeOf(all: readonly Refund[], { refundId, amount, currency }: RefundOrder): Refund | undefined {
  const made = all.find((one) => one.refundId === refundId);
  if (made && (made.amount !== amount || made.currency !== currency)) throw new PaymentError('conflict');
  return made;
}

/**
 * Makes something that moves no money. Stripe keeps a failure under its key and answers it for a day, although the thing
 * may have been made; what nobody has heard of harms nobody, so it is made once more under the next key.
 */
function again<T>(make: (key: string) => Promise<T>) {
  return async <R>(key: string, read: (made: T) => R): Promise<R> => {
    try {
      return read(await make(`${key}:1`));
    } catch (error) {
      if (!(error instanceof PaymentError) || error.code !== 'unreachable') throw error;
      return read(await make(`${key}:2`));
    }
  };
}
