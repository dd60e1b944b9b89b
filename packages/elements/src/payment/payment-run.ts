/**
 * One way through paying, without a page: what is to be paid, the payment that the server has made ready, and how it stands. What
 * has become of it is what the server says when it is asked, never what a page was told; asked to begin again with the same
 * terms, after a reload or in another tab, the server answers the same payment. Dispatches `change`.
 */
import {
  type InvoiceToPay,
  NetworkError,
  type Portal,
  ProblemError,
  type StartedPayment,
  TimeoutError,
} from '@portico/client';
import type { DemoStep, PayingFailure, PayingOptions, PaymentAttempt } from '@portico/contract';
import { Run } from '../form/run.js';
import { dueOf } from './due.js';
import { type Pause, pauseFor } from './pause.js';

/** An invoice, as far as paying it goes. */
export interface ToPay {
  readonly id: string;
  readonly number: string;
  /** Minor units that are open. */
  readonly balance: number;
  readonly currency: string;
}

/** Where the person is. `none`: there is nothing to be done here. */
export type PaymentStep = 'none' | 'amount' | 'fields' | 'action' | 'processing' | 'held' | 'paid';

/** What went wrong that the payment itself does not say; the strings have words for each. */
export type PaymentProblem =
  | (
      | 'under_way'
      | 'unavailable'
      | 'offline'
      | 'not_known'
      | 'changed'
      | 'not_here'
      | 'amount_refused'
      | 'gone'
      | 'unknown'
    )
  | ('blocked' | 'incomplete')
  | PayingFailure;

const problems: Readonly<Record<string, PaymentProblem>> = {
  payment_under_way: 'under_way',
  processor_unavailable: 'unavailable',
  payments_not_configured: 'not_here',
  not_permitted: 'not_here',
  amount_refused: 'amount_refused',
  not_found: 'gone',
  over_balance: 'changed',
  nothing_due: 'changed',
  partial_not_allowed: 'changed',
  conflict: 'changed',
};

/** Milliseconds between two questions about a payment that was just confirmed. */
const SOON = 1_500;
/** Milliseconds between two questions about a payment that waits for a bank or for the firm. */
const LATER = 10_000;
/** How often a payment is asked for that the fields say is done, and one of which they say that it is not. */
const MANY = 20;
const FEW = 3;

/** How a try ended as far as the fields said so. */
export type Confirmed = 'incomplete' | 'refused' | 'done';

export class PaymentRun extends Run<PaymentProblem> {
  readonly #portal: () => Portal | undefined;
  readonly #pause: Pause;
  readonly #ended = new AbortController();
  #payment: StartedPayment | undefined;
  #isWatching = false;
  /** What may be done about the invoices; undefined until it is known. */
  options: PayingOptions | undefined;
  invoices: readonly ToPay[] = [];

  constructor(portal: () => Portal | undefined, pause: Pause = pauseFor) {
    super();
    this.#portal = portal;
    this.#pause = pause;
  }

  /** The payment, once it was begun. */
  get payment(): StartedPayment | undefined {
    return this.#payment;
  }

