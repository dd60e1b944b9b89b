import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreditNote, FirmInvoice, InvoiceSeries, InvoiceTemplate } from '@portico/contract';
import { aMember, asPage, created, createTestServer, ok, signInStaff, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { systemActor } from '../database/actor.js';
import { read } from '../http/answers.suite.js';
import { findSeries, takeNumber } from '../invoice-series/store.js';
import { aBody, aDraft, anIssued, aScene, issued, paid, refused, type Scene } from './scene.suite.js';

let server: TestServer;
let scene: Scene;
before(async () => {
  server = await createTestServer();
  // Numbers and days below are of this day.
  server.clock.set(new Date('2026-11-23T09:00:00Z'));
  scene = await aScene(server);
});
after(() => server.close());

const get = async (id: string, { call } = scene) => read(FirmInvoice, await call('GET', `/v1/firm/invoices/${id}`));
const events = async ({ call } = scene) => {
  const { data } = await created(call('GET', '/v1/firm/events?limit=100'));
  return data as { type: string; data: Record<string, unknown> }[];
};

test('a draft is computed by the server, changed by who has read it, and has no number', async () => {
  const tax = { name: 'VAT', rate: '20' };
  const draft = await aDraft(
    scene,
    aBody(10_000, { lines: [{ description: 'Hours', quantity: '2.5', unitPrice: 10_000, taxes: [tax] }] }),
  );
  assert.deepEqual([draft.status, draft.number, draft.dueOn, draft.version], ['draft', null, null, 1]);
  assert.deepEqual([draft.totals.net, draft.totals.total, draft.totals.balance], [25_000, 30_000, 0]);
  const { call } = scene;
  const put = (ifMatch: string) => call('PUT', `/v1/firm/invoices/${draft.id}`, aBody(500), { 'if-match': ifMatch });
  const response = await ok(put('"1"'));
  assert.equal(response.headers.get('etag'), '"2"');
  assert.equal(z.parse(FirmInvoice, await response.json()).totals.total, 500);
  await refused(put('"1"'), 412, 'precondition_failed');
  await refused(put(''), 412, 'precondition_failed');
  await ok(call('DELETE', `/v1/firm/invoices/${draft.id}`));
  await refused(call('GET', `/v1/firm/invoices/${draft.id}`), 404, 'not_found');
});

test('an issued invoice has number, days and the name of then, and cannot be changed', async () => {
  const draft = await aDraft(scene, aBody(10_000, { due: { inDays: 14 } }));
  const invoice = await issued(scene.call, draft);
  assert.match(invoice.number ?? '', /^INV-2026-\d{4}$/);
  assert.deepEqual([invoice.status, invoice.issuedOn, invoice.dueOn], ['unpaid', '2026-11-23', '2026-12-07']);
  assert.equal(invoice.billTo, scene.client.name);
  assert.deepEqual(
    invoice.history.map(({ type, amount }) => [type, amount]),
    [['charge', 10_000]],
  );
  const { call } = scene;
  const path = `/v1/firm/invoices/${invoice.id}`;
  const tag = { 'if-match': `"${invoice.version}"` };
  await refused(call('PUT', path, aBody(1), tag), 409, 'conflict', 'issued');
  await refused(call('POST', `${path}/issue`, undefined, tag), 409, 'conflict', 'issued');
  await refused(call('DELETE', path), 409, 'conflict', 'issued');
  const event = (await events()).findLast(({ type }) => type === 'invoice.issued');
  assert.deepEqual(event?.data, {
    invoiceId: invoice.id,
    matterId: scene.matter.id,
    clientId: scene.client.id,
    accessUrl: `https://portal.firm.example${path}`,
    ...{ currency: 'USD', number: invoice.number, total: 10_000, balance: 10_000, dueOn: '2026-12-07' },
  });
});

test('what is issued is what was read', async () => {
  const draft = await aDraft(scene, aBody(10_000));
  await ok(scene.call('PUT', `/v1/firm/invoices/${draft.id}`, aBody(90_000), { 'if-match': '"1"' }));
  const issue = scene.call('POST', `/v1/firm/invoices/${draft.id}/issue`, undefined, { 'if-match': '"1"' });
  await refused(issue, 412, 'precondition_failed');
  assert.equal((await get(draft.id)).status, 'draft');
});

test('status follows payments, refunds and credits; what was paid brings one event', async () => {
  const { call } = scene;
  const { id, lines } = await anIssued(scene, aBody(10_000));
  const first = await paid(call, id, 4_000, { reference: 'Check 117', on: '2026-11-20' });
  assert.deepEqual([first.balance, first.source, first.on], [6_000, 'hand', '2026-11-20']);
  assert.equal((await get(id)).status, 'partially_paid');
  await refused(call('POST', `/v1/firm/invoices/${id}/void`, { reason: 'Twice' }), 409, 'conflict', 'paid');
  await paid(call, id, 6_000);
  assert.equal((await get(id)).status, 'paid');
  await refused(call('POST', `/v1/firm/invoices/${id}/payments`, { amount: 1, method: 'cash' }), 409, 'over_balance');
  const told = (await events()).filter(({ data }) => data['invoiceId'] === id).map(({ type }) => type);
  assert.deepEqual(told, ['invoice.issued', 'payment.succeeded', 'payment.succeeded', 'invoice.paid']);
  // A credit leaves the firm owing, and a refund settles that.
  const body = { reason: 'Agreed', lines: [{ lineId: lines[0]!.id, amount: 1_000 }] };
  await ok(call('POST', `/v1/firm/invoices/${id}/credit-notes`, body));
  assert.deepEqual([(await get(id)).status, (await get(id)).balance], ['paid', -1_000]);
  const refund = (amount: number) => call('POST', `/v1/firm/payments/${first.id}/refunds`, { amount });
  await ok(refund(1_000));
  assert.deepEqual([(await get(id)).status, (await get(id)).balance], ['paid', 0]);
  await refused(refund(3_001), 409, 'over_refundable');
  await ok(refund(3_000));
  assert.equal((await get(id)).status, 'partially_paid');
  await refused(refund(1), 409, 'over_refundable');
  const { totals } = await get(id);
  assert.deepEqual([totals.total, totals.paid, totals.credited, totals.balance], [10_000, 6_000, 1_000, 3_000]);
  const last = (await events()).findLast(({ type }) => type === 'payment.refunded');
  assert.equal(last?.data['paymentId'], first.id);
});

test('a credit note for the rest makes an invoice paid; one for the whole, which nobody paid, does not', async () => {
  const [part, whole] = [await anIssued(scene, aBody(10_000)), await anIssued(scene, aBody(10_000))];
  await paid(scene.call, part.id, 9_000);
  for (const { id } of [part, whole])
    await ok(scene.call('POST', `/v1/firm/invoices/${id}/credit-notes`, { reason: 'Agreed' }));
  const told = (await events()).filter(({ type }) => type === 'invoice.paid').map(({ data }) => data['invoiceId']);
  assert.ok(told.includes(part.id) && !told.includes(whole.id));
});

test('a refund is of a payment, of the same firm, and no later than today', async () => {
  const { call } = scene;
  const { id, history } = await anIssued(scene, aBody(10_000));
  const payment = await paid(call, id, 10_000);
  const give = (of: string, body: object, by = call) => by('POST', `/v1/firm/payments/${of}/refunds`, body);
  await refused(give(history[0]!.id, { amount: 1 }), 409, 'conflict', 'charge');
  await refused(give(payment.id, { amount: 1, on: '2026-11-24' }), 422, 'not_yet');
  const other = await aScene(server);
  await refused(give(payment.id, { amount: 1 }, other.call), 404, 'not_found');
  await refused(
    other.call('POST', `/v1/firm/invoices/${id}/payments`, { amount: 1, method: 'cash' }),
    404,
    'not_found',
  );
});

test('credit notes take back a line and its taxes to the last unit, with numbers of their own', async () => {
  const taxes = [
    { name: 'GST', rate: '5' },
    { name: 'QST', rate: '9.975' },
  ];
  const { id, lines, totals } = await anIssued(
    scene,
    aBody(1, { lines: [{ description: 'Work', unitPrice: 3_333, taxes }] }),
  );
  const path = `/v1/firm/invoices/${id}/credit-notes`;
  const [line] = lines;
  const credit = async (body: object) =>
    z.parse(CreditNote, await created(scene.call('POST', path, { reason: 'Agreed', ...body })));
  const parts = [
    await credit({ lines: [{ lineId: line!.id, amount: 1_111 }] }),
    await credit({ lines: [{ lineId: line!.id, amount: 1_111 }] }),
    await credit({}),
  ];
  assert.match(parts[0]!.number, /^CN-2026-\d{4}$/);
  for (const [at, { amount }] of line!.taxes.entries()) {
    assert.equal(
      parts.reduce((sum, note) => sum + note.lines[0]!.taxes[at]!.amount, 0),
      amount,
    );
  }
  assert.equal(
    parts.reduce((sum, note) => sum + note.total, 0),
    totals.total,
  );
  assert.deepEqual([(await get(id)).status, (await get(id)).balance], ['paid', 0]);
  await refused(scene.call('POST', path, { reason: 'More' }), 409, 'over_creditable');
  const other = await anIssued(scene, aBody(5_000));
  const foreign = { reason: 'Other', lines: [{ lineId: line!.id, amount: 1 }] };
  await refused(scene.call('POST', `/v1/firm/invoices/${other.id}/credit-notes`, foreign), 409, 'over_creditable');
  const { data } = await created(scene.call('GET', `${path}?limit=2`));
  assert.deepEqual(data, [parts[2], parts[1]]);
});

test('a void invoice owes nothing and keeps its number', async () => {
  const { id, number } = await anIssued(scene, aBody(10_000));
  const path = `/v1/firm/invoices/${id}`;
  const invoice = read(FirmInvoice, await scene.call('POST', `${path}/void`, { reason: 'Wrong client' }));
  assert.deepEqual([(await invoice).status, (await invoice).number, (await invoice).balance], ['void', number, 0]);
  assert.equal((await invoice).voided?.reason, 'Wrong client');
  await refused(scene.call('POST', `${path}/void`, { reason: 'Again' }), 409, 'conflict', 'void');
  await refused(scene.call('POST', `${path}/payments`, { amount: 1, method: 'cash' }), 409, 'conflict', 'void');
});

test('of two payments at once the second sees what the first has paid', async () => {
  const { id } = await anIssued(scene, aBody(10_000));
  const pay = () => scene.call('POST', `/v1/firm/invoices/${id}/payments`, { amount: 6_000, method: 'cash' });
  const statuses = (await Promise.all([pay(), pay(), pay()])).map(({ status }) => status);
  assert.deepEqual(statuses.sort(), [201, 409, 409]);
  assert.equal((await get(id)).balance, 4_000);
});

test('the same payment sent twice with its key is one payment', async () => {
  const { id } = await anIssued(scene, aBody(10_000));
  const key = { 'idempotency-key': crypto.randomUUID() };
  const pay = () => scene.call('POST', `/v1/firm/invoices/${id}/payments`, { amount: 5_000, method: 'cash' }, key);
  const answers = await Promise.all((await Promise.all([pay(), pay()])).map((response) => response.json()));
  assert.deepEqual(answers[0], answers[1]);
  assert.equal((await get(id)).balance, 5_000);
});

test('fifty issued at once have fifty numbers without a gap, whatever else fails', async () => {
  const own = await aScene(server);
  const firmId = own.firm.id;
  const drafts = await Promise.all(Array.from({ length: 50 }, () => aDraft(own, aBody(100))));
  const failing = () =>
    server.deps.work.change(systemActor(firmId), async ({ tx }) => {
      const series = await findSeries(tx, firmId, 'invoices', null);
      throw new Error(await takeNumber(tx, series!, 2026));
    });
  const work = drafts.flatMap((draft, at) => [issued(own.call, draft), ...(at % 5 === 0 ? [failing()] : [])]);
  const settled = await Promise.allSettled(work);
  const numbers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.number] : [])).sort();
  assert.deepEqual(
    numbers,
    Array.from({ length: 50 }, (_, at) => `INV-2026-${String(at + 1).padStart(4, '0')}`),
  );
  assert.equal(settled.filter(({ status }) => status === 'rejected').length, 10);
});

