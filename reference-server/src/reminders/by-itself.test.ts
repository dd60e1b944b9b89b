import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { type FirmInvoice, usualReminders } from '@portico/contract';
import { created, ok } from '@portico/testing';
import { createAutopayRound } from '../autopay/round.js';
import {
  aKeeper,
  anAgreed,
  autopayOf,
  back,
  type Keeper,
  losesPayment,
  mailsTo,
  payments,
  resolveHeld,
  takenOf,
  todayIn,
} from '../autopay/scene.suite.js';
import { aBody, anIssued, paid } from '../firm-invoices/scene.suite.js';
import { daysAfter } from '../firms/today.js';
import { aPaidServer } from '../paying/scene.suite.js';
import { createPlanAutopayRound } from '../plan-autopay/round.js';
import { agreed } from '../plan-autopay/scene.suite.js';
import { createReminderRound } from './round.js';
import { setDay, setSettings } from './scene.suite.js';

const place = await aPaidServer();
const relay = { deliver: () => Promise.resolve(0), poke: () => undefined };
const deps = { ...place.server.deps, relay };

/** Eleven in the morning in New York. */
function day(days: number): void {
  setDay(place.server, days, 16);
}
beforeEach(() => {
  day(0);
});

/** What came of all rounds of a day, in the order in which a server may run them at worst. */
async function on(scene: Keeper, days: number): Promise<string[]> {
  day(days);
  place.server.mails.clear();
  await createReminderRound(deps)();
  await createAutopayRound(deps)();
  await createPlanAutopayRound(deps)();
  return (await mailsTo(place, scene)).map(({ subject, text }) =>
    subject.includes('reminder') ? `reminder of ${/\d+\.\d\d/.exec(text)?.[0]}` : 'other',
  );
}

/** What came on each day that something came on. */
async function until(scene: Keeper, last: number): Promise<Record<number, string[]>> {
  const came: Record<number, string[]> = {};
  for (let days = 0; days <= last; days += 1) {
    const mails = await on(scene, days);
    if (mails.length > 0) came[days] = mails;
  }
  return came;
}

async function reminding(scene: Keeper): Promise<Keeper> {
  await setSettings(scene, { reminders: usualReminders });
  return scene;
}
const dueIn = (scene: Keeper, days: number): Promise<FirmInvoice> =>
  anIssued(scene, aBody(25_000, { due: { on: daysAfter(todayIn(place), days) } }));

test('what is charged by itself is announced, and nobody is reminded of it', async () => {
  const scene = await reminding(await anAgreed(place, 'pm_card_visa'));
  const invoice = await dueIn(scene, 5);
  const { call, matter } = scene;
  const partner = { clientId: matter.clientId, name: 'Partner', email: 'partner@client.example' };
  const other = await created(call('POST', '/v1/firm/contacts', partner));
  await ok(call('PUT', `/v1/firm/contacts/${other.id}/portal-access`, { enabled: true }));
  await ok(call('PUT', `/v1/firm/matters/${matter.id}/shares/${other.id}`));
  await place.server.deliver();
  const others: unknown[] = [];
  const theirs = { ...scene, contact: other };
  for (let days = 0; days <= 20; days += 1) {
    const came = await on(scene, days);
    assert.deepEqual(came, days === 2 ? ['other'] : [], `${days}`);
    others.push(...(await mailsTo(place, theirs)));
  }
  assert.deepEqual(others, []);
  assert.deepEqual(await takenOf(place, scene, invoice), [-25_000]);
});

test('somebody who has agreed is reminded of what they have to pay by hand all the same', async () => {
  const scene = await reminding(await anAgreed(place, 'pm_card_visa'));
  const trust = { lines: [{ description: 'Retainer', unitPrice: 7_000, kind: 'unearned' as const }] };
  await anIssued(scene, aBody(7_000, { ...trust, due: { on: daysAfter(todayIn(place), 5) } }));
  assert.deepEqual(await until(scene, 5), { 2: ['reminder of 70.00'], 5: ['reminder of 70.00'] });
});

