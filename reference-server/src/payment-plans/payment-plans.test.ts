import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  FirmPaymentPlan,
  Invoice,
  listInvoices,
  PaymentPlan,
  PayingOptions,
  type PlanTerms,
  settingsOf,
} from '@portico/contract';
import { asPage, created, createTestServer, ok, signIn, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { everyFirm } from '../database/confine.js';
import { aBody, aDraft, anIssued, aScene, paid, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { read } from '../http/answers.suite.js';
import { createOverdueRound } from '../invoices/overdue.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const begin = new Date('2027-01-04T12:00:00Z');
const monthly = { downPayment: 1_000, instalments: 3, every: 'month', firstOn: '2027-01-31' } as const;

/** A firm with plans on the first day of the story, and a client who owes 10,000 on an invoice due on 14 January. */
const aStory = async (payments: object = {}) => {
  server.clock.set(begin);
  const settings = { payments: { processor: true, partial: false, plans: true, disputes: true, ...payments } };
  const scene = await aScene(server, { webhookPayload: 'full', ...settings });
  return { scene, invoice: await anIssued(scene, aBody(10_000, { due: { on: '2027-01-14' } })) };
};
const offer = async ({ call }: Pick<Scene, 'call'>, invoiceId: string, terms: z.input<typeof PlanTerms> = monthly) =>
  z.parse(FirmPaymentPlan, await created(call('POST', `/v1/firm/invoices/${invoiceId}/plan`, terms)));
const planOf = async ({ page }: Pick<Scene, 'page'>, invoiceId: string) =>
  read(PaymentPlan, await page('GET', `/v1/invoices/${invoiceId}/plan`));
const accept = ({ page }: Pick<Scene, 'page'>, { id, termsHash }: PaymentPlan, more: object = {}) =>
  page('POST', `/v1/payment-plans/${id}/accept`, { termsHash, ...more });
const accepted = async (scene: Scene, invoiceId: string, terms?: z.input<typeof PlanTerms>) => {
  await offer(scene, invoiceId, terms);
  return read(PaymentPlan, await accept(scene, await planOf(scene, invoiceId)));
};
/** The same scene on another day, its client signed in anew. */
const on = async (scene: Scene, day: string): Promise<Scene> => {
  server.clock.set(new Date(`${day}T12:00:00Z`));
  return { ...scene, page: asPage(server, scene.firm, await signIn(server, scene.firm, scene.contact.email)) };
};
const events = async ({ call }: Pick<Scene, 'call'>) => {
  const { data } = await created(call('GET', '/v1/firm/events?limit=100'));
  return data as { type: string; data: Record<string, unknown> }[];
};
const ofPlans = async (scene: Scene) =>
  (await events(scene)).map(({ type }) => type).filter((type) => type.startsWith('payment_plan.'));
const list = async ({ page }: Pick<Scene, 'page'>, query = '') =>
  z.parse(listInvoices.response, await created(page('GET', `/v1/invoices${query}`)));

test('the client sees the whole table before saying yes, and what they agreed to never changes', async () => {
  const { scene, invoice } = await aStory();
  await ok(scene.call('PATCH', `/v1/firm/contacts/${scene.contact.id}`, { language: 'es' }));
  const offered = await offer(scene, invoice.id);
  assert.deepEqual([offered.state, offered.accepted, offered.terms], ['offered', null, monthly]);
  const seen = await planOf(scene, invoice.id);
  assert.deepEqual(
    seen.rows.map(({ number, dueOn, amount, open, status }) => [number, dueOn, amount, open, status]),
    [
      [0, '2027-01-04', 1_000, 1_000, 'due'],
      [1, '2027-01-31', 3_000, 3_000, 'upcoming'],
      [2, '2027-02-28', 3_000, 3_000, 'upcoming'],
      [3, '2027-03-31', 3_000, 3_000, 'upcoming'],
    ],
  );
  assert.deepEqual([seen.total, seen.nextDue, seen.acceptedAt], [10_000, null, null]);
  const agreed = await read(PaymentPlan, await accept(scene, seen, { language: 'ar' }));
  assert.deepEqual(agreed, {
    ...seen,
    state: 'active',
    nextDue: { amount: 1_000, dueOn: '2027-01-04' },
    acceptedAt: begin.toISOString(),
  });
  const [entry] = (await created(scene.call('GET', '/v1/firm/audit?limit=100'))).data.filter(
    ({ action }: { action: string }) => action === 'paymentPlans.accept',
  );
  assert.deepEqual(
    [entry.object, entry.details, entry.at],
    [agreed.id, { termsHash: seen.termsHash, language: 'ar' }, begin.toISOString()],
  );
  const { accepted: by } = await read(FirmPaymentPlan, await scene.call('GET', `/v1/firm/payment-plans/${agreed.id}`));
  assert.deepEqual(by, { contactId: scene.contact.id, language: 'ar', at: begin.toISOString() });
  // Agreeing again changes nothing; the table of then is that of later.
  assert.deepEqual(await read(PaymentPlan, await accept(scene, seen)), agreed);
  const later = await planOf(await on(scene, '2027-02-10'), invoice.id);
  assert.deepEqual(
    later.rows.map(({ dueOn, amount, status }) => [dueOn, amount, status]),
    [
      ['2027-01-04', 1_000, 'overdue'],
      ['2027-01-31', 3_000, 'overdue'],
      ['2027-02-28', 3_000, 'upcoming'],
      ['2027-03-31', 3_000, 'upcoming'],
    ],
  );
  assert.equal(later.termsHash, seen.termsHash);
  assert.deepEqual(await ofPlans(scene), ['payment_plan.offered', 'payment_plan.accepted']);
  const [told] = (await events(scene)).filter(({ type }) => type === 'payment_plan.accepted');
  assert.deepEqual(told?.data, {
    ...{ invoiceId: invoice.id, matterId: scene.matter.id, clientId: scene.client.id, planId: agreed.id },
    ...{ accessUrl: `https://portal.firm.example/v1/firm/invoices/${invoice.id}`, currency: 'USD', balance: 10_000 },
  });
});

test('terms that are others by now are refused: another amount, another day, other bytes', async () => {
  const { scene, invoice } = await aStory();
  await offer(scene, invoice.id);
  const seen = await planOf(scene, invoice.id);
  await refused(accept(scene, { ...seen, termsHash: 'f'.repeat(64) }), 409, 'terms_changed');
  await refused(accept(scene, { ...seen, termsHash: 'f' }), 422, 'invalid_request');
  await paid(scene.call, invoice.id, 400);
  await refused(accept(scene, seen), 409, 'terms_changed');
  const less = await planOf(scene, invoice.id);
  assert.deepEqual(
    less.rows.map(({ amount }) => amount),
    [1_000, 2_866, 2_866, 2_868],
  );
  const tomorrow = await on(scene, '2027-01-05');
  await refused(accept(tomorrow, less), 409, 'terms_changed');
  assert.equal((await read(PaymentPlan, await accept(tomorrow, await planOf(tomorrow, invoice.id)))).total, 9_600);
});

test('an offer lapses on its first day, and where what is open does not divide so any more', async () => {
  const { scene, invoice } = await aStory();
  await offer(scene, invoice.id, { ...monthly, downPayment: 0 });
  const seen = await planOf(scene, invoice.id);
  const state = async (of: Scene) => (await planOf(of, invoice.id)).state;
  assert.equal(await state(await on(scene, '2027-01-31')), 'offered');
  const late = await on(scene, '2027-02-01');
  const plan = await planOf(late, invoice.id);
  assert.deepEqual([plan.state, plan.rows, plan.termsHash, plan.total], ['lapsed', [], null, 10_000]);
  await refused(accept(late, seen), 409, 'conflict', 'lapsed');
  const states = async (query: string) =>
    (await created(scene.call('GET', `/v1/firm/payment-plans?${query}`))).data.map(
      ({ id, state: is }: FirmPaymentPlan) => [id, is],
    );
  assert.deepEqual(await states(`state=lapsed&invoiceId=${invoice.id}`), [[plan.id, 'lapsed']]);
  assert.deepEqual(await states(`state=offered&matterId=${scene.matter.id}`), []);
  const back = await on(scene, '2027-01-31');
  await paid(scene.call, invoice.id, 9_998);
  assert.equal(await state(back), 'lapsed');
  // Both ways of saying so agree.
  assert.deepEqual(await states('state=lapsed'), [[plan.id, 'lapsed']]);
});

test('while a plan is active, the invoice is late by its days: status, lists, strip, events and what is next', async () => {
  const { scene, invoice } = await aStory();
  await anIssued(scene, aBody(500, { due: { on: '2027-12-31' } }));
  await accepted(scene, invoice.id);
  const standing = async (of: Scene) => {
    const { data, totals } = await list(of);
    const row = data.find(({ id }) => id === invoice.id);
    const { dueNow, overdue, later } = totals[0]!;
    for (const status of ['unpaid', 'partially_paid', 'overdue', 'paid'])
      assert.equal(
        (await list(of, `?status=${status}`)).data.some(({ id }) => id === invoice.id),
        row?.status === status,
      );
    const firm = await created(of.call('GET', `/v1/firm/invoices/${invoice.id}`));
    assert.deepEqual([firm.status, firm.nextDueOn], [row?.status, row?.nextDueOn]);
    return [row?.status, row?.nextDueOn, dueNow, overdue, later];
  };
  const round = createOverdueRound(server.deps);
  const told = async () => {
    await Promise.all([round(), round()]);
    return (await events(scene)).filter(({ type }) => type === 'invoice.overdue').map(({ data }) => data['dueOn']);
  };
  assert.deepEqual(await standing(scene), ['unpaid', '2027-01-04', 1_500, 0, 9_000]);
  await paid(scene.call, invoice.id, 1_000);
  // Past the invoice's own day, which counts for nothing now.
  assert.deepEqual(await standing(await on(scene, '2027-01-20')), ['partially_paid', '2027-01-31', 500, 0, 9_000]);
  assert.deepEqual(await told(), []);
  assert.deepEqual(await standing(await on(scene, '2027-01-31')), ['partially_paid', '2027-01-31', 3_500, 0, 6_000]);
  const late = await on(scene, '2027-02-01');
  assert.deepEqual(await standing(late), ['overdue', '2027-01-31', 3_500, 3_000, 6_000]);
  assert.deepEqual(await told(), ['2027-01-31']);
  assert.deepEqual(await told(), ['2027-01-31']);
  const payment = await paid(scene.call, invoice.id, 4_000);
  assert.deepEqual(await standing(late), ['partially_paid', '2027-02-28', 500, 0, 5_000]);
  // The second one that is late is told of as well.
  await on(scene, '2027-03-01');
  assert.deepEqual(await told(), ['2027-01-31', '2027-02-28']);
  const refund = scene.call('POST', `/v1/firm/payments/${payment.id}/refunds`, { amount: 2_000 });
  await ok(refund);
  assert.deepEqual(await standing(await on(scene, '2027-03-01')), ['overdue', '2027-01-31', 4_500, 4_000, 3_000]);
  await ok(
    scene.call('POST', `/v1/firm/invoices/${invoice.id}/credit-notes`, {
      reason: 'Agreed',
      lines: [{ lineId: invoice.lines[0]!.id, amount: 3_500 }],
    }),
  );
  const now = await on(scene, '2027-03-01');
  assert.deepEqual(
    (await planOf(now, invoice.id)).rows.map(({ paid: had, credited, open, status }) => [had, credited, open, status]),
    [
      [1_000, 0, 0, 'paid'],
      [2_000, 0, 1_000, 'overdue'],
      [0, 500, 2_500, 'overdue'],
      [0, 3_000, 0, 'paid'],
    ],
  );
  assert.deepEqual(await standing(now), ['overdue', '2027-01-31', 4_000, 3_500, 0]);
  await paid(scene.call, invoice.id, 3_500);
  assert.deepEqual(await standing(now), ['paid', null, 500, 0, 0]);
  assert.deepEqual(
    [(await planOf(now, invoice.id)).state, (await planOf(now, invoice.id)).nextDue],
    ['completed', null],
  );
  assert.equal((await ofPlans(scene)).at(-1), 'payment_plan.completed');
  const completed = await created(scene.call('GET', '/v1/firm/payment-plans?state=completed'));
  assert.equal(completed.data.length, 1);
});

test('the days of the ledger are those of the plans, and none is left over', async () => {
  const { scene, invoice } = await aStory();
  const days = () =>
    server.deps.work.read(everyFirm, async (db) => {
      const { rows } = await sql<{
        what: string;
        day: string;
        amount: number;
      }>`select what, day, amount from ledger_days
        where firm_id = ${scene.firm.id} and amount <> 0 order by what, day`.execute(db);
      return rows.map(({ what, day, amount }) => [what, day, amount]);
    });
  const plan = await accepted(scene, invoice.id, { ...monthly, downPayment: 0 });
  const planned = ['2027-01-31', '2027-02-28', '2027-03-31'].map((day, at) => [
    'planned',
    day,
    at === 2 ? 3_334 : 3_333,
  ]);
  assert.deepEqual(await days(), planned);
  await paid(scene.call, invoice.id, 4_000);
  const left = [
    ['planned', '2027-02-28', 2_666],
    ['planned', '2027-03-31', 3_334],
  ];
  assert.deepEqual(await days(), [['paid', '2027-01-04', 4_000], ...left]);
  await ok(scene.call('POST', `/v1/firm/payment-plans/${plan.id}/end`));
  const back = [
    ['open', '2027-01-14', 6_000],
    ['paid', '2027-01-04', 4_000],
  ];
  assert.deepEqual(await days(), back);
  const again = await accepted(scene, invoice.id, { ...monthly, downPayment: 0, instalments: 2 });
  assert.deepEqual(
    (await days()).filter(([what]) => what === 'planned'),
    [
      ['planned', '2027-01-31', 3_000],
      ['planned', '2027-02-28', 3_000],
    ],
  );
  await ok(scene.call('POST', `/v1/firm/payment-plans/${again.id}/end`));
  assert.deepEqual(await days(), back);
});

test('staff take an offer back or break a plan off; then the invoice goes by its own day', async () => {
  const { scene, invoice } = await aStory();
  const first = await offer(scene, invoice.id);
  await refused(scene.call('POST', `/v1/firm/payment-plans/${first.id}/end`), 409, 'conflict', 'offered');
  await refused(scene.call('POST', `/v1/firm/invoices/${invoice.id}/plan`, monthly), 409, 'plan_exists');
  const seen = await planOf(scene, invoice.id);
  await ok(scene.call('POST', `/v1/firm/payment-plans/${first.id}/withdraw`));
  await refused(accept(scene, seen), 409, 'conflict', 'withdrawn');
  await refused(scene.page('GET', `/v1/invoices/${invoice.id}/plan`), 404, 'not_found');
  assert.equal((await list(scene)).data[0]?.planId, null);
  const second = await accepted(scene, invoice.id);
  await refused(scene.call('POST', `/v1/firm/payment-plans/${second.id}/withdraw`), 409, 'conflict', 'active');
  await refused(scene.call('POST', `/v1/firm/invoices/${invoice.id}/plan`, monthly), 409, 'plan_exists');
  const late = await on(scene, '2027-01-20');
  await paid(scene.call, invoice.id, 600);
  const ended = await read(FirmPaymentPlan, await scene.call('POST', `/v1/firm/payment-plans/${second.id}/end`));
  assert.deepEqual([ended.state, ended.nextDue, ended.endedAt], ['ended', null, '2027-01-20T12:00:00.000Z']);
  const { status, nextDueOn, planId } = await read(Invoice, await late.page('GET', `/v1/invoices/${invoice.id}`));
  assert.deepEqual([status, nextDueOn, planId], ['overdue', '2027-01-14', second.id]);
  // As it stood on that day, whatever was paid and passed since.
  await paid(scene.call, invoice.id, 5_000);
  const shown = await planOf(await on(scene, '2027-06-01'), invoice.id);
  assert.deepEqual(
    shown.rows.map(({ paid: had, status: is }) => [had, is]),
    [
      [600, 'overdue'],
      [0, 'upcoming'],
      [0, 'upcoming'],
      [0, 'upcoming'],
    ],
  );
  await refused(scene.call('POST', `/v1/firm/payment-plans/${second.id}/end`), 409, 'conflict', 'ended');
  assert.deepEqual(await ofPlans(scene), [
    ...['payment_plan.offered', 'payment_plan.withdrawn', 'payment_plan.offered', 'payment_plan.accepted'],
    'payment_plan.ended',
  ]);
});

test('an invoice that is voided takes its plan with it', async () => {
  const { scene, invoice } = await aStory();
  const { id } = await accepted(scene, invoice.id);
  await ok(scene.call('POST', `/v1/firm/invoices/${invoice.id}/void`, { reason: 'Twice' }));
  const other = await anIssued(scene, aBody(900));
  await offer(scene, other.id, { ...monthly, downPayment: 0 });
  await ok(scene.call('POST', `/v1/firm/invoices/${other.id}/void`, { reason: 'Twice' }));
  assert.equal((await planOf(scene, invoice.id)).state, 'ended');
  await refused(scene.page('GET', `/v1/invoices/${other.id}/plan`), 404, 'not_found');
  const [dollars] = (await list(scene)).totals;
  assert.deepEqual([dollars?.dueNow, dollars?.later], [0, 0]);
  await refused(scene.call('POST', `/v1/firm/payment-plans/${id}/end`), 409, 'conflict', 'void');
});

test('what does not fit is refused, and nothing is made of it', async () => {
  const { scene, invoice } = await aStory();
  const tries = (terms: object, invoiceId = invoice.id) =>
    scene.call('POST', `/v1/firm/invoices/${invoiceId}/plan`, { ...monthly, ...terms });
  await refused(tries({ downPayment: 10_000 }), 422, 'plan_unfit');
  await refused(tries({ downPayment: 9_998 }), 422, 'plan_unfit');
  await refused(tries({ firstOn: '2027-01-03' }), 422, 'first_day_unfit');
  await refused(tries({ firstOn: '2027-01-04' }), 422, 'first_day_unfit');
  await refused(tries({ firstOn: '2028-01-06' }), 422, 'first_day_unfit');
  for (const wrong of [
    ...[{ downPayment: -1 }, { downPayment: 0.5 }, { instalments: 0 }, { instalments: 61 }, { every: 'year' }],
    ...[{ firstOn: '2027-02-30' }, { total: 10_000 }],
  ])
    await refused(tries(wrong), 422, 'invalid_request');
  const draft = await aDraft(scene, aBody(100));
  await refused(tries({}, draft.id), 409, 'conflict', 'draft');
  const settled = await anIssued(scene, aBody(100));
  await paid(scene.call, settled.id, 100);
  await refused(tries({ downPayment: 0 }, settled.id), 422, 'plan_unfit');
  assert.deepEqual((await created(scene.call('GET', '/v1/firm/payment-plans'))).data, []);
  const off = await aStory({ plans: false });
  const offering = off.scene.call('POST', `/v1/firm/invoices/${off.invoice.id}/plan`, monthly);
  await refused(offering, 409, 'plans_off');
});

test('of twenty offers at once one stands, and of twenty consents one is written down', async () => {
  const { scene, invoice } = await aStory();
  const offers = await Promise.all(
    Array.from({ length: 20 }, () => scene.call('POST', `/v1/firm/invoices/${invoice.id}/plan`, monthly)),
  );
  assert.deepEqual(offers.map(({ status }) => status).sort(), [201, ...Array<number>(19).fill(409)]);
  const seen = await planOf(scene, invoice.id);
  const consents = await Promise.all(Array.from({ length: 20 }, () => accept(scene, seen)));
  assert.ok(consents.every(({ status }) => status === 200));
  assert.deepEqual(await ofPlans(scene), ['payment_plan.offered', 'payment_plan.accepted']);
});

test('others neither see a plan nor agree to it; a firm without plans lets nobody agree', async () => {
  const [mine, other] = [await aStory(), await aStory()];
  await offer(mine.scene, mine.invoice.id);
  const seen = await planOf(mine.scene, mine.invoice.id);
  for (const scene of [other.scene]) {
    await refused(scene.page('GET', `/v1/invoices/${mine.invoice.id}/plan`), 404, 'not_found');
    await refused(accept(scene, seen), 404, 'not_found');
    for (const verb of ['withdraw', 'end'])
      await refused(scene.call('POST', `/v1/firm/payment-plans/${seen.id}/${verb}`), 404, 'not_found');
    await refused(scene.call('GET', `/v1/firm/payment-plans/${seen.id}`), 404, 'not_found');
  }
  const etag = (await mine.scene.call('GET', '/v1/firm/settings')).headers.get('etag') ?? '';
  const settings = settingsOf('legistai', { languages: ['en'], support: { name: 'Desk' } });
  const payments = { ...settings.payments, plans: false };
  await ok(mine.scene.call('PUT', '/v1/firm/settings', { ...settings, payments }, { 'if-match': etag }));
  await refused(accept(mine.scene, seen), 403, 'not_permitted', 'disabled_by_firm');
  await ok(mine.scene.call('DELETE', `/v1/firm/matters/${mine.scene.matter.id}/shares/${mine.scene.contact.id}`));
  await refused(mine.scene.page('GET', `/v1/invoices/${mine.invoice.id}/plan`), 404, 'not_found');
});

test('who could agree is told by mail in their language, without an amount; whose access is off is not', async () => {
  const { scene, invoice } = await aStory();
  await ok(scene.call('PATCH', `/v1/firm/contacts/${scene.contact.id}`, { language: 'es' }));
  const mails = async () => {
    server.clock.advance(6 * 60_000);
    await server.deliver();
    return server.mails
      .list()
      .filter(({ to, subject }) => to === scene.contact.email && subject.includes('plan de pagos'));
  };
  const { id } = await offer(scene, invoice.id);
  const [mail, ...more] = await mails();
  assert.deepEqual([mail?.language, more], ['es', []]);
  assert.ok(!/10[.,]?000|100[.,]00|INV-/.test(`${mail?.text}${mail?.html}`));
  await ok(scene.call('POST', `/v1/firm/payment-plans/${id}/withdraw`));
  await offer(scene, invoice.id);
  await ok(scene.call('PUT', `/v1/firm/contacts/${scene.contact.id}/portal-access`, { enabled: false }));
  assert.equal((await mails()).length, 1);
});

test('exactly what a plan asks for next can be paid where the firm takes invoices whole', async () => {
  const { scene, invoice } = await aStory();
  const options = async (of: Scene) =>
    read(PayingOptions, await of.page('GET', `/v1/invoices/${invoice.id}/payment-options`));
  const start = (of: Scene, amount?: number) =>
    of.page('POST', '/v1/payments', { invoices: [{ id: invoice.id, ...(amount !== undefined && { amount }) }] });
  await offer(scene, invoice.id);
  assert.equal((await options(scene)).next, null);
  await refused(start(scene, 1_000), 422, 'partial_not_allowed');
  await ok(accept(scene, await planOf(scene, invoice.id)));
  assert.deepEqual((await options(scene)).next, { amount: 1_000, dueOn: '2027-01-04' });
  for (const amount of [999, 1_001, 3_000, 9_999]) await refused(start(scene, amount), 422, 'partial_not_allowed');
  const attempt = await created(start(scene, 1_000));
  await ok(scene.page('POST', `/v1/payments/${attempt.id}/demo`, { card: 'card_ok' }));
  assert.deepEqual((await options(scene)).next, { amount: 3_000, dueOn: '2027-01-31' });
  const late = await on(scene, '2027-02-28');
  assert.deepEqual((await options(late)).next, { amount: 6_000, dueOn: '2027-01-31' });
  await refused(start(late, 3_000), 422, 'partial_not_allowed');
  const all = await created(start(late, 6_000));
  await ok(late.page('POST', `/v1/payments/${all.id}/demo`, { card: 'card_ok' }));
  assert.deepEqual(
    (await planOf(late, invoice.id)).rows.map(({ status }) => status),
    ['paid', 'paid', 'paid', 'upcoming'],
  );
  const rest = await created(start(late));
  await ok(late.page('POST', `/v1/payments/${rest.id}/demo`, { card: 'card_ok' }));
  assert.equal((await planOf(late, invoice.id)).state, 'completed');
  assert.equal((await options(late)).next, null);
  assert.deepEqual((await ofPlans(scene)).at(-1), 'payment_plan.completed');
});
