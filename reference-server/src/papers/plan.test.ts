import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { FirmPaymentPlan, PaymentPlan } from '@portico/contract';
import { asPage, created, createTestServer, ok, signIn, type TestServer } from '@portico/testing';
import * as z from 'zod/mini';
import { aBody, anIssued, aScene, paid, refused, type Scene } from '../firm-invoices/scene.suite.js';
import { createTypstPdf } from '../ports/pdf.typst.js';
import { fromTheRight, inOrder, sheetOf, tagsOf } from './sheet.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer({ ports: { pdf: createTypstPdf() } });
});
// Days below are counted from this one.
beforeEach(() => server.clock.set(new Date('2026-11-23T09:00:00Z')));
after(() => server.close());

const terms = { downPayment: 10_000, instalments: 3, every: 'month', firstOn: '2026-12-15' };
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

/** A plan of 1,000 that is offered. */
async function offered(
  autopay = false,
): Promise<{ scene: Scene; number: string; plan: FirmPaymentPlan; invoiceId: string }> {
  const scene = await aScene(server, {
    payments: { processor: true, partial: true, plans: true, disputes: true, autopay },
  });
  const { id: invoiceId, number } = await anIssued(scene, aBody(100_000));
  const plan = await created(scene.call('POST', `/v1/firm/invoices/${invoiceId}/plan`, terms));
  return { scene, invoiceId, number: number ?? '', plan: z.parse(FirmPaymentPlan, plan) };
}
const accept = async ({ page }: Scene, { id, termsHash }: PaymentPlan, language = 'es') =>
  z.parse(PaymentPlan, await created(page('POST', `/v1/payment-plans/${id}/accept`, { termsHash, language })));
const printed = async ({ page }: Scene, { id }: PaymentPlan, language = 'en') =>
  sheetOf(await page('GET', `/v1/payment-plans/${id}/pdf?language=${language}`));

test('a plan says in order who agreed to what and when, each part with its day, and what is paid and open, tagged', async () => {
  const { scene, number, plan, invoiceId } = await offered();
  await accept(scene, plan);
  await paid(scene.call, invoiceId, 25_000);
  const answer = await scene.page('GET', `/v1/payment-plans/${plan.id}/pdf`);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.match(
    answer.headers.get('content-disposition') ?? '',
    new RegExp(`^attachment; filename="payment-plan-${number}.pdf"`),
  );
  const sheet = await sheetOf(answer);
  inOrder(oneLine(sheet.text), [
    ...[`Payment plan for invoice ${number}`, 'To pay next', 'USD 150.00', 'By December 15, 2026'],
    ...['Law firm', 'Example Law', 'Client', scene.client.name, scene.matter.title],
    ...['Agreed by', scene.contact.name, 'Agreed on', 'November 23, 2026', 'Every month', 'Status', 'Agreed'],
    ...['What is paid, and when', 'Part', 'By', 'Status', 'Amount (USD)', 'Paid', 'Open'],
    ...['First payment', 'Nov 23, 2026', 'Paid', '100.00', '100.00', '0.00'],
    ...['Part 1', 'Dec 15, 2026', 'Later', '300.00', '150.00', '150.00'],
    ...['Part 2', 'Jan 15, 2027', 'Later', '300.00', '0.00', '300.00', 'Part 3', 'Feb 15, 2027'],
    ...['All together', '1,000.00', '250.00', '750.00'],
    ...['What was agreed', 'to pay these amounts by these days.', 'The client pays each part themselves.'],
    ...['2026-11-23 09:00:00 UTC', 'Spanish', plan.id, 'Do you have a question?'],
  ]);
  assert.ok(sheet.text.replaceAll(/\s/g, '').includes(plan.termsHash ?? '-'));
  const { marked, title, language, has } = await tagsOf(sheet);
  assert.deepEqual([marked, title, language], [true, `Payment plan for invoice ${number}`, 'en']);
  for (const role of ['H1', 'H2', 'L', 'LI', 'Table', 'THead', 'TH', 'TBody', 'TD', 'P']) assert.ok(has(role), role);
  const firms = await sheetOf(await scene.call('GET', `/v1/firm/payment-plans/${plan.id}/pdf`));
  assert.equal(firms.text, sheet.text);
});

test('an offer says that it is one, and has nothing that was agreed', async () => {
  const { scene, number, plan } = await offered();
  const { text } = await printed(scene, plan);
  inOrder(oneLine(text), [
    `Offer: payment plan for invoice ${number}`,
    ...['All together', 'USD 1,000.00', 'This is an offer. Nobody has agreed to it yet.', 'Offered', 'Due today'],
  ]);
  for (const word of ['What was agreed', 'Agreed by', 'SHA-256']) assert.equal(text.includes(word), false, word);
});

