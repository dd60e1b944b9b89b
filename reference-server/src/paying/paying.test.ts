import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { HeldPayment, PayingOptions, PaymentAttempt, PaymentRefund } from '@portico/contract';
import { aContact, asPage, created, createTestServer, ok, signatureOf, signIn } from '@portico/testing';
import * as z from 'zod/mini';
import { createApp } from '../app.js';
import { aScene, paid, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { createStripePayments } from '../ports/payments.stripe.js';
import { createAccountCheck } from './accounts.js';
import {
  anOpen,
  aPaidServer,
  aPayingScene,
  attempt,
  intentOf,
  processorRows,
  SECRET,
  send,
  started,
  TRUST,
} from './scene.suite.js';

const place = await aPaidServer();
let scene: Scene;
before(async () => {
  scene = await aPayingScene(place.server);
});

const start = (...invoices: readonly object[]) => scene.page('POST', '/v1/payments', { invoices });
const own = () => place.stripe.account('own');
const charges = (intent: string) => place.stripe.charges().filter((charge) => charge.intent === intent).length;
const rowsOf = async (invoiceId: string) =>
  (await processorRows(place, scene.firm.id)).filter((row) => row.invoice_id === invoiceId);
const balance = async (id: string) => (await created(scene.call('GET', `/v1/firm/invoices/${id}`))).balance;
const events = async () => {
  const { data } = await created(scene.call('GET', '/v1/firm/events?limit=100'));
  return data as { type: string; data: Record<string, unknown> }[];
};
const held = async () => {
  const { data } = await created(scene.call('GET', '/v1/firm/held-payments?state=open&limit=100'));
  return z.parse(z.array(HeldPayment), data);
};
/** Sends everything that Stripe has said since, as often as told, the last first. */
async function tell(from: number, times = 1): Promise<void> {
  const said = place.stripe.events.slice(from).toReversed();
  for (const { body } of said) for (let time = 0; time < times; time += 1) await ok(send(place, body));
}

test('an invoice is paid by what the server says is open, and told once however often Stripe tells', async () => {
  const invoice = await anOpen(scene, 12_345);
  const options = z.parse(
    PayingOptions,
    await created(scene.page('GET', `/v1/invoices/${invoice.id}/payment-options`)),
  );
  assert.deepEqual(options, {
    ...{ payable: true, amount: 12_345, currency: 'USD', kind: 'earned', partial: true, processor: 'stripe' },
    underWay: null,
    next: null,
  });
  const from = place.stripe.events.length;
  const made = await started(scene, invoice);
  assert.deepEqual([made.state, made.amount, made.currency, made.failure], ['open', 12_345, 'USD', null]);
  assert.deepEqual(made.invoices, [{ id: invoice.id, amount: 12_345 }]);
  assert.ok(made.fields?.processor === 'stripe' && made.fields.publishableKey === 'pk_test_standin');
  const intent = intentOf(made);
  assert.equal(intentOf(await started(scene, invoice)), intent, 'the second tab goes on with the same payment');

  own().confirm(intent, 'pm_card_visa', false);
  await tell(from, 3);
  assert.equal((await attempt(scene, made.id)).state, 'paid');
  assert.deepEqual(
    (await rowsOf(invoice.id)).map(({ type, amount, external_ref }) => [type, amount, external_ref]),
    [['payment', -12_345, `stripe:${intent}:${invoice.id}`]],
  );
  assert.deepEqual([await balance(invoice.id), charges(intent)], [0, 1]);
  const told = (await events()).filter(({ data }) => data['invoiceId'] === invoice.id).map(({ type }) => type);
  assert.deepEqual(told, ['invoice.issued', 'payment.succeeded', 'invoice.paid']);
  await refused(start({ id: invoice.id }), 422, 'nothing_due');
});

test('what a client asks for is refused where it is not theirs, not open, too much, or of two kinds', async () => {
  const [one, other] = [await anOpen(scene), await anOpen(scene)];
  const trust = await anOpen(scene, 500, { kind: 'unearned' });
  const euros = await anOpen(scene, 500, { currency: 'EUR' });
  const before = place.stripe.asked.length;
  await refused(start({ id: one.id }, { id: trust.id }), 422, 'kinds_mixed');
  await refused(start({ id: one.id }, { id: euros.id }), 422, 'currencies_mixed');
  await refused(start({ id: one.id, amount: 10_001 }), 409, 'over_balance');
  for (const amount of [0, -1, 0.5, 1e12, '1']) await refused(start({ id: one.id, amount }), 422, 'invalid_request');
  await refused(start({ id: one.id, currency: 'JPY' }), 422, 'invalid_request');
  await refused(start({ id: one.id }, { id: one.id }), 422, 'invalid_request');
  await refused(start(), 422, 'invalid_request');
  const elsewhere = await aPayingScene(place.server);
  await refused(start({ id: (await anOpen(elsewhere)).id }), 404, 'not_found');
  const whole = await aPayingScene(place.server, {
    payments: { processor: true, partial: false, plans: false, disputes: false },
  });
  const [theirs, off] = [
    await anOpen(whole),
    await aScene(place.server, { payments: { processor: false, partial: true, plans: false, disputes: false } }),
  ];
  const part = whole.page('POST', '/v1/payments', { invoices: [{ id: theirs.id, amount: 1 }] });
  await refused(part, 422, 'partial_not_allowed');
  const closed = off.page('POST', '/v1/payments', { invoices: [{ id: (await anOpen(off)).id }] });
  await refused(closed, 403, 'not_permitted', 'disabled_by_firm');
  assert.equal(place.stripe.asked.length, before, 'Stripe was asked nothing');
  await ok(scene.call('POST', `/v1/firm/invoices/${other.id}/void`, { reason: 'Sent twice.' }));
  await refused(start({ id: other.id }), 409, 'conflict', 'void');
});

test('an account that is unfit for trust money takes none, and the other kind is paid all the same', async () => {
  const { stripe } = place;
  const payments = createStripePayments({
    ...{ secretKey: stripe.secretKey, publishableKey: 'pk_test_standin', webhookSecrets: [SECRET], api: stripe.api },
    accounts: { operating: 'own', trust: 'acct_Plain' },
  });
  const server = await createTestServer({ ports: { payments } });
  const log: unknown[] = [];
  const check = createAccountCheck(payments, { log: { info: () => undefined, error: (fields) => log.push(fields) } });
  const here = await aPayingScene(server);
  const [earned, trust] = [await anOpen(here), await anOpen(here, 500, { kind: 'unearned' })];
  const begun = await started(here, trust);
  await check();
  assert.deepEqual(log, [{ accounts: 'trust' }]);
  const accounts = await created(here.call('GET', '/v1/firm/payment-accounts'));
  assert.deepEqual(accounts, {
    processor: 'stripe',
    data: [
      { kind: 'earned', state: 'ready' },
      { kind: 'unearned', state: 'unfit' },
    ],
  });
  const asked = stripe.asked.length;
  const again = await anOpen(here, 700, { kind: 'unearned' });
  await refused(here.page('POST', '/v1/payments', { invoices: [{ id: again.id }] }), 409, 'payments_not_configured');
  const { payable, processor } = await created(here.page('GET', `/v1/invoices/${again.id}/payment-options`));
  assert.deepEqual([payable, processor, stripe.asked.length], [false, null, asked]);
  assert.equal((await started(here, earned)).state, 'open');
  stripe.account('acct_Plain').confirm(intentOf(begun), 'pm_card_visa', false);
  assert.equal((await attempt(here, begun.id)).state, 'paid', 'what was begun is settled');
  await server.close();
});

test('trust money goes to the account for it, whose fees are paid elsewhere', async () => {
  const invoice = await anOpen(scene, 700, { kind: 'unearned' });
  const made = await started(scene, invoice);
  assert.ok(made.fields?.processor === 'stripe' && made.fields.accountId === TRUST);
  place.stripe.account(TRUST).confirm(intentOf(made), 'pm_card_visa', false);
  assert.equal((await attempt(scene, made.id)).state, 'paid', 'asked, without any message');
  const [charge] = place.stripe.charges().filter(({ intent }) => intent === intentOf(made));
  assert.deepEqual([charge?.account, charge?.amount], [TRUST, 700]);
});

test('several invoices and parts of them are paid at once, and a payment with other terms takes its place', async () => {
  const [one, other] = [await anOpen(scene, 300), await anOpen(scene, 500)];
  const first = await started(scene, one);
  const made = await started(scene, one, { id: other.id, amount: 200 });
  assert.notEqual(made.id, first.id);
  assert.deepEqual([made.amount, (await attempt(scene, first.id)).state], [500, 'canceled']);
  assert.equal(own().intent(intentOf(first)).status, 'canceled', 'nobody can pay by it any more');
  own().confirm(intentOf(made), 'pm_card_visa', false);
  assert.equal((await attempt(scene, made.id)).state, 'paid');
  assert.deepEqual([await balance(one.id), await balance(other.id)], [0, 300]);
});

test('a declined card leaves the payment open for another; the word of the bank is for staff alone', async () => {
  const invoice = await anOpen(scene);
  const made = await started(scene, invoice);
  const intent = intentOf(made);
  assert.throws(() => own().confirm(intent, 'pm_card_chargeDeclinedInsufficientFunds', false));
  const response = await scene.page('GET', `/v1/payments/${made.id}`);
  const text = await response.text();
  assert.match(text, /"failure":"card_declined"/);
  assert.doesNotMatch(text, /insufficient/);
  const failed = (await events()).filter(
    ({ type, data }) => type === 'payment.failed' && data['attemptId'] === made.id,
  );
  assert.deepEqual(
    failed.map(({ data }) => data['code']),
    ['card_declined'],
  );
  own().confirm(intent, 'pm_card_visa', false);
  place.server.clock.advance(3_000);
  assert.deepEqual([(await attempt(scene, made.id)).state, await balance(invoice.id)], ['paid', 0]);
});

test('a bank debit takes its time: nothing else is begun meanwhile, and the round hears of its end', async () => {
  const invoice = await anOpen(scene);
  const made = await started(scene, invoice);
  own().confirm(intentOf(made), 'pm_usBankAccount_success', false);
  assert.equal((await attempt(scene, made.id)).state, 'processing');
  assert.equal((await started(scene, invoice)).fields, null);
  const options = await created(scene.page('GET', `/v1/invoices/${invoice.id}/payment-options`));
  assert.equal(options.underWay, made.id, 'the page finds it again without asking to begin');
  await refused(start({ id: invoice.id, amount: 1 }), 409, 'payment_under_way');
  own().settle(intentOf(made));
  place.server.clock.advance(5 * 60_000);
  await place.server.deps.settling.deliver();
  assert.deepEqual(
    (await rowsOf(invoice.id)).map(({ amount }) => amount),
    [-10_000],
  );
});

test('a payment that is ended cannot be paid, and one that is paid cannot be ended', async () => {
  const invoice = await anOpen(scene);
  const made = await started(scene, invoice);
  const cancel = (id: string) => created(scene.page('POST', `/v1/payments/${id}/cancel`));
  assert.equal((await cancel(made.id)).state, 'canceled');
  assert.throws(() => own().confirm(intentOf(made), 'pm_card_visa', false));
  const again = await started(scene, invoice);
  assert.notEqual(again.id, made.id);
  own().confirm(intentOf(again), 'pm_card_visa', false);
  assert.equal((await cancel(again.id)).state, 'paid');
  assert.equal((await cancel(again.id)).state, 'paid');
  const { contact } = await aContact(place.server, scene.firm);
  const stranger = asPage(place.server, scene.firm, await signIn(place.server, scene.firm, contact.email));
  await refused(stranger('GET', `/v1/payments/${again.id}`), 404, 'not_found');
  await refused(stranger('POST', `/v1/payments/${again.id}/cancel`), 404, 'not_found');
});

test('50 at once on one invoice are one payment', async () => {
  const invoice = await anOpen(scene);
  const before = own().intents.size;
  const all = await Promise.all(Array.from({ length: 50 }, () => started(scene, invoice)));
  assert.equal(new Set(all.map(intentOf)).size, 1);
  assert.equal(own().intents.size - before, 1);
  const from = place.stripe.events.length;
  own().confirm(intentOf(all[0]!), 'pm_card_visa', false);
  const said = place.stripe.events.slice(from);
  const answers = await Promise.all(Array.from({ length: 20 }, () => said.map(({ body }) => send(place, body))).flat());
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([204]));
  assert.deepEqual([(await rowsOf(invoice.id)).length, await balance(invoice.id)], [1, 0]);
});

