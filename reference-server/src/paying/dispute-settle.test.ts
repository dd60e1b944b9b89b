import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { HeldPayment } from '@portico/contract';
import { created, ok } from '@portico/testing';
import * as z from 'zod/mini';
import { refused, type Scene } from '../firm-invoices/scene.suite.js';
import { claimable } from '../invoices/owed.js';
import { anOpen, aPaidServer, aPayingScene, intentOf, processorRows, send, started } from './scene.suite.js';

const place = await aPaidServer();
let scene: Scene;
before(async () => {
  scene = await aPayingScene(place.server);
});

const own = () => place.stripe.account('own');
const balance = async (id: string) => (await created(scene.call('GET', `/v1/firm/invoices/${id}`))).balance;
const rows = async (...invoiceIds: string[]) =>
  (await processorRows(place, scene.firm.id, invoiceIds)).map(({ type, amount }) => [type, amount]);
const heldOf = async (attemptId: string) => {
  const { data } = await created(scene.call('GET', '/v1/firm/held-payments?state=open&limit=100'));
  return z.parse(z.array(HeldPayment), data).filter((one) => one.attemptId === attemptId);
};
const isClaimable = async (id: string) => {
  const found = await place.server.deps.work.read(scene.firm.id, (db) =>
    db
      .selectFrom('invoices')
      .select('id')
      .where('firm_id', '=', scene.firm.id)
      .where('id', '=', id)
      .where(claimable)
      .execute(),
  );
  return found.length === 1;
};

/** What Stripe has said since, the last first, each twice. */
async function tell(from: number): Promise<void> {
  for (const { body } of place.stripe.events.slice(from).toReversed()) {
    await ok(send(place, body));
    await ok(send(place, body));
  }
}

/** Pays, and has the bank of the client say something about it. */
async function charged(...invoices: readonly { readonly id: string; readonly amount?: number }[]) {
  const from = place.stripe.events.length;
  const made = await started(scene, ...invoices);
  own().confirm(intentOf(made), 'pm_card_visa', false);
  await tell(from);
  const bank = async (status: 'needs_response' | 'won' | 'lost', amount?: number) => {
    const since = place.stripe.events.length;
    own().dispute(intentOf(made), status, amount);
    await tell(since);
  };
  return { made, bank };
}

test('what a bank takes back for good leaves the ledger once, however often it is told', async () => {
  const [one, other] = [await anOpen(scene, 1_000), await anOpen(scene, 2_000)];
  const { made, bank } = await charged(one, other);
  const from = place.stripe.events.length;
  await bank('needs_response');
  assert.deepEqual([await balance(one.id), await balance(other.id)], [0, 0], 'nobody has decided yet');
  assert.deepEqual(
    (await heldOf(made.id)).map(({ reason }) => reason),
    ['disputed'],
  );
  await bank('lost');
  await tell(from);
  assert.deepEqual([await balance(one.id), await balance(other.id)], [1_000, 2_000]);
  assert.deepEqual(await rows(one.id), [
    ['payment', -1_000],
    ['chargeback', 1_000],
  ]);
  assert.deepEqual((await heldOf(made.id)).map(({ reason }) => reason).sort(), ['dispute_lost', 'disputed']);
  const { data } = await created(scene.call('GET', '/v1/firm/events?limit=100'));
  const told = (data as { type: string; data: { invoiceId?: string; amount?: number } }[]).filter(
    ({ type }) => type === 'payment.charged_back',
  );
  assert.deepEqual(told.map((event) => event.data.amount).sort(), [1_000, 2_000]);

  // The client sees it among what moved the invoice, and pays again if they want to.
  const { history, status } = await created(scene.page('GET', `/v1/invoices/${one.id}`));
  assert.deepEqual([status, history.at(-1).type, history.at(-1).amount], ['unpaid', 'chargeback', 1_000]);
  const payment = history.find(({ type }: { type: string }) => type === 'payment');
  assert.equal(history.at(-1).refersTo, payment.id);
  const refund = `/v1/firm/payments/${payment.id}/processor-refunds`;
  await refused(scene.call('POST', refund, { amount: 1 }), 409, 'over_refundable');
  const again = await charged(one);
  assert.equal(await balance(one.id), 0);
  await again.bank('needs_response');
  await again.bank('won');
  assert.equal(await balance(one.id), 0);
});

test('of a payment that was given back in part, no more is taken than was left', async () => {
  const invoice = await anOpen(scene, 1_000);
  const { made, bank } = await charged(invoice);
  const from = place.stripe.events.length;
  own().refund(intentOf(made), 300, {});
  await tell(from);
  await bank('lost', 1_000);
  assert.deepEqual(await rows(invoice.id), [
    ['payment', -1_000],
    ['refund', 300],
    ['chargeback', 700],
  ]);
  assert.equal(await balance(invoice.id), 1_000);
});

test('what goes back is posted also where nobody has told yet that it had come', async () => {
  const [disputed, refunded] = [await anOpen(scene, 1_000), await anOpen(scene, 1_000)];
  const from = place.stripe.events.length;
  for (const invoice of [disputed, refunded]) {
    const intent = intentOf(await started(scene, invoice));
    own().confirm(intent, 'pm_card_visa', false);
    if (invoice === disputed) own().dispute(intent, 'lost');
    else own().refund(intent, 300, {});
  }
  await tell(from);
  assert.deepEqual(await rows(disputed.id), [
    ['payment', -1_000],
    ['chargeback', 1_000],
  ]);
  assert.deepEqual(await rows(refunded.id), [
    ['payment', -1_000],
    ['refund', 300],
  ]);
});

test('nothing more is asked for while a bank argues, until somebody at the firm has resolved it', async () => {
  const invoice = await anOpen(scene, 1_000);
  const { made, bank } = await charged({ ...invoice, amount: 400 });
  assert.equal(await isClaimable(invoice.id), true);
  await bank('needs_response');
  assert.equal(await isClaimable(invoice.id), false);
  await bank('lost');
  for (const { id } of await heldOf(made.id)) {
    assert.equal(await isClaimable(invoice.id), false);
    await ok(scene.call('POST', `/v1/firm/held-payments/${id}/resolve`, { note: 'Talked to the client.' }));
  }
  assert.equal(await isClaimable(invoice.id), true);
});
