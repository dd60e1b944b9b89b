import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Invoice, listInvoices } from '@portico/contract';
import { asPage, created, createTestServer, manyInvoices, ok, signIn, type TestServer } from '@portico/testing';
import type { RootOperationNode } from 'kysely';
import * as z from 'zod/mini';
import { aBody, aDraft, anIssued, aScene, paid, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { read } from '../http/answers.suite.js';
import { createOverdueRound } from './overdue.js';
import { createWatchedDatabase, rowsRead } from './rows-read.suite.js';

let server: TestServer;
let asked: RootOperationNode[];
before(async () => {
  const database = await createWatchedDatabase();
  asked = database.asked;
  server = await createTestServer({ database });
  // Days below are counted from this one.
  server.clock.set(new Date('2026-11-23T09:00:00Z'));
});
after(() => server.close());

const DAY_MS = 86_400_000;
const list = async ({ page }: Pick<Scene, 'page'>, query = '') =>
  z.parse(listInvoices.response, await created(page('GET', `/v1/invoices${query}`)));

test('a client sees what was issued, what was issued last first, and never a draft', async () => {
  const scene = await aScene(server);
  const draft = await aDraft(scene, aBody(100));
  const younger = await aDraft(scene, aBody(200));
  const issue = async ({ id }: { readonly id: string }) => {
    server.clock.advance(1000);
    return ok(scene.call('POST', `/v1/firm/invoices/${id}/issue`, undefined, { 'if-match': '"1"' }));
  };
  await issue(younger);
  assert.deepEqual(
    (await list(scene)).data.map(({ id }) => id),
    [younger.id],
  );
  await refused(scene.page('GET', `/v1/invoices/${draft.id}`), 404, 'not_found');
  await issue(draft);
  assert.deepEqual(
    (await list(scene)).data.map(({ id }) => id),
    [draft.id, younger.id],
  );
  const first = await list(scene, '?limit=1');
  assert.deepEqual(
    (await list(scene, `?limit=1&cursor=${first.nextCursor ?? ''}`)).data.map(({ id }) => id),
    [younger.id],
  );
  await ok(scene.call('DELETE', `/v1/firm/matters/${scene.matter.id}/shares/${scene.contact.id}`));
  assert.deepEqual(await list(scene), { data: [], nextCursor: null, totals: [] });
  await refused(scene.page('GET', `/v1/invoices/${younger.id}`), 404, 'not_found');
});

test('one invoice has its lines and what was paid; nothing of the firm’s own', async () => {
  const scene = await aScene(server);
  const taxes = [{ name: 'VAT', rate: '20' }];
  const lines = [{ description: 'Hours', quantity: '1.25', unitPrice: 20_000, taxes, discount: { percent: '10' } }];
  const { id } = await anIssued(scene, aBody(0, { lines, note: 'Thank you.' }));
  const payment = await paid(scene.call, id, 7_000, { reference: 'Check 117' });
  const invoice = await read(Invoice, await scene.page('GET', `/v1/invoices/${id}`));
  assert.deepEqual(
    invoice.lines.map(({ id: _id, ...line }) => line),
    [
      {
        ...{ description: 'Hours', quantity: '1.25', unitPrice: 20_000, kind: 'earned', subtotal: 25_000 },
        ...{ discount: 2_500, net: 22_500, taxes: [{ ...taxes[0], amount: 4_500 }], total: 27_000 },
      },
    ],
  );
  assert.deepEqual([invoice.status, invoice.totals.paid, invoice.balance], ['partially_paid', 7_000, 20_000]);
  const { title, reference } = scene.matter;
  assert.deepEqual([invoice.matter, invoice.about, invoice.lineCount], [{ title, reference }, 'Hours', 1]);
  assert.deepEqual(
    invoice.history.map(({ type, amount, reference }) => [type, amount, reference]),
    [
      ['charge', 27_000, null],
      ['payment', 7_000, 'Check 117'],
    ],
  );
  assert.equal(invoice.history[1]?.id, payment.id);
  for (const hidden of ['seriesId', 'version', 'voided', 'clientId']) assert.equal(hidden in invoice, false);
});

test('the strip counts what is open, late and paid this year by currency, also of other pages', async () => {
  const scene = await aScene(server, { timeZone: 'America/New_York' });
  await anIssued(scene, aBody(100, { due: { inDays: 1 } }));
  const partly = await anIssued(scene, aBody(1_000, { due: { inDays: 30 } }));
  await paid(scene.call, partly.id, 300);
  const lastYear = await anIssued(scene, aBody(50));
  await paid(scene.call, lastYear.id, 50, { on: '2025-12-31' });
  const credited = await anIssued(scene, aBody(70));
  await paid(scene.call, credited.id, 70);
  await ok(scene.call('POST', `/v1/firm/invoices/${credited.id}/credit-notes`, { reason: 'Agreed' }));
  await anIssued(scene, aBody(5_000, { currency: 'JPY' }));
  const gone = await anIssued(scene, aBody(9_000));
  await ok(scene.call('POST', `/v1/firm/invoices/${gone.id}/void`, { reason: 'Twice' }));
  const clock = server.clock.now();
  // The second day has begun in Greenwich; in New York the due day lasts four hours more.
  const yen = { currency: 'JPY', dueNow: 5_000, overdue: 0, later: 0, paidThisYear: 0 };
  server.clock.set(new Date('2026-11-25T04:59:00Z'));
  const later = { page: asPage(server, scene.firm, await signIn(server, scene.firm, scene.contact.email)) };
  const dollars = { currency: 'USD', dueNow: 800, overdue: 0, later: 0, paidThisYear: 370 };
  assert.deepEqual((await list(later, '?limit=1')).totals, [yen, dollars]);
  server.clock.set(new Date('2026-11-25T05:00:00Z'));
  assert.deepEqual((await list(later)).totals[1], { ...dollars, overdue: 100 });
  assert.deepEqual(
    (await list(later, '?status=overdue')).data.map(({ total }) => total),
    [100],
  );
  server.clock.set(clock);
});

test('the strip over one matter counts that matter alone, and of another’s nothing', async () => {
  const scene = await aScene(server);
  const other = await aScene(server);
  const lease = await created(scene.call('POST', '/v1/firm/matters', { clientId: scene.client.id, title: 'Lease' }));
  await ok(scene.call('PUT', `/v1/firm/matters/${lease.id}/shares/${scene.contact.id}`));
  await anIssued(scene, aBody(100));
  const lines = [aBody(20).lines, aBody(3).lines].flat();
  await anIssued({ ...scene, matter: lease }, aBody(0, { lines }));
  await anIssued(other, aBody(5_000));
  const due = async (matterId: string) => {
    const { data, totals } = await list(scene, `?matterId=${matterId}`);
    return [data.map(({ matter, lineCount }) => [matter.title, lineCount]), totals.map(({ dueNow }) => dueNow)];
  };
  assert.deepEqual(await due(scene.matter.id), [[[scene.matter.title, 1]], [100]]);
  assert.deepEqual(await due(lease.id), [[['Lease', 2]], [23]]);
  assert.deepEqual(await due(other.matter.id), [[], []]);
  assert.deepEqual((await list(scene)).totals[0]?.dueNow, 123);
});

test('other systems are told once that an invoice is late', async () => {
  const scene = await aScene(server);
  const late = await anIssued(scene, aBody(100, { due: { inDays: 0 } }));
  const settled = await anIssued(scene, aBody(100, { due: { inDays: 0 } }));
  await paid(scene.call, settled.id, 100);
  const clock = server.clock.now();
  const round = createOverdueRound(server.deps);
  const told = async () => {
    await round();
    const { data } = await created(scene.call('GET', '/v1/firm/events?limit=100'));
    return data.filter(({ type }: { type: string }) => type === 'invoice.overdue');
  };
  assert.deepEqual(await told(), []);
  server.clock.advance(DAY_MS);
  await Promise.all([round(), round()]);
  const [event, ...more] = await told();
  assert.equal(event.data.invoiceId, late.id);
  assert.deepEqual(more, []);
  server.clock.set(clock);
});

test('a firm that keeps no section for invoices shows none', async () => {
  const scene = await aScene(server, { navigation: { sections: ['documents'], first: 'documents' } });
  const { id } = await anIssued(scene, aBody(100));
  for (const path of ['/v1/invoices', `/v1/invoices/${id}`])
    await refused(scene.page('GET', path), 403, 'not_permitted', 'disabled_by_firm');
});

test('the first page of ten thousand invoices reads as many rows as that of ten', async () => {
  const [few, many] = [await aScene(server), await aScene(server)];
  await manyInvoices(few, 10);
  await manyInvoices(many, 10_000);
  const { data, totals } = await list(many);
  assert.deepEqual(
    [data.length, totals],
    [25, [{ currency: 'USD', dueNow: 500_000, overdue: 250_000, later: 0, paidThisYear: 0 }]],
  );
  const rowsOf = async (scene: Scene) => {
    asked.length = 0;
    await list(scene, '?limit=10');
    const { work } = server.deps;
    return rowsRead({ work, firmId: scene.firm.id, tables: ['invoices', 'ledger_days'] }, [...asked]);
  };
  const [rows, most] = [await rowsOf(many), 3 * (await rowsOf(few))];
  assert.ok(rows > 10 && rows <= most, `${rows} rows, at most ${most}`);
});
