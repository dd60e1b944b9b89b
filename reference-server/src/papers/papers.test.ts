import assert from 'node:assert/strict';
import { after, before, beforeEach, suite, test } from 'node:test';
import { created, createTestServer, PUBLIC_URL, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import { createApp } from '../app.js';
import { aBody, aDraft, anIssued, aScene, paid, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { createTypstPdf } from '../ports/pdf.typst.js';
import { formatsIn } from './formats.js';
import { fromTheRight, inOrder, sheetOf, tagsOf } from './sheet.suite.js';
import { sheetOf as dataOf } from './sheet.js';

let server: TestServer;
before(async () => {
  server = await createTestServer({ ports: { pdf: createTypstPdf() } });
});
// Days below are counted from this one.
beforeEach(() => server.clock.set(new Date('2026-11-23T09:00:00Z')));
after(() => server.close());

const HOSTILE = '#read("/etc/passwd") #panic("x") $1/0$ *b* `c` <d> @e #sys.inputs.data';
const tax = { name: 'VAT', rate: '20' };

const rename = ({ firm, client }: Scene, name: string) =>
  server.deps.work.upkeep(firm.id, (tx) =>
    tx.updateTable('clients').set({ name }).where('firm_id', '=', firm.id).where('id', '=', client.id).execute(),
  );
const printed = async ({ page }: Scene, id: string, language = 'en') =>
  sheetOf(await page('GET', `/v1/invoices/${id}/pdf?language=${language}`));
const statement = (call: Scene['page'], days = 'from=2026-01-01&to=2026-12-31', path = '/v1/statements') =>
  call('GET', `${path}?${days}`);
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

suite('an invoice on paper', () => {
  test('says in order what it is for and what is open, tagged, and is kept by no cache', async () => {
    const scene = await aScene(server);
    await rename(scene, '王小明 Example');
    const lines = [
      { description: 'Consultation', quantity: '1.5', unitPrice: 20_000, taxes: [tax], discount: { percent: '10' } },
      { description: HOSTILE, unitPrice: 67_500 },
      { description: 'x'.repeat(500), unitPrice: 0 },
    ];
    const { id, number } = await anIssued(scene, aBody(0, { lines, note: 'As agreed.' }));
    await paid(scene.call, id, 50_000, { method: 'check', reference: 'No. 117' });
    await scene.call('POST', `/v1/firm/invoices/${id}/credit-notes`, {
      reason: 'As agreed.',
      lines: [{ lineId: (await (await scene.page('GET', `/v1/invoices/${id}`)).json()).lines[1].id, amount: 7_500 }],
    });
    const answer = await scene.page('GET', `/v1/invoices/${id}/pdf`);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.match(
      answer.headers.get('content-disposition') ?? '',
      new RegExp(`^attachment; filename="invoice-${number}.pdf"`),
    );
    const sheet = await sheetOf(answer);
    inOrder(oneLine(sheet.text), [
      ...[`Invoice ${number}`, 'To pay', 'USD 424.00', 'By December 23, 2026'],
      ...['王小明 Example', scene.matter.title, 'November 23, 2026', 'Partly paid'],
      ...['Description', 'Quantity', 'Price', 'Discount', 'Tax', 'Amount (USD)'],
      ...['Consultation', '1.5', '200.00', '-30.00', '20%', '270.00'],
      ...[HOSTILE, '675.00'],
      ...['Subtotal', 'USD 975.00', 'Discount', '-USD 30.00', 'Without taxes', 'USD 945.00', 'VAT 20%', 'USD 54.00'],
      ...['Total', 'USD 999.00', 'Credited', '-USD 75.00', 'Paid', '-USD 500.00', 'Balance', 'USD 424.00'],
      ...['As agreed.', 'Payments and credits', 'Payment (check)', 'No. 117', '-500.00'],
      ...['Credit note', 'CN-2026-0001', '-75.00', 'Do you have a question?'],
    ]);
    assert.equal(sheet.text.replaceAll(/\s/g, '').includes('x'.repeat(500)), true, 'a long word is broken, not cut');
    const { marked, title, language, has } = await tagsOf(sheet);
    assert.deepEqual([marked, title, language], [true, `Invoice ${number}`, 'en']);
    for (const role of ['H1', 'H2', 'L', 'LI', 'Table', 'THead', 'TH', 'TBody', 'TD']) assert.ok(has(role), role);
    const firms = await sheetOf(await scene.call('GET', `/v1/firm/invoices/${id}/pdf`));
    assert.equal(firms.text, sheet.text);
  });

  test('says what the next instalment of its plan asks for', async () => {
    const scene = await aScene(server);
    const { id } = await anIssued(scene, aBody(90_000));
    const terms = { instalments: 3, every: 'month', firstOn: '2026-12-01' };
    const plan = await created(scene.call('POST', `/v1/firm/invoices/${id}/plan`, terms));
    await created(scene.page('POST', `/v1/payment-plans/${plan.id}/accept`, { termsHash: plan.termsHash }));
    const { text } = await printed(scene, id);
    inOrder(oneLine(text), ['To pay', 'USD 300.00', 'By December 1, 2026', 'Total', 'USD 900.00']);
  });

  test('of forty lines goes over pages that begin with the head again', async () => {
    const scene = await aScene(server);
    const lines = Array.from({ length: 40 }, (_, at) => ({ description: `Line ${at + 1} of them`, unitPrice: 100 }));
    const { id } = await anIssued(scene, aBody(0, { lines }));
    const { pages, text } = await printed(scene, id);
    assert.equal(pages.length, 2);
    for (const [at, page] of pages.entries()) {
      inOrder(page, ['Description', 'Quantity', 'Price', 'Amount (USD)', ' of them', `Page ${at + 1} of 2`]);
    }
    inOrder(text, [...lines.map(({ description }) => description), 'USD 40.00']);
  });

  test('is written in the contact’s language, and from right to left in Arabic', async () => {
    const scene = await aScene(server);
    await rename(scene, 'ليلى المثال');
    const lines = [
      { description: 'ترجمة عقد الزواج', unitPrice: 4_500 },
      { description: '翻译 marriage certificate', quantity: '2', unitPrice: 123_456, taxes: [tax] },
    ];
    const { id, number } = await anIssued(scene, aBody(0, { lines, taxInclusive: true, currency: 'EUR' }));
    const spanish = await printed(scene, id, 'es');
    inOrder(oneLine(spanish.text), [
      ...[`Factura ${number}`, 'Por pagar', '2.514,12 EUR', 'A más tardar el 23 de diciembre de 2026', 'Sin pagar'],
      ...['Importe (EUR)', '翻译 marriage certificate', '2', '1.234,56', '20 %', '2.469,12'],
      ...['Total', '2.514,12 EUR', 'VAT 20 % (incluido)', '411,52 EUR', 'Sin impuestos', '2.102,60 EUR'],
    ]);
    const arabic = await printed(scene, id, 'ar');
    const { marked, title, language, has } = await tagsOf(arabic);
    assert.deepEqual([marked, title, language], [true, `فاتورة ${number}`, 'ar']);
    assert.ok(has('TH'));
    inOrder(oneLine(arabic.text), [
      ...[`${number}`, '2,514.12 EUR', '45.00', '翻译 marriage certificate', '2', '1,234.56', '20%', '2,469.12'],
      ...['2,514.12 EUR', '411.52 EUR', '2,102.60 EUR'],
    ]);
    const read = await fromTheRight(arabic);
    console.log(read);
    assert.doesNotMatch(arabic.text, /[\u061c\u200e\u200f\u2066-\u2069]/);

    await server.deps.work.upkeep(scene.firm.id, (tx) =>
      tx.updateTable('contacts').set({ language: 'es' }).where('firm_id', '=', scene.firm.id).execute(),
    );
    for (const answer of [
      await scene.page('GET', `/v1/invoices/${id}/pdf`),
      await scene.call('GET', `/v1/firm/invoices/${id}/pdf?language=xx`),
    ]) {
      assert.ok((await sheetOf(answer)).text.includes('Factura'));
    }
  });

  test('is none before it is issued, and says so when it is void', async () => {
    const scene = await aScene(server);
    const draft = await aDraft(scene, aBody(100));
    await refused(scene.call('GET', `/v1/firm/invoices/${draft.id}/pdf`), 409, 'conflict', 'draft');
    await refused(scene.page('GET', `/v1/invoices/${draft.id}/pdf`), 404, 'not_found');
    const { id, number } = await anIssued(scene, aBody(100));
    await scene.call('POST', `/v1/firm/invoices/${id}/void`, { reason: 'The firm’s own words.' });
    const { text } = await printed(scene, id);
    inOrder(oneLine(text), [
      `Invoice ${number} (void)`,
      'This invoice is void',
      'Voided on November 23, 2026',
      'USD 0.00',
    ]);
    assert.equal(text.includes('own words'), false);
    assert.equal(text.includes('To pay'), false);
  });

  test('is late, settled, in trust or in the client’s favor, as its rows say', async () => {
    const scene = await aScene(server);
    const lines = [{ description: 'Advance', unitPrice: 900, kind: 'unearned' as const }];
    const { id } = await anIssued(scene, aBody(0, { lines, due: { inDays: 0 } }));
    // The session is over by then.
    server.clock.advance(86_400_000);
    const text = async () => oneLine((await sheetOf(await scene.call('GET', `/v1/firm/invoices/${id}/pdf`))).text);
    inOrder(await text(), ['To pay', 'USD 9.00', 'Was due on', 'in trust', 'Overdue']);
    await paid(scene.call, id, 900);
    inOrder(await text(), ['Nothing left to pay', 'USD 0.00', 'Paid']);
    await scene.call('POST', `/v1/firm/invoices/${id}/credit-notes`, { reason: 'As agreed.' });
    inOrder(await text(), ['In your favor', 'USD 9.00']);
  });

  test('bears the firm’s letterhead', async () => {
    const letterhead = { address: '14 Example Street\nNew York', color: '#ffee00', paper: 'letter' } as const;
    const scene = await aScene(server, { letterhead });
    const { id } = await anIssued(scene, aBody(100));
    const { pdf, text } = await printed(scene, id);
    inOrder(text, ['14 Example Street\n', 'New York', 'Invoice']);
    assert.deepEqual((await pdf.getPage(1)).view, [0, 0, 612, 792]);
    const data = (color: string) =>
      dataOf({
        ...{ firmName: 'Example', language: 'en', title: '', footer: '' },
        settings: { support: { name: 'Ada' }, letterhead: { color } },
      }).firm;
    // A name is not written in a color that cannot be read.
    assert.deepEqual([data('#ffee00').ink, data('#7a1f3d').ink], ['#1b232b', '#7a1f3d']);
  });
});

suite('the receipt of a payment', () => {
  test('says what came in, for what, what was open after it, and what was given back since', async () => {
    const scene = await aScene(server);
    const { id, number } = await anIssued(scene, aBody(10_000));
    const first = await paid(scene.call, id, 4_000, { method: 'bank_transfer', reference: HOSTILE });
    await paid(scene.call, id, 1_000);
    const refund = await (await scene.call('POST', `/v1/firm/payments/${first.id}/refunds`, { amount: 500 })).json();
    const answer = await scene.page('GET', `/v1/payments/${first.id}/receipt`);
    assert.match(answer.headers.get('content-disposition') ?? '', new RegExp(`filename="receipt-${first.id}.pdf"`));
    const sheet = await sheetOf(answer);
    assert.equal((await tagsOf(sheet)).title, 'Receipt for a payment');
    inOrder(oneLine(sheet.text), [
      ...['Receipt for a payment', 'USD 40.00', 'Received on', 'November 23, 2026', 'Bank transfer', HOSTILE],
      ...[scene.client.name, number ?? '', scene.matter.title, 'USD 60.00', first.id],
      ...['Given back since', 'Refund (bank transfer)', '5.00'],
    ]);
    const { text } = await sheetOf(await scene.call('GET', `/v1/firm/payments/${refund.id}/receipt?language=es`));
    inOrder(oneLine(text), [
      'Recibo de un reembolso',
      '5,00 USD',
      'Devuelto el',
      'Transferencia bancaria',
      '55,00 USD',
    ]);
  });

  test('is there for payments and refunds alone', async () => {
    const scene = await aScene(server);
    const { id } = await anIssued(scene, aBody(10_000));
    const [charge] = (await (await scene.page('GET', `/v1/invoices/${id}`)).json()).history;
    await refused(scene.page('GET', `/v1/payments/${charge.id}/receipt`), 404, 'not_found');
    await refused(scene.call('GET', `/v1/firm/payments/${charge.id}/receipt`), 404, 'not_found');
  });
});

suite('a statement', () => {
  test('adds up, for each currency: what was open, each move, what is open', async () => {
    const scene = await aScene(server);
    const at = (day: string) => server.clock.set(new Date(`${day}T09:00:00Z`));
    at('2026-09-10');
    const old = await anIssued(scene, aBody(30_000));
    await paid(scene.call, old.id, 10_000);
    at('2026-10-05');
    const { id, number } = await anIssued(scene, aBody(50_000));
    const yen = await anIssued(scene, aBody(7_000, { currency: 'JPY' }));
    const wrong = await anIssued(scene, aBody(1_100));
    await scene.call('POST', `/v1/firm/invoices/${wrong.id}/void`, { reason: 'Twice.' });
    at('2026-10-20');
    const payment = await paid(scene.call, id, 20_000, { reference: 'Check 7' });
    await scene.call('POST', `/v1/firm/payments/${payment.id}/refunds`, { amount: 2_500 });
    await scene.call('POST', `/v1/firm/invoices/${id}/credit-notes`, { reason: 'As agreed.' });
    at('2026-11-23');
    await paid(scene.call, yen.id, 7_000);

    const answer = await statement(scene.page, 'from=2026-10-01&to=2026-10-31');
    assert.match(answer.headers.get('content-disposition') ?? '', /filename="statement-2026-10-01-2026-10-31.pdf"/);
    const sheet = await sheetOf(answer);
    assert.ok((await tagsOf(sheet)).has('TH'));
    inOrder(oneLine(sheet.text), [
      ...['Statement of account', scene.client.name, 'October 1, 2026 to October 31, 2026', 'November 23, 2026'],
      ...['Japanese Yen (JPY)', 'Opening balance', '0', 'Invoice', yen.number ?? '', '7,000', '7,000'],
      ...['Closing balance', '7,000'],
      ...['US Dollar (USD)', 'Oct 1, 2026', 'Opening balance', '200.00'],
      ...['Oct 5, 2026', 'Invoice', number ?? '', '500.00', '700.00', 'Invoice', '11.00', '711.00'],
      ...['Voided', '-11.00', '700.00', 'Oct 20, 2026', 'Payment (check)', 'Check 7', '-200.00', '500.00'],
      ...['Refund (check)', '25.00', '525.00', 'Credit note', 'CN-2026-0001', '-500.00', '25.00'],
      ...['Total of the period', '0.00', '-175.00', 'Oct 31, 2026', 'Closing balance', '25.00'],
    ]);
    // What the next one begins with is what this one ended with, and what the list says is open.
    const next = await sheetOf(await statement(scene.page, 'from=2026-11-01&to=2026-11-30'));
    inOrder(oneLine(next.text), ['JPY', 'Opening balance 7,000', '-7,000', 'Closing balance 0']);
    inOrder(oneLine(next.text), ['USD', 'Opening balance 25.00', 'Closing balance 25.00']);
    const firms = await statement(
      scene.call,
      'from=2026-10-01&to=2026-10-31',
      `/v1/firm/clients/${scene.client.id}/statement`,
    );
    assert.equal((await sheetOf(firms)).text, sheet.text);
    const before = await sheetOf(await statement(scene.page, 'from=2025-01-01&to=2025-12-31&language=ar'));
    assert.equal((await tagsOf(before)).title, 'كشف حساب');
    assert.equal((await tagsOf(before)).has('Table'), false);
  });

  test('has nothing of matters that are not shared, of other clients, and of other firms', async () => {
    const scene = await aScene(server);
    const { id, number } = await anIssued(scene, aBody(10_000));
    const payment = await paid(scene.call, id, 100);
    const other = await aScene(server);
    assert.equal((await sheetOf(await statement(other.page))).text.includes('INV-'), false);
    for (const path of [`/v1/invoices/${id}/pdf`, `/v1/payments/${payment.id}/receipt`]) {
      await refused(other.page('GET', path), 404, 'not_found');
      await refused(other.call('GET', path.replace('/v1/', '/v1/firm/')), 404, 'not_found');
    }
    await refused(statement(other.call, undefined, `/v1/firm/clients/${scene.client.id}/statement`), 404, 'not_found');
    assert.ok((await sheetOf(await statement(scene.page))).text.includes(number ?? '?'));
    await scene.call('DELETE', `/v1/firm/matters/${scene.matter.id}/shares/${scene.contact.id}`);
    assert.equal((await sheetOf(await statement(scene.page))).text.includes('INV-'), false);
    await refused(scene.page('GET', `/v1/payments/${payment.id}/receipt`), 404, 'not_found');
  });

  test('is refused for days in the wrong order, too many of them, and too many rows', async () => {
    const scene = await aScene(server);
    for (const days of [
      'from=2026-10-02&to=2026-10-01',
      'from=2026-01-01&to=2027-01-02',
      'from=2026-02-30&to=2026-03-01',
      'from=2026-01-01',
      'from=2026-01-01&to=2026-01-02&all=1',
    ]) {
      await refused(statement(scene.page, days), 422, 'invalid_request');
    }
    assert.equal((await statement(scene.page, 'from=2028-01-01&to=2028-12-31')).status, 200, 'a leap year');
    const { id } = await anIssued(scene, aBody(10_000));
    await server.deps.work.upkeep(scene.firm.id, (tx) =>
      sql`insert into ledger (firm_id, id, invoice_id, matter_id, client_id, type, kind, currency, amount, source, day, at)
        select firm_id, 'led_' || lpad(n::text, 26, '0'), invoice_id, matter_id, client_id, 'payment', kind, currency, -1, 'hand', day, at
        from ledger, generate_series(1, 1000) n where firm_id = ${scene.firm.id} and invoice_id = ${id}`.execute(tx),
    );
    await refused(statement(scene.page), 422, 'statement_too_long');
  });
});

test('a server that makes no PDF says so', async () => {
  const scene = await aScene(server);
  const { id } = await anIssued(scene, aBody(100));
  const { pdf, ...without } = server.deps;
  assert.ok(pdf);
  const headers = { authorization: `Bearer ${scene.firm.secretKey}` };
  const answer = createApp(without).request(`${PUBLIC_URL}/v1/firm/invoices/${id}/pdf`, { headers });
  await refused(Promise.resolve(answer), 404, 'pdf_unavailable');
});

test('amounts have the digits of their currency, Latin ones, and no mark of direction', () => {
  const said = ['en', 'es', 'ar'].map((language) => {
    const { money, amount, quantity, rate } = formatsIn(language);
    return [money(-123_450, 'USD'), money(1_234_567, 'JPY'), amount(1_500, 'KWD'), quantity('0.000001'), rate('8.875')]
      .map((text) => text.replaceAll('\u00a0', ' '))
      .join(' | ');
  });
  assert.deepEqual(said, [
    '-USD 1,234.50 | JPY 1,234,567 | 1.500 | 0.000001 | 8.875%',
    '-1.234,50 USD | 1.234.567 JPY | 1,500 | 0,000001 | 8,875 %',
    '-1,234.50 USD | 1,234,567 JPY | 1.500 | 0.000001 | 8.875%',
  ]);
});