test('what was credited has a column, and a plan that was ended or is paid says so', async () => {
  const { scene, plan, invoiceId } = await offered();
  await accept(scene, plan);
  const { lines } = await created(scene.page('GET', `/v1/invoices/${invoiceId}`));
  const credit = { reason: 'As agreed.', lines: [{ lineId: lines[0].id, amount: 40_000 }] };
  await ok(scene.call('POST', `/v1/firm/invoices/${invoiceId}/credit-notes`, credit));
  const credited = await printed(scene, plan);
  inOrder(oneLine(credited.text), [
    ...['Amount (USD)', 'Credited', 'Paid', 'Open', 'Part 2', '300.00', '-100.00', '0.00', '200.00'],
    ...['Part 3', '300.00', '-300.00', '0.00', '0.00', 'All together', '1,000.00', '-400.00', '0.00', '600.00'],
  ]);
  await paid(scene.call, invoiceId, 60_000);
  inOrder(oneLine((await printed(scene, plan)).text), ['Nothing left to pay', 'USD 0.00', 'Status', 'Paid']);

  const other = await offered();
  await accept(other.scene, other.plan);
  await ok(other.scene.call('POST', `/v1/firm/payment-plans/${other.plan.id}/end`));
  inOrder(oneLine((await printed(other.scene, other.plan)).text), [
    ...['This payment plan has ended', 'USD 1,000.00', 'Ended on November 23, 2026.', 'Status', 'Ended'],
  ]);
});

test('it is written in the reader’s language, and from right to left in Arabic', async () => {
  const { scene, number, plan } = await offered();
  await accept(scene, plan, 'ar');
  const spanish = await printed(scene, plan, 'es');
  inOrder(oneLine(spanish.text), [
    ...[`Plan de pago de la factura ${number}`, 'Próximo pago', '100,00 USD', 'Despacho', 'Aceptado el'],
    ...['Primer pago', 'Vence hoy', '100,00', 'Parte 1', 'Todo junto', '1.000,00', 'Lo acordado', 'Árabe'],
  ]);
  const arabic = await printed(scene, plan, 'ar');
  const { marked, title, language, has } = await tagsOf(arabic);
  assert.deepEqual([marked, title, language], [true, `خطة دفع الفاتورة ${number}`, 'ar']);
  assert.ok(has('TH'));
  inOrder(oneLine(await fromTheRight(arabic)), [
    ...['خطة دفع الفاتورة', 'الدفعة القادمة', '100.00 USD', 'مكتب المحاماة', 'كم يدفع ومتى', 'الجزء', 'المتبقي'],
    ...['الدفعة الأولى', 'موعده اليوم', '100.00', 'ما اتفق عليه', 'يمكن دائما الدفع قبل الموعد', 'العربية'],
  ]);
  assert.doesNotMatch(arabic.text, /[\u061c\u200e\u200f\u2066-\u2069]/);
});

test('it is for those who see the plan, has no other contact’s name, and is none without a table', async () => {
  const { scene, plan } = await offered();
  await accept(scene, plan);
  const body = { clientId: scene.client.id, name: 'Partner Example', email: 'plan-partner@client.example' };
  const other = await created(scene.call('POST', '/v1/firm/contacts', body));
  await ok(scene.call('PUT', `/v1/firm/contacts/${other.id}/portal-access`, { enabled: true }));
  await ok(scene.call('PUT', `/v1/firm/matters/${scene.matter.id}/shares/${other.id}`));
  await server.deliver();
  server.mails.clear();
  const partner = { ...scene, page: asPage(server, scene.firm, await signIn(server, scene.firm, body.email)) };
  const theirs = await printed(partner, plan);
  assert.equal(theirs.text.includes(scene.contact.name), false);
  assert.ok(theirs.text.includes('Agreed on'));

  const stranger = await aScene(server);
  await refused(stranger.page('GET', `/v1/payment-plans/${plan.id}/pdf`), 404, 'not_found');
  await refused(stranger.call('GET', `/v1/firm/payment-plans/${plan.id}/pdf`), 404, 'not_found');
  const late = await offered();
  await ok(late.scene.call('POST', `/v1/firm/payment-plans/${late.plan.id}/withdraw`));
  await refused(late.scene.page('GET', `/v1/payment-plans/${late.plan.id}/pdf`), 409, 'conflict', 'withdrawn');
});

test('it says that the parts are charged by themselves while they are', async () => {
  const { scene, plan } = await offered(true);
  const { fields } = await created(scene.page('POST', '/v1/payment-methods/set-ups', { kind: 'earned' }));
  const card = { clientSecret: fields.clientSecret, card: 'card_ok' };
  await ok(scene.page('POST', '/v1/payment-methods/demo', card));
  const [method] = (await created(scene.page('GET', '/v1/payment-methods'))).data;
  const { terms: text } = await created(scene.page('GET', `/v1/payment-plans/${plan.id}/automatic`));
  const automatic = { methodId: method.id, termsHash: text.hash };
  await ok(scene.page('POST', `/v1/payment-plans/${plan.id}/accept`, { termsHash: plan.termsHash, automatic }));
  const said = /charged by itself to the payment method that the client chose \(since November 23, 2026\)/;
  assert.match(oneLine((await printed(scene, plan)).text), said);
  await ok(scene.page('PUT', `/v1/payment-plans/${plan.id}/automatic`, { methodId: null }));
  assert.match(oneLine((await printed(scene, plan)).text), /The client pays each part themselves/);
});
