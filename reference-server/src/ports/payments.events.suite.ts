/** How every adapter of the payment port proves and reads what a processor says of its own accord. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signatureOf } from '@portico/testing';
import type { PaymentEvent } from './payments.events.js';
import { type Payment, type PaymentProcessor, UnprovenEventError } from './payments.js';
import { anOrder, type How, type PaymentHarness } from './payments.suite.js';

/** Runs the suite over one adapter. */
export function paymentEventSuite(name: string, open: () => Promise<PaymentHarness>): void {
  describe(`payment events: ${name}`, () => {
    let harness: PaymentHarness;
    let processor: PaymentProcessor;
    before(async () => {
      harness = await open();
      processor = harness.processor;
    });
    after(() => harness.close());

    const seconds = () => Math.floor(harness.now().getTime() / 1000);
    const read = (body: string | Uint8Array, signature = signatureOf(String(body), harness.secret, seconds())) =>
      processor.readEvent(typeof body === 'string' ? new TextEncoder().encode(body) : body, signature, harness.now());

    /** What is said while something happens. */
    async function said(happen: () => Promise<unknown>): Promise<string[]> {
      const before = harness.messages().length;
      await happen();
      return harness.messages().slice(before);
    }
    async function paying(how: How): Promise<{ payment: Payment; messages: string[] }> {
      const payment = await processor.open(anOrder());
      return { payment, messages: await said(() => harness.pay(payment, how)) };
    }
    const isKnown = ({ type }: PaymentEvent) => type !== 'unknown';

    it('reads each thing that can become of a payment', async () => {
      for (const [how, type] of [
        ['good', 'payment.succeeded'],
        ['declined', 'payment.failed'],
        ['asks', 'payment.action_required'],
        ['slow', 'payment.processing'],
      ] as const) {
        const { payment, messages } = await paying(how);
        const [event, ...more] = (await Promise.all(messages.map((one) => read(one)))).filter(isKnown);
        assert.deepEqual([event?.type, more.length], [type, 0]);
        assert.ok(event && 'payment' in event);
        assert.deepEqual([event.account, event.live], ['operating', false]);
        const now = await processor.retrieve(payment);
        const { clientSecret, method, ...told } = event.payment;
        const { clientSecret: _secret, method: _method, ...known } = now;
        assert.deepEqual(told, known);
        assert.equal(clientSecret, null, 'no message opens a payment to whoever reads it');
        assert.equal(JSON.stringify(method ?? '').includes('secret'), false);
      }
    });

    it('reads what is ended, given back, and paid on a page', async () => {
      const payment = await processor.open(anOrder());
      const ended = await said(() => processor.cancel(payment));
      const [canceled] = await Promise.all(ended.map((one) => read(one)));
      assert.equal(canceled?.type, 'payment.canceled');

      const paid = await paying('good');
      const order = { refundId: paid.payment.id, payment: paid.payment, amount: 500, currency: 'USD' };
      const [back] = await Promise.all((await said(() => processor.refund(order))).map((one) => read(one)));
      assert.ok(back?.type === 'refund.changed');
      assert.deepEqual([back.refund.refundId, back.refund.amount], [order.refundId, 500]);
      assert.equal(back.refund.paymentId, paid.payment.id);

      const page = await processor.openCheckout({
        ...anOrder(),
        successUrl: 'https://firm.example/paid',
        cancelUrl: 'https://firm.example/',
        language: 'en',
      });
      const events = await Promise.all((await said(() => harness.payOnPage(page, 'good'))).map((one) => read(one)));
      const done = events.find(({ type }) => type === 'checkout.changed');
      assert.ok(done?.type === 'checkout.changed');
      assert.deepEqual([done.checkout.id, done.checkout.state], [page.id, 'complete']);
      assert.ok(events.some((one) => one.type === 'payment.succeeded' && one.payment.id === done.checkout.paymentId));
    });

    it('tells the same message come again from another, in any order', async () => {
      const payment = await processor.open(anOrder());
      const messages = await said(async () => {
        await harness.pay(payment, 'asks');
        await harness.authenticate(payment, true);
      });
      const inOrder = await Promise.all(messages.map((one) => read(one)));
      const again = await Promise.all([...messages, ...messages].reverse().map((one) => read(one)));
      assert.equal(new Set(inOrder.map(({ id }) => id)).size, messages.length);
      assert.deepEqual(new Set(again.map(({ id }) => id)), new Set(inOrder.map(({ id }) => id)));
      for (const one of inOrder)
        assert.deepEqual(
          again.find(({ id }) => id === one.id),
          one,
        );
    });

    it('believes nothing that is changed by one byte, or signed by another secret', async () => {
      const { messages } = await paying('good');
      const body = messages.at(-1) ?? '';
      assert.ok(isKnown(await read(body)));
      const signature = signatureOf(body, harness.secret, seconds());
      const bytes = new TextEncoder().encode(body);
      const step = Math.max(1, Math.floor(bytes.length / 200));
      for (let at = 0; at < bytes.length; at += step) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        await unproven('signature_wrong', read(changed, signature));
      }
      await unproven('signature_wrong', read(`${body} `, signature));
      await unproven('signature_wrong', read(Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes]), signature));
      await unproven('body_unreadable', read(Uint8Array.from([...bytes, 0xff]), signature));
      await unproven('signature_wrong', read(body, signatureOf(body, `${harness.secret}x`, seconds())));
      await unproven('signature_wrong', read(body, signatureOf(body, 'whsec_the_one_before', seconds())));
    });

    it('believes nothing without a signature, or with half of one', async () => {
      const body = (await paying('good')).messages.at(-1) ?? '';
      const good = signatureOf(body, harness.secret, seconds());
      const [time = '', proof = ''] = good.split(',');
      await unproven(
        'signature_missing',
        processor.readEvent(new TextEncoder().encode(body), undefined, harness.now()),
      );
      await unproven('signature_missing', read(body, ''));
      for (const header of [
        time,
        proof,
        `t=,${proof}`,
        `t=-1,${proof}`,
        `t=1e3,${proof}`,
        `${time},v1=`,
        `${time},${proof.replace('v1', 'v0')}`,
        `${time},${time},${proof}`,
        `t=0,${good}`,
        `${good},v1`,
        `${good},v1=0`,
        'x',
      ]) {
        await unproven('signature_wrong', read(body, header));
      }
    });

    it('believes a message for five minutes, before and after', async () => {
      const body = (await paying('good')).messages.at(-1) ?? '';
      for (const off of [0, 299, -299, 300, -300]) {
        assert.ok(isKnown(await read(body, signatureOf(body, harness.secret, seconds() + off))), `${off} s`);
      }
      for (const off of [301, -301, 86_400, -86_400]) {
        await unproven('signature_stale', read(body, signatureOf(body, harness.secret, seconds() + off)));
      }
    });

    it('reads nothing that is signed and is no message', async () => {
      for (const body of ['null', '[]', '1', '{', '{}', '"x"', '{"type":"payment.succeeded"}']) {
        await assert.rejects(read(body), UnprovenEventError, body);
      }
    });
  });
}

async function unproven(code: UnprovenEventError['code'], call: Promise<unknown>): Promise<void> {
  const error = await call.then(
    () => assert.fail(`expected ${code}`),
    (refused: unknown) => refused,
  );
  assert.ok(error instanceof UnprovenEventError, String(error));
  assert.equal(error.code, code);
}
