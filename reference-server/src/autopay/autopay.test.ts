import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FirmInvoice, HeldPayment } from '@portico/contract';
import { created, ok } from '@portico/testing';
import * as z from 'zod/mini';
import { aBody, anIssued, paid, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { daysAfter } from '../firms/today.js';
import { aPaidServer, aPayingScene } from '../paying/scene.suite.js';
import { createAutopayRound } from './round.js';
import {
  anAgreed as anAgreedIn,
  autopayOf,
  back as signedIn,
  DAY_MS,
  type Keeper,
  losesPayment,
  mailsTo as mailsIn,
  payments,
  resolveHeld,
  takenOf,
  todayIn,
} from './scene.suite.js';

const place = await aPaidServer();

/** Mails go at once: a clock that has gone on for days would find them too old. */
async function round(): Promise<void> {
  await createAutopayRound(place.server.deps)();
  await place.server.deliver();
}
const today = () => todayIn(place);
const back = (scene: Keeper) => signedIn(place, scene);

const anAgreed = (token: string, more?: object) => anAgreedIn(place, token, more);
const dueIn = (scene: Scene, days: number): Promise<FirmInvoice> =>
  anIssued(scene, aBody(10_000, { due: { on: daysAfter(today(), days) } }));
const rowsOf = (scene: Scene, invoice: FirmInvoice) => takenOf(place, scene, invoice);
const mailsTo = (scene: Scene) => mailsIn(place, scene);
async function aDay(days = 1): Promise<void> {
  place.server.clock.advance(days * DAY_MS);
  await round();
}

test('what is due is announced three days before, charged on its day, once, and never before', async () => {
  const scene = await anAgreed('pm_card_visa');
  const invoice = await dueIn(scene, 5);
  await round();
  assert.deepEqual(await mailsTo(scene), [], 'it is too early for a mail');
  await aDay(2);
  await round();
  const mails = await mailsTo(scene);
  assert.equal(mails.length, 1, 'told once');
  assert.match(mails[0]?.text ?? '', /100\.00/);
  assert.match(mails[0]?.text ?? '', /stop automatic payments/);
  await aDay(2);
  assert.deepEqual(await rowsOf(scene, invoice), [], 'its day has not come');
  place.server.clock.advance(DAY_MS);
  await Promise.all([round(), round(), round()]);
  await round();
  assert.deepEqual(await rowsOf(scene, invoice), [-10_000]);
  assert.equal(place.stripe.charges().filter(({ amount }) => amount === 10_000).length, 1);
  const { page } = await back(scene);
  const { data } = await created(page('GET', '/v1/payment-methods'));
  assert.equal(data[0].autopay, true);
});

test('what was late when the client agreed is charged only days after it was told', async () => {
  const scene = await anAgreed('pm_card_visa', { autopayNoticeDays: 5 });
  const invoice = await dueIn(scene, 0);
  await aDay(0);
  await aDay(4);
  assert.deepEqual(await rowsOf(scene, invoice), []);
  await aDay(1);
  assert.deepEqual(await rowsOf(scene, invoice), [-10_000]);
  const [mail] = await mailsTo(scene);
  assert.ok(mail);
});

test('never more is charged than was told, though more is open by then', async () => {
  const scene = await anAgreed('pm_card_visa');
  const invoice = await dueIn(scene, 3);
  const check = await paid(scene.call, invoice.id, 4_000);
  await round();
  assert.match((await mailsTo(scene))[0]?.text ?? '', /60\.00/);
  await created(scene.call('POST', `/v1/firm/payments/${check.id}/refunds`, { amount: 1_000 }));
  await aDay(3);
  assert.deepEqual(await rowsOf(scene, invoice), [-6_000]);
});

test('what a payment plan divides is left to the plan', async () => {
  const scene = await anAgreed('pm_card_visa');
  const invoice = await dueIn(scene, 3);
  const terms = { instalments: 2, every: 'month', firstOn: daysAfter(today(), 10) };
  const { id, termsHash } = await created(scene.call('POST', `/v1/firm/invoices/${invoice.id}/plan`, terms));
  await created(scene.page('POST', `/v1/payment-plans/${id}/accept`, { termsHash }));
  await round();
  await aDay(3);
  assert.deepEqual([await mailsTo(scene), await rowsOf(scene, invoice)], [[], []]);
});

test('what the client’s bank has taken back is never charged by itself, whatever becomes of it', async () => {
  const scene = await anAgreed('pm_card_visa');
  const invoice = await dueIn(scene, 3);
  await losesPayment(place, scene, invoice);
  assert.deepEqual(await rowsOf(scene, invoice), [-10_000, 10_000]);
  await round();
  await resolveHeld(scene);
  await round();
  await aDay(3);
  assert.deepEqual([await mailsTo(scene), await rowsOf(scene, invoice)], [[], [-10_000, 10_000]]);
});

test('nothing is charged that is disputed, voided, paid, being paid, stopped, or of a firm that has switched it off', async () => {
  const scene = await anAgreed('pm_card_visa');
  const [disputed, voided, paying, rest] = [
    await dueIn(scene, 3),
    await dueIn(scene, 3),
    await dueIn(scene, 3),
    await dueIn(scene, 3),
  ];
  await round();
  const said = await created(
    scene.page('POST', `/v1/invoices/${disputed.id}/disputes`, { reason: 'wrong_amount', text: 'No.' }),
  );
  await ok(scene.call('POST', `/v1/firm/invoices/${voided.id}/void`, { reason: 'Sent twice.' }));
  await created(scene.page('POST', '/v1/payments', { invoices: [{ id: paying.id }] }));
  place.server.clock.advance(3 * DAY_MS - 60_000);
  const { settings, etag } = await settingsOf(scene);
  const off = { ...settings, payments: { ...payments, autopay: false } };
  await ok(scene.call('PUT', '/v1/firm/settings', off, { 'if-match': etag }));
  await aDay(0);
  const asItWas = await settingsOf(scene);
  await ok(scene.call('PUT', '/v1/firm/settings', settings, { 'if-match': asItWas.etag }));
  for (const one of [disputed, voided, paying, rest]) assert.deepEqual(await rowsOf(scene, one), []);
  await aDay(0);
  for (const one of [disputed, voided, paying]) assert.deepEqual(await rowsOf(scene, one), []);
  assert.deepEqual(await rowsOf(scene, rest), [-10_000]);
  const again = await back(scene);
  await ok(again.page('POST', `/v1/disputes/${said.id}/withdraw`));
  await round();
  assert.deepEqual(await rowsOf(scene, disputed), [-10_000], 'once the dispute is over');

  const later = await dueIn(scene, 3);
  await round();
  await ok(again.page('DELETE', `/v1/payment-methods/${scene.method.id}`));
  assert.deepEqual((await autopayOf(again)).data, []);
  await aDay(3);
  assert.deepEqual(await rowsOf(scene, later), []);
});

async function settingsOf({ call }: Scene) {
  const response = await ok(call('GET', '/v1/firm/settings'));
  return { settings: await response.json(), etag: response.headers.get('etag') ?? '' };
}

test('a decline is told and tried again on other days, three times at most, and then staff have to look', async () => {
  const scene = await anAgreed('pm_card_chargeDeclined');
  const invoice = await dueIn(scene, 3);
  const tries = () => place.stripe.asked.filter(({ call }) => call === 'POST /v1/payment_intents/:id/confirm').length;
  await round();
  const before = tries();
  await aDay(3);
  await round();
  assert.equal(tries() - before, 1, 'once a day that it is tried');
  await aDay(2);
  assert.equal(tries() - before, 1);
  await aDay(1);
  assert.equal(tries() - before, 2);
  assert.deepEqual((await autopayOf(await back(scene))).data[0]?.suspended, false);
  await aDay(3);
  await aDay(9);
  assert.equal(tries() - before, 3);
  assert.deepEqual((await autopayOf(await back(scene))).data[0]?.suspended, true);
  assert.equal((await mailsTo(scene)).length, 4, 'announced, declined twice, asked to come');
  const { data } = await created(scene.call('GET', '/v1/firm/held-payments?state=open'));
  const held = z.parse(z.array(HeldPayment), data);
  assert.deepEqual(
    held.map(({ reason, amount }) => [reason, amount]),
    [['autopay_suspended', 10_000]],
  );
  assert.deepEqual(await rowsOf(scene, invoice), []);
});

test('where the bank wants the client there, they are asked to come, and it goes on for other invoices', async () => {
  const scene = await anAgreed('pm_card_authenticationRequired');
  const invoice = await dueIn(scene, 3);
  await round();
  await aDay(3);
  await aDay(9);
  const mails = await mailsTo(scene);
  assert.equal(mails.length, 2);
  assert.match(mails.map(({ subject }) => subject).join(), /Please pay in your portal/);
  assert.equal((await autopayOf(await back(scene))).data[0]?.suspended, false);
  assert.deepEqual(await rowsOf(scene, invoice), []);
});

test('whatever Stripe answers on the day, it is charged once', async () => {
  for (const [call, fault] of [
    ['POST /v1/payment_intents', '500-after'],
    ['POST /v1/payment_intents', 'cut-after'],
    ['POST /v1/payment_intents/:id/confirm', '500-after'],
    ['POST /v1/payment_intents/:id/confirm', '500'],
    ['POST /v1/payment_intents/:id/confirm', 'cut-after'],
  ] as const) {
    const scene = await anAgreed('pm_card_visa');
    const invoice = await dueIn(scene, 3);
    await round();
    const before = place.stripe.charges().length;
    place.stripe.break(call, fault);
    await aDay(3);
    for (let times = 0; times < 4; times += 1) {
      place.server.clock.advance(15 * 60_000);
      await place.server.deps.settling.deliver();
      await round();
    }
    assert.deepEqual(await rowsOf(scene, invoice), [-10_000], `${call} ${fault}`);
    assert.equal(place.stripe.charges().length - before, 1, `${call} ${fault}`);
  }
});

test('a client agrees to the text that holds, with a method of their own, after a fresh proof of who they are', async () => {
  const scene = await anAgreed('pm_card_visa');
  const { terms, noticeDays } = await autopayOf(scene);
  assert.equal(noticeDays, 3);
  assert.match(terms.text, /3 days/);
  const put = (body: object) => scene.page('PUT', '/v1/autopay', body);
  const inSpanish = await created(scene.page('GET', '/v1/autopay?language=es'));
  assert.deepEqual([inSpanish.terms.language, inSpanish.terms.text.startsWith('Permito que')], ['es', true]);
  await ok(put({ kind: 'earned', methodId: scene.method.id, termsHash: inSpanish.terms.hash }));
  const agreed = { kind: 'earned', methodId: scene.method.id, termsHash: terms.hash };
  await refused(put({ ...agreed, termsHash: '0'.repeat(64) }), 409, 'terms_changed');
  await refused(put({ ...agreed, kind: 'unearned' }), 422, 'method_elsewhere');
  const stranger = await anAgreed('pm_card_visa');
  const theirs = { kind: 'earned', methodId: scene.method.id, termsHash: (await autopayOf(stranger)).terms.hash };
  await refused(stranger.page('PUT', '/v1/autopay', theirs), 404, 'not_found');
  const { data } = await created(scene.call('GET', '/v1/firm/events?limit=100'));
  const told = data.filter(({ type }: { type: string }) => type === 'autopay.agreed');
  assert.deepEqual(
    told.map(({ data: { termsHash } }: { data: { termsHash: string } }) => termsHash),
    [terms.hash, inSpanish.terms.hash],
  );
  place.server.clock.advance(6 * 60_000);
  await refused(put(agreed), 403, 'step_up_required');
  await ok(put({ kind: 'earned', methodId: null }));
  assert.deepEqual((await autopayOf(scene)).data, [], 'stopping wants no proof');
  const off = await aPayingScene(place.server);
  assert.equal((await autopayOf(off)).available, false);
  await refused(off.page('PUT', '/v1/autopay', agreed), 409, 'autopay_off');
});