test('a series begins where another system ended, and begins again with the year of the firm', async () => {
  const own = await aScene(server, { timeZone: 'Pacific/Auckland' });
  const { call } = own;
  const body = { of: 'invoices', prefix: 'A', digits: 3, next: 41 };
  const series = read(InvoiceSeries, await call('POST', '/v1/firm/invoice-series', body));
  const { id: seriesId, example } = await series;
  assert.equal(example, 'A-2026-041');
  await refused(call('POST', '/v1/firm/invoice-series', body), 409, 'conflict', 'prefix_taken');
  await ok(call('PUT', `/v1/firm/invoice-series/${seriesId}/next`, { next: 77 }));
  const clock = server.clock.now();
  assert.equal((await anIssued(own, aBody(1, { seriesId }))).number, 'A-2026-077');
  await refused(call('PUT', `/v1/firm/invoice-series/${seriesId}/next`, { next: 90 }), 409, 'conflict', 'begun');
  // Noon of the last day in London is the new year in Auckland.
  server.clock.set(new Date('2026-12-31T12:00:00Z'));
  const invoice = await anIssued(own, aBody(1, { seriesId, due: { inDays: 0 } }));
  assert.deepEqual([invoice.number, invoice.issuedOn, invoice.dueOn], ['A-2027-001', '2027-01-01', '2027-01-01']);
  server.clock.set(clock);
  const credits = (await created(call('GET', '/v1/firm/invoice-series'))).data.find(
    (one: InvoiceSeries) => one.of === 'credit_notes',
  );
  await refused(
    call('POST', `/v1/firm/matters/${own.matter.id}/invoices`, aBody(1, { seriesId: credits.id })),
    404,
    'not_found',
  );
});

