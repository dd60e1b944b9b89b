/**
 * What one Stripe account holds: payments with their steps, refunds, customers, methods and pages. It is changed by calls
 * to the API and by what a client would do in Stripe's own fields, and says what happened to whoever listens.
 */
import type Stripe from 'stripe';
import { isDecided, newDispute } from './disputes.js';
import { invalid, missing, StripeProblem } from './form.js';
import { type KeptMethod, newMethod } from './methods.js';
import { newIntent, newRefund, newStripeId, seconds } from './objects.js';

/** Money that has moved. */
export interface Charge {
  readonly account: string;
  readonly intent: string;
  readonly amount: number;
  readonly currency: string;
}

export type Said =
  | { readonly type: `payment_intent.${IntentStep}`; readonly object: Stripe.PaymentIntent }
  | { readonly type: 'refund.created' | 'refund.updated'; readonly object: Stripe.Refund }
  | { readonly type: `checkout.session.${'completed' | 'expired'}`; readonly object: Stripe.Checkout.Session }
  | { readonly type: `charge.dispute.${'created' | 'closed'}`; readonly object: Stripe.Dispute };
type IntentStep = 'created' | 'succeeded' | 'processing' | 'payment_failed' | 'requires_action' | 'canceled';

export class StripeAccount {
  readonly id: string;
  readonly intents = new Map<string, Stripe.PaymentIntent>();
  readonly refunds = new Map<string, Stripe.Refund>();
  readonly disputes = new Map<string, Stripe.Dispute>();
  readonly customers = new Map<string, Stripe.Customer>();
  readonly methods = new Map<string, KeptMethod>();
  readonly setups = new Map<string, Stripe.SetupIntent>();
  readonly sessions = new Map<string, Stripe.Checkout.Session>();
  /** What a page makes a payment from. */
  readonly pages = new Map<string, Parameters<typeof newIntent>[0]>();
  readonly charges: Charge[] = [];
  readonly #say: (said: Said, account: StripeAccount) => void;

  constructor(id: string, say: (said: Said, account: StripeAccount) => void) {
    this.id = id;
    this.#say = say;
  }

  open(given: Parameters<typeof newIntent>[0]): Stripe.PaymentIntent {
    if (given.customer !== null && !this.customers.has(given.customer))
      throw missing('customer', given.customer, 'customer');
    return this.#put(newIntent(given), 'created');
  }

  intent(id: string): Stripe.PaymentIntent {
    return this.intents.get(id) ?? fail(missing('payment_intent', id, 'intent'));
  }

