/** Money that moves while the client is away, and back: saved methods, refunds, and what breaks on the way. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Payment, PaymentError, type PaymentOrder, type PaymentProcessor } from './payments.js';
import { anOrder, fails, type PaymentHarness } from './payments.suite.js';

let key = 0;

/** Runs the suite over one adapter. */
export function savedMethodSuite(name: string, open: () => Promise<PaymentHarness>): void {
  describe(`saved methods and refunds: ${name}`, () => {
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
    function aCustomer(): Promise<string> {
      key += 1;
      return processor.createCustomer('operating', `key${key}`, 'con_1');
    }

    /** Waits long for what answers, on whatever machine, and not for what is known to say nothing. */
    const patient = (fault: string) => (fault.startsWith('silence') ? harness.hasty : processor);

    it('keeps a method with the client, charges it while they are away, and forgets it', async () => {
      const customer = await aCustomer();
      assert.equal(await processor.createCustomer('operating', `key${key}`, 'con_1'), customer);
      assert.deepEqual(await processor.methods('operating', customer), []);
      await paid({ customer, save: true });
      const [method] = await processor.methods('operating', customer);
      assert.ok(method);
      const charged = await processor.charge(await processor.open(anOrder({ customer })), method.id);
      assert.deepEqual([charged.state, charged.received, charged.method?.id], ['succeeded', 19_999, method.id]);
      assert.equal((await processor.charge(charged, method.id)).state, 'succeeded');
      assert.equal(moved(charged), 1, 'asked twice, charged once');

      const other = await aCustomer();
      await fails(
        'method_unusable',
        processor.open(anOrder({ customer: other })).then((one) => processor.charge(one, method.id)),
      );
      await processor.forgetMethod('operating', other, method.id).catch(() => undefined);
      assert.equal(
        (await processor.methods('operating', customer)).length,
        1,
        'nobody forgets what is another client’s',
      );
      await processor.forgetMethod('operating', customer, method.id);
      await processor.forgetMethod('operating', customer, method.id);
      assert.deepEqual(await processor.methods('operating', customer), []);
      await fails(
        'method_unusable',
        processor.open(anOrder({ customer })).then((one) => processor.charge(one, method.id)),
      );
    });

    it('charges once, by however many it is asked at once', async () => {
      const customer = await aCustomer();
      const method = await harness.keep('operating', customer, 'good');
      const payment = await processor.open(anOrder({ customer }));
      const answers = await Promise.all(Array.from({ length: 50 }, () => processor.charge(payment, method)));
      assert.deepEqual(new Set(answers.map(({ state }) => state)), new Set(['succeeded']));
      assert.equal(moved(payment), 1);
    });

    it('says why a saved method was not charged', async () => {
      const customer = await aCustomer();
      for (const [how, code] of [
        ['declined', 'card_declined'],
        ['asks', 'authentication_required'],
      ] as const) {
        const method = await harness.keep('operating', customer, how);
        const payment = await processor.open(anOrder({ customer }));
        const error = await fails(code, processor.charge(payment, method));
        assert.equal(error.moved, 'no');
        assert.ok(error.declineCode);
        const now = await processor.retrieve(payment);
        assert.deepEqual([now.state, now.failure?.code, moved(payment)], ['open', code, 0]);
      }
    });

    it('asks the client who is there what their bank wants to know', async () => {
      const customer = await aCustomer();
      const method = await harness.keep('operating', customer, 'asks');
      const payment = await processor.open(anOrder({ customer }));
      const asked = await processor.charge(payment, method, true);
      assert.deepEqual([asked.state, asked.received], ['action', 0]);
      assert.ok(asked.clientSecret);
      await harness.authenticate(asked, true);
      assert.deepEqual([(await processor.retrieve(payment)).state, moved(payment)], ['succeeded', 1]);

      const good = await harness.keep('operating', customer, 'good');
      const there = await processor.charge(await processor.open(anOrder({ customer })), good, true);
      assert.deepEqual([there.state, moved(there)], ['succeeded', 1]);
      const declining = await harness.keep('operating', customer, 'declined');
      const refused = await processor.open(anOrder({ customer }));
      await fails('card_declined', processor.charge(refused, declining, true));
      assert.deepEqual([(await processor.retrieve(refused)).state, moved(refused)], ['open', 0]);
    });

    it('gives back a part, another, and no more than was paid', async () => {
      const payment = await paid();
      const order = { refundId: 'ref_1', payment, amount: 9_999, currency: 'USD' };
      const refund = await processor.refund(order);
      assert.deepEqual([refund.amount, refund.state, refund.refundId], [9_999, 'succeeded', order.refundId]);
      assert.equal(refund.paymentId, payment.id);
      assert.equal((await processor.refund(order)).id, refund.id, 'the same id, the same refund');
      await fails('conflict', processor.refund({ ...order, amount: 1 }));
      await fails('amount_refused', processor.refund({ ...order, refundId: 'ref_more', amount: 10_001 }));
      await fails('amount_refused', processor.refund({ ...order, refundId: 'ref_none', amount: 0 }));
      await processor.refund({ ...order, refundId: 'ref_rest', amount: 10_000 });
      const all = await processor.refunds(payment);
      assert.equal(
        all.reduce((sum, { amount }) => sum + amount, 0),
        19_999,
      );
      assert.equal(all.length, 2);
      const unpaid = await processor.open(anOrder());
      await fails('conflict', processor.refund({ ...order, refundId: 'ref_unpaid', payment: unpaid }));
    });

    it('charges once, whatever breaks on the way', async () => {
      for (const fault of harness.faults) {
        const customer = await aCustomer();
        const method = await harness.keep('operating', customer, 'good');
        for (const call of ['open', 'charge'] as const) {
          const before = harness.charges().length;
          harness.break(call, fault);
          const payment = await surely(patient(fault), anOrder({ customer }), method);
          assert.deepEqual([payment.state, payment.received], ['succeeded', 19_999], `${call} ${fault}`);
          assert.equal(harness.charges().length - before, 1, `${call} ${fault}`);
        }
      }
    });

    it('gives back once, whatever breaks on the way', async () => {
      for (const fault of harness.faults) {
        const payment = await paid();
        const order = { refundId: `once ${fault}`, payment, amount: 500, currency: 'USD' };
        harness.break('refund', fault);
        const error = await patient(fault)
          .refund(order)
          .then(
            () => undefined,
            (refused: unknown) => refused,
          );
        if (error !== undefined) {
          assert.ok(error instanceof PaymentError && error.moved === 'unknown', `${fault}: ${String(error)}`);
          await processor.refund(order).catch(() => undefined);
        }
        const given = await processor.refunds(payment);
        assert.ok(given.length <= 1, fault);
        if (error === undefined || fault.endsWith('after')) assert.equal(given.length, 1, fault);
      }
    });
  });
}

/**
 * How a service takes money while nobody knows what became of a call: end the payment before another is opened. What
 * cannot be ended any more has been paid.
 */
async function surely(processor: PaymentProcessor, order: PaymentOrder, method: string): Promise<Payment> {
  for (let round = 1; round <= 6; round += 1) {
    try {
      const payment = await processor.open({ ...order, attemptId: `${order.attemptId}_${round}` });
      try {
        return await processor.charge(payment, method);
      } catch (error) {
        assert.ok(error instanceof PaymentError && error.moved === 'unknown', String(error));
        const ended = await processor.cancel(payment).catch(() => processor.retrieve(payment));
        if (ended.state !== 'canceled') return ended;
      }
    } catch (error) {
      assert.ok(error instanceof PaymentError && error.code === 'unreachable', String(error));
    }
  }
  return assert.fail('no end to it');
}