test('a template gives terms, taxes and lines, and is refused what an invoice would be', async () => {
  const { call, matter } = scene;
  const invoice = aBody(5_000, { due: { inDays: 7 }, note: 'By bank transfer, please.' });
  const template = await read(
    InvoiceTemplate,
    await call('POST', '/v1/firm/invoice-templates', { name: 'Consultation', invoice }),
  );
  const path = `/v1/firm/matters/${matter.id}/invoices/from-template`;
  const draft = await read(FirmInvoice, await call('POST', path, { templateId: template.id }));
  assert.deepEqual([draft.totals.total, draft.due, draft.note], [5_000, { inDays: 7 }, 'By bank transfer, please.']);
  const put = (tag: string, body: object) =>
    call('PUT', `/v1/firm/invoice-templates/${template.id}`, body, { 'if-match': tag });
  const bad = { name: 'Bad', invoice: aBody(1, { currency: 'XXQ' }) };
  await refused(put('"1"', bad), 422, 'currency_unknown');
  await refused(put('"7"', { name: 'Other', invoice }), 412, 'precondition_failed');
  await ok(put('"1"', { name: 'Other', invoice }));
  await ok(call('DELETE', `/v1/firm/invoice-templates/${template.id}`));
  await refused(call('POST', path, { templateId: template.id }), 404, 'not_found');
});

