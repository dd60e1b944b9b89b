/**
 * The processor that is there when no other is set up: it plays a card processor with test cards and moves no money, and
 * `browserFacts` says so to the page. It keeps its own records on a shelf, makes ids and secrets from the attempt's, and
 * tells what happened by signed messages to the same webhook as a real one, once each and without trying again: whoever
 * missed one learns of it by `retrieve`, as they must with any processor.
 */
import { type BookOptions, DemoBook } from './payments.demo-book.js';
import { readDemoEvent } from './payments.demo-events.js';
import {
  type DemoCard,
  type PaymentRecord,
  checkoutOf,
  methodOf,
  newPayment,
  paymentOf,
  refundOf,
  termsOf,
} from './payments.demo-records.js';
import { authenticate, cancel, confirm, fitAmount, refund } from './payments.demo-steps.js';
import { type Account, type Checkout, type Payment, PaymentError, type PaymentProcessor } from './payments.js';

export interface DemoOptions extends BookOptions {
  /** Address of the page that plays the processor's own. */
  readonly pageUrl: (checkoutId: string) => string;
  readonly accounts?: readonly Account[];
  /** How long the slow bank takes. */
  readonly slowMs?: number;
}

/** What the demo's own page does in the client's name. */
export interface DemoProcessor extends PaymentProcessor {
  readonly name: 'demo';
  /** Pays by a test card. @throws PaymentError `not_found` where the secret is not one of a payment */
  confirm(clientSecret: string, card: DemoCard): Promise<Payment>;
  /** Answers what the bank asks. */
  authenticate(clientSecret: string, passed: boolean): Promise<Payment>;
  /** Keeps a test card without paying, by the secret of `setUpMethod`, made for one of these customers. @throws PaymentError `not_found` */
  keep(clientSecret: string, card: DemoCard, customers: readonly string[]): Promise<void>;
  /** Pays on the page that plays the processor's own. */
  payOnPage(checkoutId: string, card: DemoCard): Promise<Payment>;
  /** Answers on that page what the bank asks. */
  authenticateOnPage(checkoutId: string, passed: boolean): Promise<Payment>;
  /** What that page shows. @throws PaymentError `not_found` */
  page(checkoutId: string): Promise<DemoPage>;
}

