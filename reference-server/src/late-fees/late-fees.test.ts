import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { FirmInvoice, type LateFees, listFirmInvoices } from '@portico/contract';
import { asPage, created, createTestServer, ok, signIn, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { everyFirm } from '../database/confine.js';
import { newId } from '../database/ids.js';
import { aBody, anIssued, paid, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { aRemindingScene, eventsOf, setDay } from '../reminders/scene.suite.js';
import { createLateFeeRound } from './round.js';

let server: TestServer;
let round: () => Promise<number>;
before(async () => {
  server = await createTestServer();
  round = createLateFeeRound({ ...server.deps, relay: { deliver: () => Promise.resolve(0), poke: () => undefined } });
});
after(() => server.close());
beforeEach(() => {
  setDay(server, 0);
});

const usual: LateFees = {
  ...{ on: true, from: '2026-11-23', fee: { percent: '1.5' }, graceDays: 5 },
  ...{ every: 'month', capPercent: '10', dueInDays: 14 },
};
const aScene = (lateFees: Partial<LateFees> = {}) =>
  aRemindingScene(server, { lateFees: { ...usual, ...lateFees }, timeZone: 'America/New_York' });
const due = (scene: Scene, amount = 33_350, more: object = {}) =>
  anIssued(scene, aBody(amount, { due: { inDays: 0 }, ...more }));

/** The fees that there are for a firm, first to last, after rounds of two servers on a day. */
async function on({ call }: Scene, day: number, hour = 16): Promise<{ about: string; total: number; id: string }[]> {
  setDay(server, day, hour);
  await Promise.all([round(), round()]);
  const { data } = z.parse(listFirmInvoices.response, await created(call('GET', '/v1/firm/invoices?limit=100')));
  const whole = await Promise.all(
    data.map(async ({ id }) => z.parse(FirmInvoice, await created(call('GET', `/v1/firm/invoices/${id}`)))),
  );
  return whole
    .map(({ id, lines, totals }) => ({ id, about: lines[0]?.description ?? '', total: totals.total }))
    .filter(({ about }) => about.startsWith('Late fee'))
    .reverse();
}
const totals = async (scene: Scene, day: number) => (await on(scene, day)).map(({ total }) => total);
/** The first day after the days of grace. */
const FIRST_DAY = 6;

test('a fee is an invoice of its own, once a month, of what is late, and told by mail and event', async () => {
  const scene = await aScene();
  const invoice = await due(scene);
  assert.deepEqual(await on(scene, FIRST_DAY - 1), []);
  assert.deepEqual(await on(scene, FIRST_DAY, 12), [], 'nobody is written to at seven in the morning');
  const [fee, ...more] = await on(scene, FIRST_DAY);
  assert.deepEqual(more, []);
  // 1.5 % of 333.50 is 5.0025.
  assert.deepEqual([fee?.about, fee?.total], [`Late fee for invoice ${invoice.number}`, 500]);
  server.mails.clear();
  await server.deliver();
  const [mail, ...others] = server.mails.list().filter(({ subject }) => subject.endsWith('a late fee'));
  assert.deepEqual([mail?.to, others], [scene.contact.email, []]);
  assert.match(mail?.text ?? '', /was due on November 23, 2026/);
  assert.match(mail?.text ?? '', /Late fee: USD\s5\.00\. It is invoice INV-2026-0002, due on December 13, 2026\./);
  const [event] = await eventsOf(scene, 'invoice.late_fee_charged');
  assert.deepEqual([event?.['invoiceId'], event?.['lateFeeInvoiceId']], [invoice.id, fee?.id]);

  const page = asPage(server, scene.firm, await signIn(server, scene.firm, scene.contact.email));
  const seen = await created(page('GET', `/v1/invoices/${fee?.id}`));
  assert.deepEqual([seen.about, seen.kind ?? 'earned', seen.totals.total], [fee?.about, 'earned', 500]);
  assert.equal((await created(page('GET', `/v1/invoices/${invoice.id}`))).totals.total, 33_350, 'as it was issued');

  assert.deepEqual(await totals(scene, FIRST_DAY + 29), [500], 'a month from November 29 ends on December 29');
  await paid(scene.call, invoice.id, 13_350);
  assert.deepEqual(await totals(scene, FIRST_DAY + 30), [500, 300], 'of what is still late, and not of the fee');
});

test('months that nobody was there for are not made up for, and the cap is kept', async () => {
  const scene = await aScene({ capPercent: '4' });
  await due(scene, 10_000);
  assert.deepEqual(await totals(scene, FIRST_DAY + 100), [150], 'the fourth month alone');
  assert.deepEqual(await totals(scene, FIRST_DAY + 130), [150, 150]);
  assert.deepEqual(await totals(scene, FIRST_DAY + 160), [150, 150, 100]);
  assert.deepEqual(await totals(scene, FIRST_DAY + 190), [150, 150, 100]);
});

test('a fee by amounts is of the currency, once where the firm says so, and never more than the cap', async () => {
  const scene = await aScene({ fee: { amounts: { USD: 2_500 } }, every: 'once' });
  await due(scene, 100_000);
  await due(scene, 10_000);
  await due(scene, 100_000, { currency: 'EUR' });
  assert.deepEqual((await totals(scene, FIRST_DAY)).sort(), [1_000, 2_500]);
  assert.deepEqual((await totals(scene, FIRST_DAY + 90)).sort(), [1_000, 2_500]);
});

const NEVER: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  'money for the trust account': (scene) =>
    due(scene, 0, { lines: [{ description: 'Retainer', unitPrice: 10_000, kind: 'unearned' }] }),
  'what was paid': async (scene) => paid(scene.call, (await due(scene)).id, 33_350),
  'what was voided': async (scene) =>
    ok(scene.call('POST', `/v1/firm/invoices/${(await due(scene)).id}/void`, { reason: 'Twice' })),
  'what is disputed': async (scene) => dispute(scene, (await due(scene)).id),
};

for (const [what, make] of Object.entries(NEVER)) {
  test(`there is no fee on ${what}`, async () => {
    const scene = await aScene();
    await make(scene);
    assert.deepEqual(await on(scene, FIRST_DAY), []);
    assert.deepEqual(await on(scene, 60), []);
  });
}

async function dispute({ firm, contact }: Scene, invoiceId: string): Promise<string> {
  const id = newId('dsp');
  await server.deps.work.upkeep(everyFirm, (tx, now) =>
    sql`insert into disputes (firm_id, id, invoice_id, contact_id, reason, state, opened_at)
      values (${firm.id}, ${id}, ${invoiceId}, ${contact.id}, 'unclear', 'open', ${now})`.execute(tx),
  );
  return id;
}

test('after a dispute there are days of grace again', async () => {
  const scene = await aScene();
  const id = await dispute(scene, (await due(scene)).id);
  setDay(server, FIRST_DAY, 10);
  await ok(scene.call('POST', `/v1/firm/disputes/${id}/close`, { outcome: 'rejected', text: 'As agreed.' }));
  assert.deepEqual(await totals(scene, FIRST_DAY + 4), []);
  assert.deepEqual(await totals(scene, FIRST_DAY + 6), [500]);
});

test('a fee is never charged on a fee, and one that was voided ends them for that invoice', async () => {
  const scene = await aScene({ dueInDays: 0, capPercent: '100' });
  const invoice = await due(scene);
  const [fee] = await on(scene, FIRST_DAY);
  await paid(scene.call, invoice.id, 33_350);
  assert.deepEqual(await totals(scene, 90), [500], 'the fee is late itself');
  const other = await aScene();
  setDay(server, 0);
  await due(other);
  const [first] = await on(other, FIRST_DAY);
  await ok(other.call('POST', `/v1/firm/invoices/${first?.id}/void`, { reason: 'Let off' }));
  assert.deepEqual(await totals(other, FIRST_DAY + 40), [500]);
  assert.ok(fee);
});

test('what was issued before the firm’s terms, and what a firm without them bills, has no fee', async () => {
  const before = await aScene({ from: '2026-11-24' });
  await due(before);
  assert.deepEqual(await on(before, 40), []);
  const off = await aScene({ on: false });
  setDay(server, 0);
  await due(off);
  assert.deepEqual(await on(off, 40), []);
});

test('terms that say nothing whole are refused, and a preset leaves them as they are', async () => {
  const scene = await aScene();
  const response = await ok(scene.call('GET', '/v1/firm/settings'));
  const settings = await response.json();
  for (const wrong of [
    { fee: { amounts: {} } },
    { fee: { percent: '101' } },
    { fee: { percent: '1', amounts: { USD: 1 } } },
    { fee: { amounts: { USD: 0 } } },
    { graceDays: -1 },
    { from: 'soon' },
    { every: 'week' },
  ]) {
    const body = { ...settings, lateFees: { ...usual, ...wrong } };
    await refused(scene.call('PUT', '/v1/firm/settings', body, { 'if-match': '"1"' }), 422, 'invalid_request');
  }
  const preset = await created(
    scene.call('PUT', '/v1/firm/settings/preset', { preset: 'prima' }, { 'if-match': '"1"' }),
  );
  assert.deepEqual([preset.lateFees, preset.reminders], [usual, undefined]);
});