const settingsOff = (scene: Keeper) => setSettings(scene, { payments: { ...payments, autopay: false } });
/** What ends it, on a day, with the days of reminders from that day on. */
const ENDS: Readonly<Record<string, (scene: Keeper, invoice: FirmInvoice) => Promise<unknown>>> = {
  'stopped by the client': ({ page }) => ok(page('PUT', '/v1/autopay', { kind: 'earned', methodId: null })),
  'switched off by the firm': settingsOff,
  'without its card': ({ page, method }) => ok(page('DELETE', `/v1/payment-methods/${method.id}`)),
  'taken back by a bank': async (scene, invoice) => {
    await losesPayment(place, scene, invoice);
    await resolveHeld(scene);
  },
};
for (const [what, end] of Object.entries(ENDS))
  test(`what is ${what} is reminded of again`, async () => {
    const scene = await reminding(await anAgreed(place, 'pm_card_visa'));
    const invoice = await dueIn(scene, 5);
    assert.deepEqual(await on(scene, 2), ['other']);
    await end(await back(place, scene), invoice);
    assert.ok((await on(scene, 2)).includes('reminder of 250.00'));
    assert.ok((await on(scene, 5)).includes('reminder of 250.00'));
  });

test('a charge that was declined is tried again before anybody is reminded, and is reminded of once it has failed for good', async () => {
  const scene = await reminding(await anAgreed(place, 'pm_card_chargeDeclined'));
  await dueIn(scene, 3);
  // Announced, declined on the due day and twice more after three days each, then suspended: the step of the seventh day is next.
  assert.deepEqual(await until(scene, 11), {
    0: ['other'],
    3: ['other'],
    6: ['other'],
    9: ['other'],
    10: ['reminder of 250.00'],
  });
});

test('where the bank wants the client there, they are reminded like anybody else', async () => {
  const scene = await reminding(await anAgreed(place, 'pm_card_authenticationRequired'));
  await dueIn(scene, 3);
  assert.deepEqual(await until(scene, 6), {
    0: ['other'],
    3: ['other'],
    4: ['reminder of 250.00'],
    6: ['reminder of 250.00'],
  });
});

test('where no server has charged anything by the end of the day, its client is reminded', async () => {
  const scene = await reminding(await anAgreed(place, 'pm_card_visa'));
  await dueIn(scene, 3);
  await createAutopayRound(deps)();
  place.server.mails.clear();
  day(6);
  await createReminderRound(deps)();
  assert.equal((await mailsTo(place, scene)).length, 1);
});

test('a reminder that waits is taken back once the client has agreed to be charged', async () => {
  const scene = await reminding(await aKeeper(place, 'pm_card_visa'));
  await dueIn(scene, 3);
  day(3);
  const { page } = await back(place, scene);
  await createReminderRound(deps)();
  const { terms } = await autopayOf({ page });
  await ok(page('PUT', '/v1/autopay', { kind: 'earned', methodId: scene.method.id, termsHash: terms.hash }));
  place.server.mails.clear();
  assert.deepEqual(await mailsTo(place, scene), []);
});

test('of a plan, the down payment is reminded of and what is charged by itself is not', async () => {
  const { scene, invoice, plan } = await agreed(place, 'pm_card_visa', 10, 1_000);
  await reminding(scene);
  assert.deepEqual(await until(scene, 3), { 3: ['reminder of 10.00'] });
  await paid(scene.call, invoice.id, 1_000);
  assert.deepEqual(await on(scene, 7), ['other']);
  assert.deepEqual(await on(scene, 10), []);
  assert.deepEqual(await takenOf(place, scene, invoice), [-3_000]);
  const { page } = await back(place, scene);
  await ok(page('PUT', `/v1/payment-plans/${plan.id}/automatic`, { methodId: null }));
  assert.deepEqual(await on(scene, 14), ['reminder of 30.00'], 'by hand from now on');
});

test('a part of a plan that its bank wants the client for is reminded of', async () => {
  const { scene } = await agreed(place, 'pm_card_authenticationRequired', 5);
  await reminding(scene);
  assert.deepEqual(await until(scene, 8), {
    2: ['other'],
    5: ['other'],
    6: ['reminder of 30.00'],
    8: ['reminder of 30.00'],
  });
});