export interface DemoPage {
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly state: Checkout['state'];
  /** The payment that was begun there. */
  readonly payment: Pick<Payment, 'state' | 'failure'> | null;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

const SLOW_MS = 60_000;

export function createDemoPayments(options: DemoOptions): DemoProcessor {
  const { secret, clock, pageUrl, accounts = ['operating', 'trust'], slowMs = SLOW_MS } = options;
  const book = new DemoBook(options);

  return {
    name: 'demo',
    accounts,
    unfit: new Set(),
    browserFacts: () => ({ processor: 'demo' }),
    check: () => Promise.resolve(),

    async open(order) {
      fit(order.account);
      fitAmount(order.amount, order.currency);
      const fresh = newPayment(`demo_pi_${order.attemptId}`, order);
      const found = await book.put(fresh);
      same(found.terms, termsOf(order));
      return shown(found);
    },
    retrieve: async ({ account, id }) => shown(await book.step(account, id, (record) => record)),
    cancel: async ({ account, id }) => shown(await book.step(account, id, cancel)),
    async charge({ account, id }, methodId, present = false) {
      const { terms } = await book.step(account, id, (record) => record);
      const kept = (await book.customer(account, terms.customer ?? ''))?.methods.find((one) => one.id === methodId);
      if (!kept) throw new PaymentError('method_unusable');
      const now = await book.step(account, id, (record) => {
        const isDone = record.method?.id === methodId && ['succeeded', 'processing', 'action'].includes(record.state);
        return isDone ? record : confirm(record, kept, present, clock.now().getTime() + slowMs);
      });
      if (now.state === 'open' && now.failure !== null) {
        const code = now.failure === 'authentication_required' ? now.failure : 'card_declined';
        throw new PaymentError(code, { declineCode: now.failure });
      }
      return shown(now);
    },

    async openCheckout(order) {
      fit(order.account);
      fitAmount(order.amount, order.currency);
      const id = `demo_cs_${order.attemptId}`;
      const back = { success: order.successUrl, cancel: order.cancelUrl };
      const fresh = { id, terms: termsOf(order), url: pageUrl(id), back, state: 'open' as const, paymentId: null };
      const found = await book.putPage(fresh);
      same([found.terms, found.back], [termsOf(order), back]);
      return checkoutOf(found);
    },
    retrieveCheckout: async ({ account, id }) => checkoutOf(await book.pageStep(account, id, (page) => page)),
    async expireCheckout({ account, id }) {
      const page = await book.pageStep(account, id, (was) => {
        if (was.state === 'complete') throw new PaymentError('conflict');
        return { ...was, state: 'expired' };
      });
      try {
        if (page.paymentId !== null) await book.step(account, page.paymentId, cancel);
      } catch (error) {
        // The client was faster on it.
        if (error instanceof PaymentError && error.code === 'conflict') await complete(id);
        throw error;
      }
      return checkoutOf(page);
    },

    async refund({ refundId, payment, amount, currency }) {
      const record = await book.step(payment.account, payment.id, (was) => refund(was, refundId, amount, currency));
      return refundOf(record, { refundId, amount });
    },
    async refunds({ account, id }) {
      const record = await book.step(account, id, (was) => was);
      return record.refunds.map((made) => refundOf(record, made));
    },
    // No bank stands behind the demo that could take anything back.
    disputes: async () => [],

    async createCustomer(account, key) {
      fit(account);
      const fresh = { id: `demo_cus_${key}`, account, methods: [] };
      return (await book.putCustomer(fresh)).id;
    },
    async setUpMethod(account, key, customer) {
      if (!(await book.customer(account, customer))) throw new PaymentError('not_found');
      return { clientSecret: await book.secretOf(`demo_seti_${key}|${customer}`) };
    },
    methods: async (account, customer) => ((await book.customer(account, customer))?.methods ?? []).map(methodOf),
    async forgetMethod(account, customer, methodId) {
      if (!(await book.customer(account, customer))) throw new PaymentError('not_found');
      await book.methods(customer, (was) => was.filter(({ id }) => id !== methodId));
    },
    readEvent: (body, signature, at) => readDemoEvent(secret, accounts, body, signature, at),

    async confirm(clientSecret, card) {
      const id = await book.idOf(clientSecret);
      return shown(await pay(id, card));
    },
    async authenticate(clientSecret, passed) {
      const record = await book.step(null, await book.idOf(clientSecret), (was) => authenticate(was, passed));
      await book.keepFor(record);
      return shown(record);
    },
    async keep(clientSecret, card, customers) {
      const [setup = '', customer = ''] = (await book.idOf(clientSecret)).split('|');
      if (!customers.includes(customer)) throw new PaymentError('not_found');
      await book.keep(customer, { id: `demo_pm_${setup}`, card });
    },
    async payOnPage(checkoutId, card) {
      const { terms } = await book.pageStep(null, checkoutId, (was) => was);
      const fresh = newPayment(`demo_pi_page_${terms.attemptId}`, terms);
      await book.put(fresh);
      // The page knows of the payment before it is confirmed, so that closing the page ends it.
      await book.pageStep(null, checkoutId, (was) => {
        if (was.state !== 'open') throw new PaymentError('conflict');
        return { ...was, paymentId: fresh.id };
      });
      return finish(checkoutId, await pay(fresh.id, card));
    },
    async authenticateOnPage(checkoutId, passed) {
      const { paymentId, state } = await book.pageStep(null, checkoutId, (was) => was);
      if (paymentId === null || state !== 'open') throw new PaymentError('conflict');
      const record = await book.step(null, paymentId, (was) => authenticate(was, passed));
      await book.keepFor(record);
      return finish(checkoutId, record);
    },
    async page(checkoutId) {
      const { terms, state, paymentId, back } = await book.pageStep(null, checkoutId, (was) => was);
      const { amount, currency, description } = terms;
      const record = paymentId === null ? null : await book.step(null, paymentId, (was) => was);
      const payment = record && paymentOf(record, null);
      return {
        ...{ amount, currency, description, state, payment },
        ...{ successUrl: back?.success ?? '', cancelUrl: back?.cancel ?? '' },
      };
    },
  };

  async function finish(checkoutId: string, record: PaymentRecord): Promise<Payment> {
    if (record.state === 'succeeded' || record.state === 'processing') await complete(checkoutId);
    return shown(record);
  }

  async function complete(checkoutId: string): Promise<void> {
    const page = await book.pageStep(null, checkoutId, (was) => ({ ...was, state: 'complete' }));
    await book.say({ id: `demo_evt_${checkoutId}`, at: clock.now().getTime(), type: 'checkout.changed', page });
  }

  async function pay(id: string, card: DemoCard): Promise<PaymentRecord> {
    const until = clock.now().getTime() + slowMs;
    const record = await book.step(null, id, (was) => confirm(was, { id: `demo_pm_${id}_${card}`, card }, true, until));
    await book.keepFor(record);
    return record;
  }

  async function shown(record: PaymentRecord): Promise<Payment> {
    return paymentOf(record, await book.secretOf(record.id));
  }

  function fit(account: Account): void {
    if (!accounts.includes(account)) throw new PaymentError('account_not_configured');
  }
}

/** Both have been made by `termsOf`, or read by its schema, so their keys come in one order. */
function same(found: object, asked: object): void {
  if (JSON.stringify(found) !== JSON.stringify(asked)) throw new PaymentError('conflict');
}