test('amounts and totals that a caller makes up are refused, and nothing is written', async () => {
  const { call, matter } = scene;
  const count = async () => (await created(call('GET', '/v1/firm/invoices?limit=100'))).data.length;
  const before = await count();
  const line = { description: 'Work', unitPrice: 100 };
  for (const body of [
    { ...aBody(1), total: 1 },
    { ...aBody(1), state: 'issued' },
    { ...aBody(1), lines: [] },
    { ...aBody(1), currency: 'usd' },
    ...[-1, 0.1, '100', 1e21, null].map((unitPrice) => ({ ...aBody(1), lines: [{ ...line, unitPrice }] })),
    ...['0', '-1', '1e3', '1.0000001', '.5', '01', 1].map((quantity) => ({
      ...aBody(1),
      lines: [{ ...line, quantity }],
    })),
    ...['101', '-5', '8.87500', '100.1'].map((rate) => ({
      ...aBody(1),
      lines: [{ ...line, taxes: [{ name: 'VAT', rate }] }],
    })),
    {
      ...aBody(1),
      lines: [
        {
          ...line,
          taxes: [
            { name: 'VAT', rate: '1' },
            { name: 'VAT', rate: '2' },
          ],
        },
      ],
    },
    { ...aBody(1), lines: [{ ...line, total: 1 }] },
    { ...aBody(1), discount: { amount: 1, percent: '1' } },
    { ...aBody(1), due: { on: '2026-02-30' } },
  ]) {
    await refused(call('POST', `/v1/firm/matters/${matter.id}/invoices`, body), 422, 'invalid_request');
  }
  assert.equal(await count(), before);
  const { id } = await anIssued(scene, aBody(10_000));
  for (const amount of [0, -1, 0.1, '100', 1e21, 10_001]) {
    const response = await call('POST', `/v1/firm/invoices/${id}/payments`, { amount, method: 'cash' });
    assert.equal(response.status, amount === 10_001 ? 409 : 422);
  }
  const pay = (more: object) =>
    call('POST', `/v1/firm/invoices/${id}/payments`, { amount: 1, method: 'cash', ...more });
  await refused(pay({ currency: 'EUR' }), 422, 'invalid_request');
  await refused(pay({ source: 'processor' }), 422, 'invalid_request');
  await refused(pay({ on: '2026-11-24' }), 422, 'not_yet');
  assert.equal((await get(id)).balance, 10_000);
});