test('where Stripe makes it and answers 500, or says nothing, the same payment is made ready by asking again', async () => {
  for (const fault of ['500', '500-after', 'cut-after', '429', '409', 'page'] as const) {
    const invoice = await anOpen(scene);
    place.stripe.break('POST /v1/payment_intents', fault, 2);
    let response = await start({ id: invoice.id });
    assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '5'], fault);
    for (let tries = 0; response.status === 503 && tries < 3; tries += 1) response = await start({ id: invoice.id });
    assert.equal(response.status, 201, fault);
    const id = intentOf(await started(scene, invoice));
    own().confirm(id, 'pm_card_visa', false);
    await tell(place.stripe.events.length - 1);
    assert.deepEqual([charges(id), await balance(invoice.id)], [1, 0], fault);
  }
});

test('forged, changed and stale messages are refused, and nothing is written', async () => {
  const invoice = await anOpen(scene);
  const made = await started(scene, invoice);
  own().confirm(intentOf(made), 'pm_card_visa', false);
  const body = place.stripe.events.at(-1)?.body ?? '';
  const bytes = new TextEncoder().encode(body);
  for (let at = 0; at < bytes.length; at += 97) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    const now = Math.floor(place.server.clock.now().getTime() / 1000);
    await refused(send(place, changed, { signature: signatureOf(body, 'whsec_now', now) }), 400, 'event_refused');
  }
  await refused(send(place, body, { secret: 'whsec_before' }), 400, 'event_refused');
  for (const offset of [301, -301]) {
    await refused(send(place, body, { offset }), 400, 'event_refused');
  }
  await refused(send(place, body, { signature: '' }), 400, 'event_refused');
  await refused(send(place, 'x'.repeat(300_000)), 413, 'body_too_large');
  assert.deepEqual([await rowsOf(invoice.id), await balance(invoice.id)], [[], 10_000]);
  await ok(send(place, body, { offset: 300 }));
  assert.equal(await balance(invoice.id), 0);
});

