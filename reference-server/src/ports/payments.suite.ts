/** What every adapter of {@link PaymentProcessor} does; what it says of its own accord is in payments.events.suite.ts. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type Account,
  type Checkout,
  type Payment,
  PaymentError,
  type PaymentErrorCode,
  type PaymentOrder,
  type PaymentProcessor,
} from './payments.js';

/** What a test card or account does. `slow` and `bounces` are bank debits that `settle` ends. */
export type How = 'good' | 'declined' | 'asks' | 'slow' | 'bounces';

export interface PaymentHarness {
  readonly processor: PaymentProcessor;
  /** The same processor for whom a call that breaks is over soon. */
  readonly hasty: PaymentProcessor;
  /** The webhook's. */
  readonly secret: string;
  readonly now: () => Date;
  /** Ids of payments that money moved for, once each time it moved. */
  readonly charges: () => readonly string[];
  /** What the processor has said so far. */
  readonly messages: () => readonly string[];
  /** Ways in which a call can break. */
  readonly faults: readonly string[];
  break(call: 'open' | 'charge' | 'refund', fault: string): void;
  /** As the client does in the processor's own fields. */
  pay(payment: Payment, how: How): Promise<void>;
  payOnPage(checkout: Checkout, how: How): Promise<void>;
  authenticateOnPage(checkout: Checkout, passed: boolean): Promise<void>;
  authenticate(payment: Payment, passed: boolean): Promise<void>;
  settle(payment: Payment): Promise<void>;
  keep(account: Account, customer: string, how: How): Promise<string>;
  close(): Promise<void>;
}

let made = 0;
/** A firm's order under an attempt of its own. */
export function anOrder(changes: Partial<PaymentOrder> = {}): PaymentOrder {
  made += 1;
  return {
    attemptId: `att_${made}`,
    firmId: 'frm_1',
    account: 'operating',
    amount: 19_999,
    currency: 'USD',
    customer: null,
    save: false,
    description: 'Invoice 2026-0042',
    ...changes,
  };
}