  /** @param name a test method's, or the id of one that is kept @throws StripeProblem 402 where it is declined */
  confirm(id: string, name: string, away: boolean): Stripe.PaymentIntent {
    const was = this.intent(id);
    if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(was.status)) {
      throw unexpected(was);
    }
    const kept = this.methods.get(name) ?? newMethod(name);
    const { method, outcome } = kept;
    if (this.methods.has(name) && method.customer !== was.customer) {
      throw invalid('payment_method_unexpected_state', 'payment_method', 'The PaymentMethod is not of this customer.');
    }
    this.methods.set(method.id, kept);
    const tried = { ...was, payment_method: method.id, last_payment_error: null, next_action: null };
    switch (outcome.now) {
      case 'succeeds':
        return this.#succeed(tried);
      case 'declines':
        throw this.#declined(tried, method, outcome.code, outcome.declineCode);
      case 'asks':
        if (away) throw this.#declined(tried, method, 'authentication_required', 'authentication_required');
        return this.#put(
          { ...tried, status: 'requires_action', next_action: { type: 'use_stripe_sdk', use_stripe_sdk: {} } },
          'requires_action',
        );
      case 'waits':
        return this.#put({ ...tried, status: 'processing' }, 'processing');
    }
  }

  /** The client answers what their bank asks. */
  authenticate(id: string, passed: boolean): Stripe.PaymentIntent {
    const was = this.intent(id);
    if (was.status !== 'requires_action') throw unexpected(was);
    if (passed) return this.#succeed({ ...was, next_action: null });
    const { method } = this.#methodOf(was);
    this.#declined({ ...was, next_action: null }, method, 'payment_intent_authentication_failure', undefined);
    return this.intent(id);
  }

  /** A bank debit comes to its end. */
  settle(id: string): Stripe.PaymentIntent {
    const was = this.intent(id);
    const { method, outcome } = this.#methodOf(was);
    if (was.status !== 'processing' || outcome.now !== 'waits') throw unexpected(was);
    if (outcome.then === 'succeeds') return this.#succeed(was);
    this.#declined(was, method, 'payment_intent_payment_attempt_failed', 'insufficient_funds');
    return this.intent(id);
  }

  cancel(id: string): Stripe.PaymentIntent {
    const was = this.intent(id);
    if (!was.status.startsWith('requires_')) throw unexpected(was);
    return this.#put({ ...was, status: 'canceled', canceled_at: seconds(), next_action: null }, 'canceled');
  }

  refund(id: string, amount: number, metadata: Record<string, string>): Stripe.Refund {
    const intent = this.intent(id);
    if (intent.status !== 'succeeded') {
      throw invalid(
        'payment_intent_unexpected_state',
        'payment_intent',
        'This PaymentIntent does not have a successful charge to refund.',
      );
    }
    if ([...this.disputes.values()].some((one) => one.payment_intent === id && one.status !== 'won'))
      throw invalid('charge_disputed', undefined, 'The charge has been charged back and cannot be refunded.');
    const given = this.refundsOf(id).reduce((sum, one) => sum + one.amount, 0);
    if (given === intent.amount)
      throw invalid('charge_already_refunded', undefined, 'Charge has already been refunded.');
    if (given + amount > intent.amount) {
      throw new StripeProblem(400, {
        type: 'invalid_request_error',
        param: 'amount',
        message: 'Refund amount is greater than unrefunded amount on charge',
      });
    }
    const refund = newRefund(intent, amount, metadata);
    this.refunds.set(refund.id, refund);
    this.#say({ type: 'refund.created', object: refund }, this);
    return refund;
  }

  /**
   * The client's bank takes a payment back, or has decided about that. @param amount less than the payment, where the bank takes back
   * a part
   */
  dispute(id: string, status: 'needs_response' | 'won' | 'lost', amount?: number): void {
    const intent = this.intent(id);
    const was = [...this.disputes.values()].find((one) => one.payment_intent === id && !isDecided(one));
    const object = was ? { ...was, status } : newDispute(intent, status, amount ?? intent.amount);
    this.disputes.set(object.id, object);
    this.#say({ type: `charge.dispute.${isDecided(object) ? 'closed' : 'created'}`, object }, this);
  }

  refundsOf(intent: string): Stripe.Refund[] {
    return [...this.refunds.values()].filter((one) => one.payment_intent === intent).reverse();
  }

  /** The client pays on Stripe's page; each try on it is of the same payment. @throws StripeProblem 402 where it is declined */
  payOnPage(id: string, name: string): Stripe.PaymentIntent {
    const was = this.sessions.get(id) ?? fail(missing('checkout.session', id, 'session'));
    const given = this.pages.get(id);
    if (was.status !== 'open' || !given) throw invalid('session_closed', undefined, 'This page is closed.');
    const known = typeof was.payment_intent === 'string' ? was.payment_intent : this.open(given).id;
    const session = { ...was, payment_intent: known };
    this.sessions.set(id, session);
    const intent = this.confirm(known, name, false);
    if (intent.status !== 'requires_action') this.#complete(session, intent);
    return intent;
  }

  /** The client answers on Stripe's page what their bank asks. */
  authenticateOnPage(id: string, passed: boolean): Stripe.PaymentIntent {
    const session = this.sessions.get(id) ?? fail(missing('checkout.session', id, 'session'));
    if (session.status !== 'open') throw invalid('session_closed', undefined, 'This page is closed.');
    const intent = this.authenticate(String(session.payment_intent), passed);
    if (intent.status === 'succeeded') this.#complete(session, intent);
    return intent;
  }

  #complete(session: Stripe.Checkout.Session, { status }: Stripe.PaymentIntent): void {
    const payment_status = status === 'succeeded' ? 'paid' : 'unpaid';
    this.#putSession({ ...session, status: 'complete', payment_status, url: null }, 'completed');
  }

  /** Closes a page, and ends the payment that was begun there. */
  expire(id: string): Stripe.Checkout.Session {
    const was = this.sessions.get(id) ?? fail(missing('checkout.session', id, 'session'));
    if (was.status !== 'open') {
      throw new StripeProblem(400, {
        type: 'invalid_request_error',
        message: 'Only Checkout Sessions with a status in ["open"] can be expired.',
        code: 'checkout_session_unexpected_state',
      });
    }
    if (typeof was.payment_intent === 'string') this.cancel(was.payment_intent);
    return this.#putSession({ ...was, status: 'expired', url: null }, 'expired');
  }

  /** Keeps a method for a customer, as the client's page does with a SetupIntent. */
  keep(customer: string, token: string): string {
    const kept = newMethod(token);
    this.methods.set(kept.method.id, { ...kept, method: { ...kept.method, customer } });
    return kept.method.id;
  }

  #succeed(was: Stripe.PaymentIntent): Stripe.PaymentIntent {
    const { id: intent, amount, currency } = was;
    this.charges.push({ account: this.id, intent, amount, currency });
    const kept = this.#methodOf(was);
    if (was.setup_future_usage !== null && typeof was.customer === 'string') {
      this.methods.set(kept.method.id, { ...kept, method: { ...kept.method, customer: was.customer } });
    }
    return this.#put(
      { ...was, status: 'succeeded', amount_received: amount, latest_charge: newStripeId('ch') },
      'succeeded',
    );
  }

  /** Opens the payment again, and gives back what the call answers. */
  #declined(
    was: Stripe.PaymentIntent,
    method: Stripe.PaymentMethod,
    code: NonNullable<Stripe.PaymentIntent.LastPaymentError['code']>,
    declineCode: string | undefined,
  ): StripeProblem {
    const message = 'Your card was declined.';
    const error = {
      type: 'card_error' as const,
      code,
      message,
      ...(declineCode !== undefined && { decline_code: declineCode }),
    };
    const now = this.#put(
      {
        ...was,
        status: 'requires_payment_method',
        payment_method: null,
        last_payment_error: { ...error, payment_method: method },
      },
      'payment_failed',
    );
    return new StripeProblem(402, { ...error, payment_intent: now, payment_method: method });
  }

  #methodOf({ payment_method: id }: Stripe.PaymentIntent): KeptMethod {
    return (typeof id === 'string' ? this.methods.get(id) : undefined) ?? fail(missing('PaymentMethod', String(id)));
  }

  #put(intent: Stripe.PaymentIntent, step: IntentStep): Stripe.PaymentIntent {
    this.intents.set(intent.id, intent);
    this.#say({ type: `payment_intent.${step}`, object: intent }, this);
    return intent;
  }

  #putSession(session: Stripe.Checkout.Session, step: 'completed' | 'expired'): Stripe.Checkout.Session {
    this.sessions.set(session.id, session);
    this.#say({ type: `checkout.session.${step}`, object: session }, this);
    return session;
  }
}

function unexpected(intent: Stripe.PaymentIntent): StripeProblem {
  return new StripeProblem(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `This PaymentIntent is in an unexpected state: ${intent.status}.`,
    payment_intent: intent,
  });
}

function fail(error: Error): never {
  throw error;
}