test('a message is a reason to ask and no more: what it says of itself moves nothing', async () => {
  const invoice = await anOpen(scene);
  const made = await started(scene, invoice);
  const { object: _object, ...intent } = own().intent(intentOf(made));
  const lie = (changes: object) =>
    JSON.stringify({
      ...{ id: `evt_lie${JSON.stringify(changes).length}`, object: 'event', api_version: place.stripe.version },
      ...{ created: 1, livemode: false, type: 'payment_intent.succeeded' },
      data: {
        object: { object: 'payment_intent', ...intent, status: 'succeeded', amount_received: 10_000, ...changes },
      },
    });
  for (const changes of [{}, { amount: 1 }, { currency: 'jpy' }, { metadata: {} }, { id: 'pi_another' }]) {
    const response = await send(place, lie(changes));
    assert.ok([204, 503].includes(response.status), `${response.status}`);
  }
  assert.deepEqual([await rowsOf(invoice.id), await balance(invoice.id)], [[], 10_000]);
  assert.equal((await attempt(scene, made.id)).state, 'open');
});

test('a payment that does not match its attempt is held, raised once, and free again when somebody has looked', async () => {
  for (const change of [{ amount: 5_000 }, { currency: 'jpy' }, { metadata: { portico_attempt: 'pat_other' } }]) {
    const invoice = await anOpen(scene);
    const made = await started(scene, invoice);
    const intent = intentOf(made);
    own().intents.set(intent, { ...own().intent(intent), ...change });
    own().confirm(intent, 'pm_card_visa', false);
    const { body } = place.stripe.events.at(-1)!;
    for (let times = 0; times < 2; times += 1) await ok(send(place, body));
    assert.deepEqual([(await attempt(scene, made.id)).state, await balance(invoice.id)], ['held', 10_000]);
    const raised = (await held()).filter(({ attemptId }) => attemptId === made.id);
    assert.deepEqual(
      raised.map(({ reason, reference }) => [reason, reference]),
      [['mismatch', intent]],
    );
    await refused(start({ id: invoice.id }), 409, 'payment_under_way');
    const resolve = () =>
      scene.call('POST', `/v1/firm/held-payments/${raised[0]!.id}/resolve`, { note: 'Given back.' });
    await ok(resolve());
    await refused(resolve(), 409, 'conflict', 'resolved');
    assert.notEqual((await started(scene, invoice)).id, made.id);
  }
});