/** Runs the suite over one adapter. */
export function paymentSuite(name: string, open: () => Promise<PaymentHarness>): void {
  describe(`payments: ${name}`, () => {
    let harness: PaymentHarness;
    let processor: PaymentProcessor;
    before(async () => {
      harness = await open();
      processor = harness.processor;
    });
    after(() => harness.close());

    const moved = ({ id }: Payment) => harness.charges().filter((one) => one === id).length;
    async function paid(changes: Partial<PaymentOrder> = {}): Promise<Payment> {
      const payment = await processor.open(anOrder(changes));
      await harness.pay(payment, 'good');
      return processor.retrieve(payment);
    }

    it('opens a payment without moving money, in every kind of currency', async () => {
      for (const [amount, currency] of [
        [19_999, 'USD'],
        [1, 'EUR'],
        [500, 'JPY'],
        [5_120, 'KWD'],
        [70, 'ISK'],
      ] as const) {
        const order = anOrder({ amount, currency });
        const payment = await processor.open(order);
        assert.deepEqual([payment.amount, payment.currency, payment.received], [amount, currency, 0]);
        assert.deepEqual([payment.state, payment.attemptId, payment.firmId], ['open', order.attemptId, 'frm_1']);
        assert.ok(payment.clientSecret);
        assert.equal(payment.live, false);
        await harness.pay(payment, 'good');
        const now = await processor.retrieve(payment);
        assert.deepEqual([now.state, now.amount, now.received, now.currency], ['succeeded', amount, amount, currency]);
        assert.equal(moved(payment), 1);
      }
    });

    it('takes whole minor units above nothing, and currencies as ISO 4217 writes them', async () => {
      for (const amount of [0, -1, 0.1, 1e21, Number.NaN, Number.POSITIVE_INFINITY]) {
        await fails('amount_refused', processor.open(anOrder({ amount })));
      }
      for (const currency of ['usd', 'US', '', 'USDX', '$']) {
        await fails('amount_refused', processor.open(anOrder({ currency })));
      }
    });

    it('opens one payment an attempt, however often and by however many it is asked', async () => {
      const order = anOrder();
      const answers = await Promise.all(Array.from({ length: 20 }, () => processor.open(order)));
      assert.equal(new Set(answers.map(({ id }) => id)).size, 1);
      assert.equal(new Set(answers.map(({ clientSecret }) => clientSecret)).size, 1);
      for (const other of [{ amount: 1 }, { currency: 'EUR' }, { firmId: 'frm_2' }, { save: true }]) {
        await fails('conflict', processor.open({ ...order, ...other }));
      }
    });

    it('lets another card pay after one that was declined', async () => {
      const payment = await processor.open(anOrder());
      await harness.pay(payment, 'declined');
      const declined = await processor.retrieve(payment);
      assert.deepEqual([declined.state, declined.received, declined.failure?.code], ['open', 0, 'card_declined']);
      assert.ok(declined.failure?.declineCode);
      await harness.pay(payment, 'good');
      const now = await processor.retrieve(payment);
      assert.deepEqual([now.state, now.failure, moved(payment)], ['succeeded', null, 1]);
      assert.deepEqual([now.method?.kind, now.method?.last4?.length], ['card', 4]);
    });

    it('waits for the client where their bank asks', async () => {
      const payment = await processor.open(anOrder());
      await harness.pay(payment, 'asks');
      assert.equal((await processor.retrieve(payment)).state, 'action');
      await harness.authenticate(payment, false);
      const refused = await processor.retrieve(payment);
      assert.deepEqual([refused.state, refused.failure?.code], ['open', 'authentication_required']);
      await harness.pay(payment, 'asks');
      await harness.authenticate(payment, true);
      assert.equal((await processor.retrieve(payment)).state, 'succeeded');
      assert.equal(moved(payment), 1);
    });

    it('waits for a bank that takes its time, and opens again what it gives back', async () => {
      const [good, bad] = [await processor.open(anOrder()), await processor.open(anOrder())];
      await harness.pay(good, 'slow');
      await harness.pay(bad, 'bounces');
      for (const payment of [good, bad]) {
        const now = await processor.retrieve(payment);
        assert.deepEqual([now.state, now.received, moved(payment)], ['processing', 0, 0]);
        await fails('conflict', processor.cancel(payment));
      }
      await harness.settle(good);
      await harness.settle(bad);
      assert.equal((await processor.retrieve(good)).state, 'succeeded');
      const back = await processor.retrieve(bad);
      assert.deepEqual([back.state, back.received, back.failure?.code], ['open', 0, 'card_declined']);
      assert.deepEqual([moved(good), moved(bad)], [1, 0]);
    });

    it('ends a payment so that nobody can pay it, and no payment that is made', async () => {
      const payment = await processor.open(anOrder());
      assert.equal((await processor.cancel(payment)).state, 'canceled');
      await assert.rejects(harness.pay(payment, 'good'));
      assert.equal(moved(payment), 0);
      await fails('conflict', processor.cancel(await paid()));
    });

    it('knows a payment under its own account alone', async () => {
      const payment = await processor.open(anOrder({ account: 'trust' }));
      assert.equal((await processor.retrieve(payment)).account, 'trust');
      const elsewhere = { account: 'operating', id: payment.id } as const;
      await fails('not_found', processor.retrieve(elsewhere));
      await fails('not_found', processor.cancel(elsewhere));
      await fails('not_found', processor.refunds(elsewhere));
      await fails('not_found', processor.retrieve({ account: 'operating', id: 'pi_unknown' }));
    });

    it('lets the client pay on a page of its own', async () => {
      const order = {
        ...anOrder(),
        successUrl: 'https://firm.example/paid',
        cancelUrl: 'https://firm.example/',
        language: 'ar',
      };
      const page = await processor.openCheckout(order);
      assert.equal((await processor.openCheckout(order)).id, page.id);
      await fails('conflict', processor.openCheckout({ ...order, amount: 1 }));
      assert.deepEqual([page.state, page.amount, page.currency], ['open', 19_999, 'USD']);
      assert.match(page.url ?? '', /^https:/);
      await harness.payOnPage(page, 'good');
      const done = await processor.retrieveCheckout(page);
      assert.deepEqual([done.state, done.url, done.attemptId], ['complete', null, order.attemptId]);
      assert.ok(done.paymentId);
      const payment = await processor.retrieve({ account: 'operating', id: done.paymentId });
      assert.deepEqual([payment.state, payment.attemptId, payment.received], ['succeeded', order.attemptId, 19_999]);
      await fails('conflict', processor.expireCheckout(page));

      const left = await processor.openCheckout({ ...order, attemptId: `left_${made}` });
      assert.equal((await processor.expireCheckout(left)).state, 'expired');
      await assert.rejects(harness.payOnPage(left, 'good'));
    });

    it('takes several tries on a page for one payment, which ends with the page', async () => {
      const addresses = { successUrl: 'https://firm.example/paid', cancelUrl: 'https://firm.example/', language: 'en' };
      const paymentOf = async (page: Checkout) => {
        const { paymentId, state } = await processor.retrieveCheckout(page);
        const payment = await processor.retrieve({ account: 'operating', id: paymentId ?? '' });
        return [state, payment.state, moved(payment)];
      };
      const good = await processor.openCheckout({ ...anOrder(), ...addresses });
      await harness.payOnPage(good, 'declined');
      assert.deepEqual(await paymentOf(good), ['open', 'open', 0]);
      await harness.payOnPage(good, 'asks');
      assert.deepEqual(await paymentOf(good), ['open', 'action', 0]);
      await harness.authenticateOnPage(good, true);
      assert.deepEqual(await paymentOf(good), ['complete', 'succeeded', 1]);

      for (const how of ['declined', 'asks'] as const) {
        const left = await processor.openCheckout({ ...anOrder(), ...addresses });
        await harness.payOnPage(left, how);
        assert.equal((await processor.expireCheckout(left)).state, 'expired');
        assert.deepEqual(await paymentOf(left), ['expired', 'canceled', 0]);
        await assert.rejects(harness.payOnPage(left, 'good'));
        await assert.rejects(harness.authenticateOnPage(left, true));
      }

      const slow = await processor.openCheckout({ ...anOrder(), ...addresses });
      await harness.payOnPage(slow, 'slow');
      assert.deepEqual(await paymentOf(slow), ['complete', 'processing', 0]);
      await fails('conflict', processor.expireCheckout(slow));
    });
  });
}

/** The call is refused with this code. */
export async function fails(code: PaymentErrorCode, call: Promise<unknown>): Promise<PaymentError> {
  const error = await call.then(
    () => assert.fail(`expected ${code}`),
    (refused: unknown) => refused,
  );
  assert.ok(error instanceof PaymentError, String(error));
  assert.equal(error.code, code);
  return error;
}