  get step(): PaymentStep {
    const { options } = this;
    if (!this.#payment) return options?.payable ? 'amount' : 'none';
    const { state } = this.#payment;
    if (state === 'open') return 'fields';
    // What was ended elsewhere, in another tab maybe, begins anew.
    return state === 'canceled' ? 'amount' : state;
  }

  /** Minor units that are open, of all the invoices. */
  get balance(): number {
    return this.invoices.reduce((sum, { balance }) => sum + balance, 0);
  }

  /** Minor units that the plan of a single invoice asks for next, where that is less than all that is open. */
  get next(): number | undefined {
    const { next } = this.options ?? {};
    return next && this.invoices.length === 1 && next.amount < this.balance ? next.amount : undefined;
  }

  /** Finds out what can be done, and goes on with a payment that is under way. Rejects where the server does not say. */
  async open(invoices: readonly ToPay[]): Promise<void> {
    const portal = this.#here();
    const { signal } = this.#ended;
    this.invoices = invoices;
    const all = await Promise.all(
      invoices.map(async (one) => ({ one, options: await portal.payments.options(one.id, { signal }) })),
    );
    const [first] = all;
    if (!first) return;
    const isSingle = all.length === 1;
    // Of a single one any part may be chosen; of several each is paid as far as it is due.
    this.invoices = all.map(({ one, options: { amount, currency, next } }) => {
      return { ...one, balance: isSingle ? amount : dueOf({ amount, next }), currency };
    });
    const { options } = first;
    this.options = { ...options, payable: all.every((one) => one.options.payable) };
    if (isSingle && options.underWay !== null) this.#resume(await portal.payments.get(options.underWay, { signal }));
    this.changed();
  }

  /** Goes on with a payment that was begun before the page was left for a bank. Rejects where there is none. */
  async openAgain(paymentId: string): Promise<void> {
    const portal = this.#here();
    const { signal } = this.#ended;
    const payment = await portal.payments.get(paymentId, { signal });
    const invoices = await Promise.all(payment.invoices.map(({ id }) => portal.invoices.get(id, { signal })));
    this.invoices = invoices;
    const [first] = invoices;
    if (first) this.options = await portal.payments.options(first.id, { signal });
    this.#resume(payment);
    this.changed();
  }

  /** Makes a payment ready. @param amount of a single invoice, where it is a part; what is open otherwise */
  async begin(amount?: number): Promise<void> {
    await this.#start(this.#wanted(amount));
  }

  /** Makes the same payment ready again: after a reload, for what the fields need. */
  async beginAgain(): Promise<void> {
    if (this.#payment) await this.#start(this.#payment.invoices);
  }

  /**
   * Makes it ready on the processor's own page, in place of the fields. A payment that was begun is gone on with there.
   * @param returnUrl where the client comes back to
   * @param amount as of {@link begin}
   * @returns the payment with its page; undefined where there is none to go to: it did not work, or is over already
   */
  async leave(returnUrl: string, amount?: number): Promise<StartedPayment | undefined> {
    const wanted = this.#payment?.invoices ?? this.#wanted(amount);
    const { signal } = this.#ended;
    const started = await this.ask(async () => {
      const answer = await this.#here().payments.start(wanted, { checkout: { returnUrl }, signal });
      if (!answer.checkout) this.#take(answer);
      return answer;
    });
    return started?.checkout ? started : undefined;
  }

  /** Plays the demo's fields. */
  async demo(step: DemoStep): Promise<void> {
    const { id } = this.#payment ?? {};
    if (id === undefined) return;
    await this.ask(async () => {
      const { signal } = this.#ended;
      try {
        this.#learn(await this.#here().payments.demo(id, step, { signal }));
      } catch (error) {
        // It has gone on elsewhere, in another tab maybe.
        if (!(error instanceof ProblemError) || error.code !== 'conflict') throw error;
        this.#learn(await this.#here().payments.get(id, { signal }));
      }
    });
  }

  /**
   * Has the processor's fields pay, and finds out what has become of it.
   * @param confirm resolves with what the fields said; the server has the last word
   */
  async confirm(confirm: () => Promise<Confirmed>): Promise<void> {
    const said = await this.ask(async () => {
      const answer = await confirm().catch(() => 'refused' as const);
      if (answer !== 'incomplete') await this.#untilKnown(answer);
      return answer;
    });
    if (said === undefined) return;
    if (said === 'incomplete') this.fail('incomplete');
    else if (this.step === 'fields' && this.#payment?.failure === null) this.fail('unknown');
  }

  /** Says that the fields did not come. */
  block(): void {
    this.fail('blocked');
  }

  /** Back to the amounts. The payment stays as it is: the same terms find it again, and others end it. */
  back(): void {
    this.#payment = undefined;
    this.problem = undefined;
    this.changed();
  }

  /** Lets a client with a payment that waits for their bank type another card. */
  useOther(): void {
    if (this.#payment) this.#take({ ...this.#payment, state: 'open' });
    this.changed();
  }

  /** Asks nothing any more. */
  end(): void {
    this.#ended.abort();
  }

  protected override problemOf(error: unknown): PaymentProblem {
    if (error instanceof NetworkError || error instanceof TimeoutError) return this.#payment ? 'not_known' : 'offline';
    const known = error instanceof ProblemError ? problems[error.code] : undefined;
    return known ?? 'unknown';
  }

  #wanted(amount: number | undefined): readonly InvoiceToPay[] {
    // Of several the amounts that were shown are asked for, so that the server refuses where one is another by now.
    const isSingle = this.invoices.length === 1;
    return this.invoices.map(({ id, balance }) => ({ id, amount: isSingle ? amount : balance }));
  }

  async #start(wanted: readonly InvoiceToPay[]): Promise<void> {
    await this.ask(async () => {
      this.#take(await this.#here().payments.start(wanted, { signal: this.#ended.signal }));
    });
  }

  #here(): Portal {
    const portal = this.#portal();
    if (!portal) throw new Error('There is no portal');
    return portal;
  }

  /** Takes over a payment that was begun before; one that waits for nothing but another try begins anew, and says why. */
  #resume(payment: PaymentAttempt): void {
    const { failure, state } = payment;
    if (state !== 'open' && state !== 'canceled') this.#take({ ...payment, fields: null, checkout: null });
    else if (failure !== null) this.fail(failure);
  }

  #learn(payment: PaymentAttempt): void {
    this.#take({ ...payment, fields: this.#payment?.fields ?? null, checkout: null });
  }

  #take(payment: StartedPayment): void {
    this.#payment = payment;
    if (payment.state === 'processing' || payment.state === 'held') void this.#watch();
  }

  /** Asks until the payment stands otherwise than before. What was refused can only have failed, or not have been tried. */
  async #untilKnown(said: Confirmed): Promise<void> {
    const { signal } = this.#ended;
    for (let tries = said === 'refused' ? FEW : MANY; tries > 0 && !signal.aborted; tries -= 1) {
      const { id } = this.#payment ?? {};
      if (id === undefined) return;
      this.#learn(await this.#here().payments.get(id, { signal }));
      const { failure, state } = this.#payment ?? {};
      if (state !== 'open' && state !== 'action') return;
      if (said === 'refused' && failure !== null) return;
      await this.#pause(SOON, signal);
    }
    if (said === 'done') throw new TimeoutError('Asking what has become of a payment');
  }

  async #watch(): Promise<void> {
    if (this.#isWatching) return;
    this.#isWatching = true;
    const { signal } = this.#ended;
    for (;;) {
      await this.#pause(LATER, signal);
      const { id, state } = this.#payment ?? {};
      if (signal.aborted || id === undefined || (state !== 'processing' && state !== 'held')) break;
      const now = await this.#portal()
        ?.payments.get(id, { signal })
        .catch(() => undefined);
      if (!now || this.#payment?.id !== id) continue;
      const isNews = now.state !== state;
      this.#learn(now);
      if (isNews) this.changed();
    }
    this.#isWatching = false;
  }
}