test('money that came another way meanwhile is in the ledger, and what is too much is raised', async () => {
  const invoice = await anOpen(scene);
  const made = await started(scene, invoice);
  await paid(scene.call, invoice.id, 4_000);
  own().confirm(intentOf(made), 'pm_card_visa', false);
  assert.equal((await attempt(scene, made.id)).state, 'paid');
  assert.equal(await balance(invoice.id), -4_000);
  const [raised] = (await held()).filter(({ attemptId }) => attemptId === made.id);
  assert.deepEqual([raised?.reason, raised?.amount], ['overpaid', 4_000]);
});

test('a payment of somebody else in the same account is none of ours; one that bears our ids is raised', async () => {
  const invoice = await anOpen(scene);
  const made = await started(scene, invoice);
  const { metadata } = own().intent(intentOf(made));
  const terms = { amount: 900, currency: 'usd', customer: null, description: null, setup_future_usage: null };
  for (const [given, count] of [
    [{}, 0],
    [metadata, 1],
  ] as const) {
    const foreign = own().open({ ...terms, metadata: given, types: ['card'] });
    own().confirm(foreign.id, 'pm_card_visa', false);
    await ok(send(place, place.stripe.events.at(-1)!.body));
    assert.equal((await held()).filter(({ reference }) => reference === foreign.id).length, count);
  }
  assert.deepEqual([await rowsOf(invoice.id), await balance(invoice.id)], [[], 10_000]);
});

