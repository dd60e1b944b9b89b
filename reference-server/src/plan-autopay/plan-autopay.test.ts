import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FirmInvoice, PaymentPlan, StaffTask } from '@portico/contract';
import { asPage, created, ok, signIn } from '@portico/testing';
import * as z from 'zod/mini';
import { aKeeper, back, DAY_MS, type Keeper, keeps, mailsTo, payments, takenOf } from '../autopay/scene.suite.js';
import type { Deps } from '../deps.js';
import { paid, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { aPaidServer, send } from '../paying/scene.suite.js';
import { createPlanAutopayRound } from './round.js';
import { agreed as agreedIn, offered as offeredIn, planOf, type Planned, termsOf } from './scene.suite.js';

const place = await aPaidServer();

/** Mails go at once: a clock that has gone on for days would find them too old. */
async function round(deps: Deps = place.server.deps): Promise<void> {
  await createPlanAutopayRound(deps)();
  await place.server.deliver();
}
async function aDay(days = 1): Promise<void> {
  place.server.clock.advance(days * DAY_MS);
  await round();
}
const taken = (scene: Scene, invoice: FirmInvoice) => takenOf(place, scene, invoice);
/** What moved at the processor for a firm: other tests have plans of their own, which go on. */
const charges = ({ firm }: Scene) => {
  const { intents } = place.stripe.account('own');
  return place.stripe.charges().filter(({ intent }) => intents.get(intent)?.metadata['portico_firm'] === firm.id);
};
const mails = (scene: Scene) => mailsTo(place, scene);
const put = ({ page }: Pick<Scene, 'page'>, { id }: PaymentPlan, body: object) =>
  page('PUT', `/v1/payment-plans/${id}/automatic`, body);
const events = async ({ call }: Scene) => {
  const { data } = await created(call('GET', '/v1/firm/events?limit=100'));
  return (data as { type: string; data: Record<string, unknown> }[]).filter(({ type }) => type.includes('.autopay_'));
};

const offered = (scene: Keeper, firstIn: number) => offeredIn(place, scene, firstIn);
const agreed = (token?: string, firstIn?: number, downPayment?: number, more?: object) =>
  agreedIn(place, token, firstIn, downPayment, more);

test('each part is announced three days before and charged on its day, once; the down payment is left to the client', async () => {
  const { scene, invoice, plan } = await agreed('pm_card_visa', 5, 1_000);
  assert.equal(plan.automatic?.methodId, scene.method.id);
  await round();
  assert.deepEqual(await mails(scene), [], 'it is too early for a mail');
  await aDay(2);
  await round();
  const [mail, ...more] = await mails(scene);
  assert.deepEqual(more, [], 'told once');
  assert.match(mail?.text ?? '', /30\.00/);
  assert.match(mail?.text ?? '', /stop automatic payments/);
  await paid(scene.call, invoice.id, 1_000);
  await aDay(2);
  assert.deepEqual(await taken(scene, invoice), [], 'its day has not come');
  place.server.clock.advance(DAY_MS);
  await Promise.all([round(), round(), round()]);
  await round();
  assert.deepEqual(await taken(scene, invoice), [-3_000]);
  assert.equal(charges(scene).length, 1);
  for (let days = 0; days < 14; days += 1) await aDay();
  assert.deepEqual(await taken(scene, invoice), [-3_000, -3_000, -3_000]);
  assert.equal((await mails(scene)).length, 3, 'one for each part');
  assert.equal((await planOf(await back(place, scene), invoice)).state, 'completed');
});

test('a down payment is never charged, and what is late when the client agrees is charged only days after it is told', async () => {
  const { scene, invoice } = await agreed('pm_card_visa', 1, 1_000);
  await round();
  await aDay(1);
  await aDay(1);
  assert.deepEqual(await taken(scene, invoice), []);
  await aDay(1);
  assert.deepEqual(await taken(scene, invoice), [-3_000]);
  const { rows } = await planOf(await back(place, scene), invoice);
  assert.deepEqual(
    rows.map(({ open }) => open),
    [0, 1_000, 3_000, 3_000],
  );
});

test('never more is charged than was told, and only what is open of the part by then', async () => {
  const { scene, invoice } = await agreed();
  const check = await paid(scene.call, invoice.id, 1_000);
  await aDay(2);
  assert.match((await mails(scene))[0]?.text ?? '', /20\.00/);
  await created(scene.call('POST', `/v1/firm/payments/${check.id}/refunds`, { amount: 600 }));
  await aDay(3);
  assert.deepEqual(await taken(scene, invoice), [-2_000], 'though 2,600 are open of it');
  await aDay(4);
  await paid(scene.call, invoice.id, 600 + 500);
  await aDay(3);
  assert.deepEqual(await taken(scene, invoice), [-2_000, -2_500]);
});

test('what the client pays the day before is not charged, also where they pay while the round runs', async () => {
  const { scene, invoice } = await agreed();
  await aDay(2);
  await aDay(2);
  await paid(scene.call, invoice.id, 3_000);
  await aDay(1);
  assert.deepEqual(await taken(scene, invoice), []);
  await aDay(4);
  place.server.clock.advance(3 * DAY_MS);
  const { work } = place.server.deps;
  let hasPaid = false;
  const between: typeof work = {
    ...work,
    async change(actor, run) {
      // Between the look at what is open and the attempt.
      if (!hasPaid) {
        hasPaid = true;
        await paid(scene.call, invoice.id, 3_000);
      }
      return work.change(actor, run);
    },
  };
  await round({ ...place.server.deps, work: between });
  assert.equal(hasPaid, true);
  await round();
  assert.deepEqual(await taken(scene, invoice), []);
  assert.deepEqual(charges(scene), []);
});

test('a server that dies between the charge and its record charges once', async () => {
  const { scene, invoice } = await agreed();
  await aDay(2);
  place.server.clock.advance(3 * DAY_MS);
  const { work } = place.server.deps;
  const dying: typeof work = {
    ...work,
    change: (actor, run) =>
      work.change(actor, (change) =>
        run({
          ...change,
          record(fact) {
            if (fact.action === 'planAutopay.finish') throw new Error('killed');
            change.record(fact);
          },
        }),
      ),
  };
  await round({ ...place.server.deps, work: dying });
  assert.deepEqual(await taken(scene, invoice), [-3_000]);
  await Promise.all([round(), round()]);
  await aDay(3);
  assert.deepEqual(await taken(scene, invoice), [-3_000]);
  assert.equal(charges(scene).length, 1);
});

test('whatever Stripe answers on the day, it is charged once', async () => {
  for (const [call, fault] of [
    ['POST /v1/payment_intents', '500-after'],
    ['POST /v1/payment_intents/:id/confirm', '500-after'],
    ['POST /v1/payment_intents/:id/confirm', '500'],
    ['POST /v1/payment_intents/:id/confirm', 'cut-after'],
  ] as const) {
    const { scene, invoice } = await agreed();
    await aDay(2);
    place.stripe.break(call, fault);
    await aDay(3);
    for (let times = 0; times < 4; times += 1) {
      place.server.clock.advance(15 * 60_000);
      await place.server.deps.settling.deliver();
      await round();
    }
    assert.deepEqual(await taken(scene, invoice), [-3_000], `${call} ${fault}`);
    assert.equal(charges(scene).length, 1, `${call} ${fault}`);
  }
});

test('nothing is charged that is disputed, voided, ended, stopped, or of a firm that has switched it off', async () => {
  const scene = await aKeeper(place, 'pm_card_visa');
  const all: Omit<Planned, 'scene'>[] = [];
  for (let times = 0; times < 5; times += 1) {
    const { invoice, plan } = await offered(scene, 3);
    const { terms } = await termsOf(scene, plan);
    const automatic = { methodId: scene.method.id, termsHash: terms.hash };
    const body = { termsHash: plan.termsHash, automatic };
    await ok(scene.page('POST', `/v1/payment-plans/${plan.id}/accept`, body));
    all.push({ invoice, plan });
  }
  const [disputed, voided, ended, stopped, rest] = all;
  assert.ok(disputed && voided && ended && stopped && rest);
  await round();
  const said = await created(
    scene.page('POST', `/v1/invoices/${disputed.invoice.id}/disputes`, { reason: 'wrong_amount', text: 'No.' }),
  );
  await ok(scene.call('POST', `/v1/firm/invoices/${voided.invoice.id}/void`, { reason: 'Sent twice.' }));
  await ok(scene.call('POST', `/v1/firm/payment-plans/${ended.plan.id}/end`));
  assert.equal((await planOf(scene, ended.invoice)).automatic, null);
  const byHand = z.parse(PaymentPlan, await created(put(scene, stopped.plan, { methodId: null })));
  assert.deepEqual([byHand.state, byHand.automatic], ['active', null]);
  await ok(put(scene, stopped.plan, { methodId: null }));
  const { settings, etag } = await settingsOf(scene);
  const off = { ...settings, payments: { ...payments, autopay: false } };
  await ok(scene.call('PUT', '/v1/firm/settings', off, { 'if-match': etag }));
  await aDay(3);
  for (const { invoice } of all) assert.deepEqual(await taken(scene, invoice), []);
  await ok(scene.call('PUT', '/v1/firm/settings', settings, { 'if-match': (await settingsOf(scene)).etag }));
  await round();
  for (const { invoice } of [disputed, voided, ended, stopped]) assert.deepEqual(await taken(scene, invoice), []);
  assert.deepEqual(await taken(scene, rest.invoice), [-3_000]);
  await ok((await back(place, scene)).page('POST', `/v1/disputes/${said.id}/withdraw`));
  await round();
  assert.deepEqual(await taken(scene, disputed.invoice), [-3_000], 'once the dispute is over');
  assert.deepEqual(
    (await events(scene))
      .filter(({ type }) => type.endsWith('ended'))
      .map(({ data }) => [data['planId'], data['reason']]),
    [[stopped.plan.id, 'client']],
  );
});

async function settingsOf({ call }: Scene) {
  const response = await ok(call('GET', '/v1/firm/settings'));
  return { settings: await response.json(), etag: response.headers.get('etag') ?? '' };
}

const tasks = async ({ call }: Scene) => {
  const { data } = await created(call('GET', '/v1/firm/tasks?kind=plan_by_hand'));
  return z.parse(z.array(StaffTask), data).map(({ about, resolved }) => [about, resolved === null]);
};

test('after three declines on other days the plan is paid by hand, the client knows what to do, and staff have a task', async () => {
  const { scene, invoice, plan } = await agreed('pm_card_chargeDeclined', 3);
  const tries = async () => {
    const { data } = await created(scene.call('GET', '/v1/firm/events?limit=100'));
    return data.filter(({ type }: { type: string }) => type === 'payment.failed').length;
  };
  await round();
  await aDay(3);
  await round();
  await aDay(2);
  assert.equal(await tries(), 1);
  await aDay(1);
  assert.equal(await tries(), 2);
  assert.deepEqual(await tasks(scene), []);
  await aDay(3);
  await aDay(9);
  assert.equal(await tries(), 3);
  const told = (await mails(scene)).map(({ subject }) => subject);
  assert.equal(told.filter((subject) => subject === 'Your payment did not work').length, 2);
  assert.equal(told.filter((subject) => subject.includes('yourself from now on')).length, 1);
  assert.deepEqual(await tasks(scene), [[plan.id, true]]);
  assert.deepEqual(await taken(scene, invoice), []);
  const again = await back(place, scene);
  const now = await planOf(again, invoice);
  assert.deepEqual([now.state, now.automatic], ['active', null]);
  const { type, data } = (await events(scene)).at(-1) ?? assert.fail('no event');
  assert.deepEqual([type, data['reason'], data['planId']], ['payment_plan.autopay_ended', 'failed', plan.id]);
  // Agreed again with another card: told anew, charged, and nothing is left for the staff to do.
  const other = await keeps(place, again, 'pm_card_visa');
  const { terms } = await termsOf(again, now);
  const switched = await created(put(again, now, { methodId: other.id, termsHash: terms.hash }));
  assert.equal(switched.automatic.methodId, other.id);
  assert.deepEqual(await tasks(scene), [[plan.id, false]]);
  await round();
  assert.deepEqual(await taken(scene, invoice), []);
  await aDay(3);
  assert.deepEqual(await taken(scene, invoice), [-3_000, -3_000, -3_000]);
});

test('once all of a plan that has gone back to hand is paid, nothing is left for the staff to do', async () => {
  const { scene, invoice, plan } = await agreed('pm_card_chargeDeclined', 3);
  await round();
  for (let tries = 0; tries < 3; tries += 1) await aDay(3);
  assert.deepEqual(await tasks(scene), [[plan.id, true]]);
  await paid(scene.call, invoice.id, 3_000);
  assert.deepEqual(await tasks(scene), [[plan.id, true]]);
  await paid(scene.call, invoice.id, 6_000);
  assert.deepEqual(await tasks(scene), [[plan.id, false]]);
  assert.equal((await planOf(await back(place, scene), invoice)).state, 'completed');
});

test('where the bank wants the client there, they are asked to come, and it goes on with the next part', async () => {
  const { scene, invoice } = await agreed('pm_card_authenticationRequired', 3);
  await round();
  await aDay(3);
  await aDay(4);
  const told = (await mails(scene)).map(({ subject }) => subject);
  assert.deepEqual(told.filter((subject) => subject === 'Please pay in your portal').length, 1);
  assert.notEqual((await planOf(await back(place, scene), invoice)).automatic, null);
  await aDay(3);
  assert.deepEqual(await taken(scene, invoice), []);
  assert.equal((await mails(scene)).filter(({ subject }) => subject === 'Please pay in your portal').length, 2);
});

test('once the client’s bank has taken a payment back, the plan is paid by hand', async () => {
  const { scene, invoice, plan } = await agreed('pm_card_visa', 3);
  await round();
  await aDay(3);
  assert.deepEqual(await taken(scene, invoice), [-3_000]);
  const own = place.stripe.account('own');
  const from = place.stripe.events.length;
  own.dispute(charges(scene)[0]?.intent ?? '', 'lost');
  for (const { body } of place.stripe.events.slice(from)) await ok(send(place, body));
  await round();
  assert.match((await mails(scene))[0]?.text ?? '', /Your bank took back a payment/);
  const again = await back(place, scene);
  assert.deepEqual([(await planOf(again, invoice)).state, (await planOf(again, invoice)).automatic], ['active', null]);
  assert.equal((await events(scene)).at(-1)?.data['reason'], 'taken_back');
  const { available, terms } = await termsOf(again, plan);
  assert.equal(available, false);
  const body = { methodId: scene.method.id, termsHash: terms.hash };
  await refused(put(again, plan, body), 409, 'conflict', 'taken_back');
  await aDay(9);
  assert.deepEqual(await taken(scene, invoice), [-3_000, 3_000]);
});

test('a method that is removed ends it with a mail; an erased contact is charged nothing', async () => {
  const { scene, invoice } = await agreed('pm_card_visa', 3);
  await round();
  await ok(scene.page('DELETE', `/v1/payment-methods/${scene.method.id}`));
  assert.equal((await planOf(scene, invoice)).automatic, null);
  const [told] = await mails(scene);
  assert.match(told?.text ?? '', /You removed the payment method/);
  assert.match(told?.text ?? '', /pay each part there by its day/);
  await aDay(3);
  assert.deepEqual(await taken(scene, invoice), []);
  assert.equal((await events(scene)).at(-1)?.data['reason'], 'method_removed');

  const erased = await agreed('pm_card_visa', 3);
  await round();
  const { contact, call } = erased.scene;
  await ok(call('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: false }));
  await aDay(3);
  assert.deepEqual(await taken(erased.scene, erased.invoice), [], 'access is off');
  await ok(call('DELETE', `/v1/firm/contacts/${contact.id}/personal-data`));
  const read = await created(call('GET', `/v1/firm/payment-plans/${erased.plan.id}`));
  assert.deepEqual([read.state, read.automatic], ['active', null]);
});

test('a client agrees to the text that holds for this plan, with a method of their own, after a fresh proof of who they are', async () => {
  const scene = await aKeeper(place, 'pm_card_visa');
  const { invoice, plan } = await offered(scene, 20);
  const { available, noticeDays, terms } = await termsOf(scene, plan);
  assert.deepEqual([available, noticeDays], [true, 3]);
  assert.match(terms.text, /3 days/);
  const automatic = { methodId: scene.method.id, termsHash: terms.hash };
  const accept = (more: object, of: Pick<Scene, 'page'> = scene) =>
    of.page('POST', `/v1/payment-plans/${plan.id}/accept`, {
      termsHash: plan.termsHash,
      automatic: { ...automatic, ...more },
    });
  const second = await offered(scene, 20);
  const elsewhere = (await termsOf(scene, second.plan)).terms.hash;
  await refused(accept({ termsHash: elsewhere }), 409, 'terms_changed');
  const stranger = await aKeeper(place, 'pm_card_visa');
  await refused(accept({ methodId: stranger.method.id }), 404, 'not_found');
  await refused(put(stranger, plan, automatic), 404, 'not_found');
  await refused(put(scene, plan, automatic), 409, 'conflict', 'offered');
  assert.equal((await planOf(scene, invoice)).state, 'offered', 'nothing is half agreed to');
  const agreedTo = z.parse(PaymentPlan, await created(accept({})));
  assert.deepEqual([agreedTo.state, agreedTo.automatic?.methodId], ['active', scene.method.id]);
  assert.deepEqual(await created(accept({})), agreedTo, 'the same again');
  await refused(
    scene.page('POST', `/v1/payment-plans/${plan.id}/accept`, { termsHash: plan.termsHash }),
    409,
    'conflict',
    'active',
  );
  const [told] = await events(scene);
  assert.equal(told?.type, 'payment_plan.autopay_agreed');
  assert.equal(told?.data['termsHash'], terms.hash);
  assert.equal((await created(scene.call('GET', `/v1/firm/payment-plans/${plan.id}`))).automatic.methodId, null);

  // Another contact of the client sees that it is so, but not by what, and cannot change it.
  const email = 'partner@client.example';
  const body = { clientId: scene.client.id, name: 'Partner Example', email };
  const other = await created(scene.call('POST', '/v1/firm/contacts', body));
  await ok(scene.call('PUT', `/v1/firm/contacts/${other.id}/portal-access`, { enabled: true }));
  await ok(scene.call('PUT', `/v1/firm/matters/${scene.matter.id}/shares/${other.id}`));
  await place.server.deliver();
  place.server.mails.clear();
  const partner = { page: asPage(place.server, scene.firm, await signIn(place.server, scene.firm, email)) };
  const seen = await planOf(partner, invoice);
  assert.deepEqual([seen.automatic?.methodId, seen.automatic?.agreedAt], [null, agreedTo.automatic?.agreedAt]);
  await ok(put(partner, plan, { methodId: null }));
  await refused(put(partner, plan, automatic), 409, 'conflict', 'charged_to_another');
  assert.equal((await planOf(scene, invoice)).automatic?.methodId, scene.method.id);

  place.server.clock.advance(6 * 60_000);
  await refused(put(scene, plan, automatic), 403, 'step_up_required');
  await ok(put(scene, plan, { methodId: null }));
  assert.equal((await planOf(scene, invoice)).automatic, null, 'stopping wants no proof');
  const late = { termsHash: second.plan.termsHash, automatic: { ...automatic, termsHash: elsewhere } };
  await refused(scene.page('POST', `/v1/payment-plans/${second.plan.id}/accept`, late), 403, 'step_up_required');
  await ok(scene.page('POST', `/v1/payment-plans/${second.plan.id}/accept`, { termsHash: second.plan.termsHash }));

  const without = await aKeeper(place, 'pm_card_visa', { autopay: false });
  const third = await offered(without, 20);
  const offer = await termsOf(without, third.plan);
  assert.equal(offer.available, false);
  const wanted = { methodId: without.method.id, termsHash: offer.terms.hash };
  const asked = { termsHash: third.plan.termsHash, automatic: wanted };
  await refused(without.page('POST', `/v1/payment-plans/${third.plan.id}/accept`, asked), 409, 'autopay_off');
});