test('lists go by client, matter, status and due day', async () => {
  const own = await aScene(server);
  const soon = await anIssued(own, aBody(100, { due: { inDays: 1 } }));
  const later = await anIssued(own, aBody(200, { due: { inDays: 40 } }));
  const done = await anIssued(own, aBody(300, { due: { inDays: 1 } }));
  await paid(own.call, done.id, 300);
  const draft = await aDraft(own, aBody(400));
  const ids = async (query: string) =>
    (await created(own.call('GET', `/v1/firm/invoices?${query}`))).data.map((one: FirmInvoice) => one.id);
  assert.deepEqual(await ids(`clientId=${own.client.id}`), [draft.id, done.id, later.id, soon.id]);
  assert.deepEqual(await ids('status=draft'), [draft.id]);
  assert.deepEqual(await ids('status=paid'), [done.id]);
  assert.deepEqual(await ids('status=unpaid&dueTo=2026-11-30'), [soon.id]);
  assert.deepEqual(await ids('dueFrom=2026-12-01'), [later.id]);
  assert.deepEqual(await ids(`matterId=${scene.matter.id}`), []);
  const clock = server.clock.now();
  server.clock.advance(3 * 86_400_000);
  assert.deepEqual(await ids('status=overdue'), [soon.id]);
  server.clock.set(clock);
});

test('an attorney bills the matters they work on, and writes down no payment', async () => {
  const { firm, call, matter } = scene;
  const member = await aMember(server, firm, 'attorney');
  const page = asPage(server, firm, await signInStaff(server, firm, member.email));
  const { id } = await anIssued(scene, aBody(100));
  await refused(page('GET', `/v1/firm/invoices/${id}`), 404, 'not_found');
  await ok(call('PUT', `/v1/firm/matters/${matter.id}/staff/${member.id}`));
  await ok(page('GET', `/v1/firm/invoices/${id}`));
  const pay = page('POST', `/v1/firm/invoices/${id}/payments`, { amount: 1, method: 'cash' });
  await refused(pay, 403, 'scope_missing');
});

test('no row of the ledger can be changed, and every balance is the sum of its rows', async () => {
  const { firm } = scene;
  const change = server.deps.work.upkeep(firm.id, (tx) =>
    sql`update ledger set amount = amount + 1 where firm_id = ${firm.id}`.execute(tx),
  );
  await assert.rejects(change, /never changed/);
  const { rows } = await server.deps.work.read(firm.id, (db) =>
    sql<{ wrong: number; seen: number }>`
      select count(*)::int as seen, count(*) filter (where i.balance <> coalesce(l.sum, 0)
        or i.balance <> case i.state when 'issued' then i.total - i.paid - i.credited else 0 end)::int as wrong
      from invoices i left join (select firm_id, invoice_id, sum(amount) from ledger group by 1, 2) l
        on l.firm_id = i.firm_id and l.invoice_id = i.id`.execute(db),
  );
  assert.equal(rows[0]?.wrong, 0);
  assert.ok((rows[0]?.seen ?? 0) > 5);
});