test('the processor gives back what it took, once, and no more than that', async () => {
  const invoice = await anOpen(scene);
  const made = await started(scene, invoice);
  own().confirm(intentOf(made), 'pm_card_visa', false);
  await attempt(scene, made.id);
  const { history } = await created(scene.call('GET', `/v1/firm/invoices/${invoice.id}`));
  const path = `/v1/firm/payments/${history.at(-1).id}`;
  await refused(scene.call('POST', `${path}/refunds`, { amount: 100 }), 409, 'conflict', 'processor');
  const key = { 'idempotency-key': 'refund once' };
  for (const fault of ['500-after', 'cut-after'] as const) {
    place.stripe.break('POST /v1/refunds', fault);
    const from = place.stripe.events.length;
    const asked = z.parse(
      PaymentRefund,
      await created(scene.call('POST', `${path}/processor-refunds`, { amount: 2_000 }, { 'idempotency-key': fault })),
    );
    assert.equal(asked.state, 'asked');
    await ok(scene.call('POST', `${path}/processor-refunds`, { amount: 2_000 }, { 'idempotency-key': fault }));
    await tell(from, 2);
    place.server.clock.advance(3_600_000);
    await place.server.deps.settling.deliver();
    const { state } = z.parse(
      PaymentRefund,
      await created(scene.call('GET', `/v1/firm/processor-refunds/${asked.id}`)),
    );
    assert.equal(state, 'done');
  }
  await refused(scene.call('POST', `${path}/processor-refunds`, { amount: 6_001 }, key), 409, 'over_refundable');
  assert.deepEqual(
    own()
      .refundsOf(intentOf(made))
      .map(({ amount }) => amount),
    [2_000, 2_000],
  );
  assert.equal(await balance(invoice.id), 4_000);
  const told = (await events()).filter(
    ({ type, data }) => type === 'payment.refunded' && data['invoiceId'] === invoice.id,
  );
  assert.equal(told.length, 2);

  // At Stripe's own page.
  own().refund(intentOf(made), 1_000, {});
  await tell(place.stripe.events.length - 1, 2);
  assert.equal(await balance(invoice.id), 5_000);
  assert.ok((await held()).some(({ reason, attemptId }) => reason === 'refund_elsewhere' && attemptId === made.id));
  own().dispute(intentOf(made), 'needs_response');
  await tell(place.stripe.events.length - 1, 2);
  assert.equal(
    (await held()).filter(({ reason, attemptId }) => reason === 'disputed' && attemptId === made.id).length,
    1,
  );
});

