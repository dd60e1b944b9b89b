/** What is Stripe's alone: how it is asked, what its accounts must be, and how its errors are told apart. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { deliveriesOf, signatureOf, startStripeStandIn, type StripeFault, type StripeStandIn } from '@portico/testing';
import { Random } from '@portico/testing/random';
import { PaymentError, type PaymentProcessor, UnprovenEventError } from './payments.js';
import { stripeOptions } from './payments.stripe-options.js';
import { createStripePayments } from './payments.stripe.js';
import type { StripeOptions } from './payments.stripe-client.js';
import { anOrder } from './payments.suite.js';

const VERSION = '2026-10-28.endive';
const TRUST = 'acct_FeesElsewhere';
let standIn: StripeStandIn;
let options: StripeOptions;
let stripe: PaymentProcessor;
before(async () => {
  standIn = await startStripeStandIn(VERSION);
  options = {
    secretKey: standIn.secretKey,
    publishableKey: 'pk_test_standin',
    webhookSecrets: ['whsec_now', 'whsec_before'],
    accounts: { operating: 'own', trust: TRUST },
    api: standIn.api,
    retries: 0,
  };
  stripe = createStripePayments(options);
});
after(() => standIn.close());

test('Stripe hears ids, amounts and invoice numbers, at one version of its API, under a key of the attempt', async () => {
  const customer = await stripe.createCustomer('trust', 'key', 'con_1');
  const order = anOrder({ account: 'trust', customer, save: true, amount: 1_000, currency: 'EUR' });
  await stripe.open(order);
  const { headers, body } = standIn.asked.at(-1) ?? assert.fail();
  assert.equal(headers['stripe-version'], VERSION);
  assert.equal(headers['stripe-account'], TRUST);
  assert.equal(headers['idempotency-key'], `${order.attemptId}:1`);
  assert.equal(headers['x-stripe-client-telemetry'], undefined);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
    amount: '1000',
    currency: 'eur',
    'allowed_payment_method_types[0]': 'card',
    customer,
    description: order.description,
    'metadata[portico_attempt]': order.attemptId,
    'metadata[portico_firm]': order.firmId,
    setup_future_usage: 'off_session',
  });
});

test('a page of Stripe’s asks for the amount in its currency and no other, in a language that it has', async () => {
  for (const [language, locale] of [
    ['en-US', 'en'],
    ['es', 'es'],
    ['ar', 'auto'],
  ] as const) {
    const urls = { successUrl: 'https://firm.example/paid', cancelUrl: 'https://firm.example/' };
    await stripe.openCheckout({ ...anOrder(), ...urls, language });
    const asked = new URLSearchParams(standIn.asked.at(-1)?.body);
    assert.equal(asked.get('locale'), locale);
    assert.equal(asked.get('adaptive_pricing[enabled]'), 'false');
    assert.equal(asked.get('line_items[0][price_data][unit_amount]'), '19999');
  }
});

test('currencies that Stripe counts its own way are converted or refused, and never guessed', async () => {
  await stripe.open(anOrder({ amount: 70, currency: 'ISK' }));
  assert.equal(new URLSearchParams(standIn.asked.at(-1)?.body).get('amount'), '7000');
  for (const [amount, currency] of [
    [5_123, 'KWD'],
    [100, 'UGX'],
    [100, 'MGA'],
  ] as const) {
    await assert.rejects(stripe.open(anOrder({ amount, currency })), { code: 'amount_refused' });
  }
});

test('accounts that would mix the two kinds of money are refused at the start', () => {
  const with_ = (accounts: StripeOptions['accounts']) => () => createStripePayments({ ...options, accounts });
  assert.throws(with_({ operating: 'acct_1', trust: 'acct_1' }), /must not go to one/);
  assert.throws(with_({ operating: 'own', trust: 'own' }), /must not go to one/);
  assert.throws(with_({ trust: 'own' }), /connected/);
  assert.throws(with_({ operating: 'firm@client.example' }), /acct_/);
  assert.deepEqual(with_({ operating: 'own' })().accounts, ['operating']);
});

test('trust money is not taken where Stripe’s fee would come out of it, nor by an account that is closed', async () => {
  await stripe.check();
  assert.deepEqual([...stripe.unfit], []);
  for (const [accounts, unfit] of [
    [{ operating: 'own', trust: 'acct_Plain' }, ['trust']],
    [{ operating: 'acct_Closed', trust: 'acct_FeesElsewhere' }, ['operating']],
  ] as const) {
    const one = createStripePayments({ ...options, accounts });
    await one.check();
    assert.deepEqual([...one.unfit], unfit);
  }
  const one = createStripePayments({ ...options, accounts: { operating: 'own' } });
  await assert.rejects(one.open(anOrder({ account: 'trust' })), { code: 'account_not_configured' });
});

test('keys that cannot be used are refused at the start, and one that Stripe refuses when it is asked', async () => {
  for (const wrong of [
    { secretKey: 'pk_test_x' },
    { secretKey: '' },
    { publishableKey: 'sk_test_x' },
    { publishableKey: 'pk_live_x' },
    { webhookSecrets: [] },
    { webhookSecrets: ['x'] },
    { api: 'http://api.stripe.example' },
    { api: 'https://api.stripe.example/v1' },
  ]) {
    assert.throws(() => createStripePayments({ ...options, ...wrong }), Error, JSON.stringify(wrong));
  }
  const other = createStripePayments({ ...options, secretKey: 'sk_test_another' });
  await assert.rejects(other.open(anOrder()), { code: 'account_not_configured', moved: 'no' });
});

test('settings come from the environment; without a key there are none', () => {
  assert.equal(stripeOptions({ STRIPE_SECRET_KEY: '', STRIPE_TRUST_ACCOUNT: TRUST }), undefined);
  const env = {
    ...{ STRIPE_SECRET_KEY: options.secretKey, STRIPE_PUBLISHABLE_KEY: options.publishableKey },
    ...{ STRIPE_WEBHOOK_SECRET: 'whsec_now, whsec_before', STRIPE_API: standIn.api },
  };
  const own = stripeOptions(env);
  assert.deepEqual([own?.accounts, own?.webhookSecrets], [{ operating: 'own' }, ['whsec_now', 'whsec_before']]);
  assert.deepEqual(createStripePayments(own ?? assert.fail()).accounts, ['operating']);
  const both = stripeOptions({ ...env, STRIPE_TRUST_ACCOUNT: TRUST, STRIPE_BANK_DEBITS: 'on' });
  assert.deepEqual([both?.accounts.trust, both?.bankDebits], [TRUST, true]);
});

test('what broke is told from what is refused, and whether money may have moved', async () => {
  const customer = await stripe.createCustomer('operating', 'errors', 'con_1');
  const method = standIn.account('own').keep(customer, 'pm_card_visa');
  for (const [fault, code, moved] of [
    ['429', 'busy', 'unknown'],
    ['409', 'busy', 'unknown'],
    ['500', 'unreachable', 'unknown'],
    ['page', 'unreachable', 'unknown'],
  ] as const) {
    const payment = await stripe.open(anOrder({ customer }));
    standIn.break('POST /v1/payment_intents/:id/confirm', fault satisfies StripeFault);
    await assert.rejects(stripe.charge(payment, method), { code, moved }, fault);
  }
  standIn.break('POST /v1/payment_intents', '429');
  await assert.rejects(stripe.open(anOrder()), { code: 'busy', moved: 'no' });
  standIn.break('POST /v1/payment_intents', '500', 2);
  await assert.rejects(stripe.open(anOrder()), { code: 'unreachable', moved: 'no' });
  const expired = standIn.account('own').keep(customer, 'pm_card_chargeDeclinedExpiredCard');
  const payment = await stripe.open(anOrder({ customer }));
  await assert.rejects(stripe.charge(payment, expired), { code: 'method_unusable', declineCode: 'expired_card' });
});

test('an error carries Stripe’s name for the request, and no word of the client’s', async () => {
  standIn.break('POST /v1/payment_intents', '429');
  const error = await stripe.open(anOrder()).catch((refused: unknown) => refused);
  assert.ok(error instanceof PaymentError);
  assert.match(error.requestId ?? '', /^req_/);
  assert.equal(error.message, 'The payment processor said busy');
});

test('a charge that was carried out while the line broke is found, and is not made again', async () => {
  const patient = createStripePayments({ ...options, retries: 1 });
  const customer = await stripe.createCustomer('operating', 'line', 'con_1');
  const method = standIn.account('own').keep(customer, 'pm_card_visa');
  const payment = await patient.open(anOrder({ customer }));
  standIn.break('POST /v1/payment_intents/:id/confirm', 'cut-after');
  assert.equal((await patient.charge(payment, method)).state, 'succeeded');
  assert.equal(standIn.charges().filter(({ intent }) => intent === payment.id).length, 1);
  const confirms = standIn.asked.filter(({ call }) => call.endsWith('/confirm')).slice(-2);
  assert.equal(new Set(confirms.map(({ headers }) => headers['idempotency-key'])).size, 1);
});

test('a refund is made once, also when Stripe has forgotten the key', async () => {
  const payment = await stripe.open(anOrder());
  standIn.account('own').confirm(payment.id, 'pm_card_visa', false);
  const order = { refundId: 'ref_day', payment, amount: 700, currency: 'USD' };
  const refund = await stripe.refund(order);
  standIn.forgetKeys();
  assert.equal((await stripe.refund(order)).id, refund.id);
  assert.equal((await stripe.refunds(payment)).length, 1);
});

test('nothing is followed to where Stripe has moved: our key stays here', async () => {
  let elsewhere = 0;
  const mover = createServer((request, response) => {
    if (request.url === '/elsewhere') elsewhere += 1;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  mover.listen(0, '127.0.0.1');
  await once(mover, 'listening');
  const address = mover.address();
  assert.ok(address !== null && typeof address === 'object');
  const moved = createStripePayments({ ...options, api: `http://127.0.0.1:${address.port}` });
  await assert.rejects(moved.open(anOrder()), { code: 'unreachable' });
  assert.equal(elsewhere, 0);
  mover.closeAllConnections();
  mover.close();
});

test('a message is of one of our accounts, moves money as our key does, and may be signed by the secret before', async () => {
  const payment = await stripe.open(anOrder({ account: 'trust' }));
  standIn.account(TRUST).confirm(payment.id, 'pm_card_visa', false);
  const body = standIn.events.at(-1)?.body ?? '';
  const read = (text: string, secret = 'whsec_now') =>
    stripe.readEvent(new TextEncoder().encode(text), signatureOf(text, secret), new Date());
  const event = await read(body, 'whsec_before');
  assert.deepEqual([event.type, event.account], ['payment.succeeded', 'trust']);

  const foreign = body.replace(TRUST, 'acct_another');
  await assert.rejects(
    read(foreign),
    (error) => error instanceof UnprovenEventError && error.code === 'account_unknown',
  );
  const other = await read(body.replace('"livemode": false', '"livemode": true'));
  assert.deepEqual([other.type, other.live], ['unknown', true]);
  const unheard = await read(body.replace('payment_intent.succeeded', 'radar.something_new'));
  assert.ok(unheard.type === 'unknown' && unheard.name === 'radar.something_new');
});

test('what a bank takes back is read, and messages that come again and in any order keep their names', async () => {
  const from = standIn.events.length;
  const payment = await stripe.open(anOrder());
  const own = standIn.account('own');
  own.confirm(payment.id, 'pm_card_visa', false);
  own.dispute(payment.id, 'needs_response');
  own.dispute(payment.id, 'lost');
  const sent = deliveriesOf(standIn.events.slice(from), 'whsec_now', new Random(5));
  assert.ok(sent.length > 4);
  const read = await Promise.all(sent.map(({ body, signature }) => stripe.readEvent(body, signature, new Date())));
  assert.deepEqual(
    read.map(({ id }) => id),
    sent.map(({ id }) => id),
  );
  const [dispute] = await stripe.disputes(payment);
  assert.deepEqual([dispute?.state, dispute?.paymentId, dispute?.amount], ['lost', payment.id, 19_999]);
  assert.deepEqual(await stripe.disputes(await stripe.open(anOrder())), []);
  const disputes = read.flatMap((event) => (event.type === 'dispute.changed' ? [event.dispute] : []));
  assert.deepEqual(new Set(disputes.map(({ state }) => state)), new Set(['open', 'lost']));
  for (const dispute of disputes) {
    assert.deepEqual([dispute.paymentId, dispute.amount, dispute.currency], [payment.id, 19_999, 'USD']);
  }
});