test('an attempt that nobody confirms is ended after a day, and the invoice is free', async () => {
  const fresh = await aPayingScene(place.server);
  const made = await started(fresh, await anOpen(fresh));
  place.server.clock.advance(25 * 3_600_000);
  await place.server.deps.settling.deliver();
  assert.equal(own().intent(intentOf(made)).status, 'canceled');
});

test('the demo takes test cards, tells by the same door, and its bank decides in its time', async () => {
  const server = await createTestServer();
  try {
    const demo = await aPayingScene(server);
    const play = async (id: string, step: object) =>
      z.parse(PaymentAttempt, await created(demo.page('POST', `/v1/payments/${id}/demo`, step)));
    const invoice = await anOpen(demo);
    const made = await started(demo, invoice);
    assert.equal(made.fields?.processor, 'demo');
    assert.deepEqual(
      [
        (await play(made.id, { card: 'card_declined' })).failure,
        (await play(made.id, { card: 'card_authenticate' })).state,
      ],
      ['card_declined', 'action'],
    );
    assert.equal((await play(made.id, { passed: true })).state, 'paid');
    await refused(demo.page('POST', `/v1/payments/${made.id}/demo`, { card: 'card_ok' }), 409, 'conflict');
    assert.equal((await processorRows({ server }, demo.firm.id)).length, 1);
    const slow = await started(demo, await anOpen(demo));
    assert.equal((await play(slow.id, { card: 'bank_slow' })).state, 'processing');
    server.clock.advance(120_000);
    await server.deps.settling.deliver();
    assert.equal((await processorRows({ server }, demo.firm.id)).length, 2);
  } finally {
    await server.close();
  }
  const fresh = await aPayingScene(place.server);
  const real = await started(fresh, await anOpen(fresh));
  await refused(fresh.page('POST', `/v1/payments/${real.id}/demo`, { card: 'card_ok' }), 404, 'not_found');
});

test('a server without a processor takes no payments', async () => {
  const { deps, ...rest } = place.server;
  const { payments: _none, ...without } = deps;
  const bare = { ...rest, deps: without, app: createApp(without) };
  const page = asPage(bare, scene.firm, await signIn(place.server, scene.firm, scene.contact.email));
  const invoice = await anOpen(scene);
  const options = z.parse(PayingOptions, await created(page('GET', `/v1/invoices/${invoice.id}/payment-options`)));
  assert.deepEqual([options.payable, options.processor], [false, null]);
  await refused(page('POST', '/v1/payments', { invoices: [{ id: invoice.id }] }), 409, 'payments_not_configured');
  await refused(send({ server: bare }, '{}'), 404, 'not_found');
});
