/** What the firm bills the family for, and what became of it. */
import type { Dispute, FirmInvoice, InvoiceBody, Payment } from '@portico/contract';
import type * as z from 'zod/mini';
import { said } from './family-petition.js';
import type { PagePortal } from './page-portal.js';

type Body = z.input<typeof InvoiceBody>;

const salesTax = { name: 'Sales tax', rate: '8.875' };

const consultation = said('First consultation', 'Primera consulta', 'الاستشارة الأولى');
const petition = said('Family petition: preparation', 'Petición familiar: preparación', 'طلب لمّ الشمل: الإعداد');
const review = said('Review of your documents', 'Revisión de sus documentos', 'مراجعة مستنداتك');
const filing = said('Filing fee of the authority', 'Tasa de la oficina de inmigración', 'رسوم دائرة الهجرة');
const translation = said('Certified translations', 'Traducciones certificadas', 'ترجمات معتمدة');
const deposit = said('Deposit for filing costs', 'Depósito para los gastos', 'إيداع لتكاليف التقديم');
const copies = said('Copies and postage', 'Copias y envíos', 'نسخ وبريد');
const note = said(
  'With the discount that we agreed on. Thank you for your patience.',
  'Con el descuento que acordamos. Gracias por su paciencia.',
  'مع الخصم الذي اتفقنا عليه. شكرًا على صبرك.',
);

const asked = {
  paid: said(
    'I paid 100 dollars in cash on Monday.',
    'Pagué 100 dólares en efectivo el lunes.',
    'دفعت 100 دولار نقدًا يوم الإثنين.',
  ),
  found: said(
    'You did. It was written down for another case.',
    'Así es. Se anotó en otro caso.',
    'صحيح. سُجّل المبلغ في قضية أخرى.',
  ),
  agreed: said('Nobody told me about a review.', 'Nadie me habló de una revisión.', 'لم يخبرني أحد عن مراجعة.'),
  letter: said(
    'It is in the letter that you signed, on page two.',
    'Está en la carta que firmó, en la página dos.',
    'هذا مذكور في الرسالة التي وقّعتها، في الصفحة الثانية.',
  ),
  hours: said('We agreed on five hours.', 'Acordamos cinco horas.', 'اتفقنا على خمس ساعات.'),
  looking: said(
    'We are looking at the hours. Do you remember who told you five?',
    'Estamos revisando las horas. ¿Recuerda quién le dijo cinco?',
    'نراجع الساعات. هل تتذكر من قال لك خمس ساعات؟',
  ),
};

/** An invoice in every standing, in two currencies. */
export async function everyBill(portal: PagePortal): Promise<void> {
  const words = (text: Readonly<Record<string, string>>) => text[portal.language] ?? text['en'] ?? '';
  const first = await portal.bill(
    {
      currency: 'USD',
      due: { inDays: 14 },
      lines: [{ description: words(consultation), unitPrice: 15_000, taxes: [salesTax] }],
    },
    60,
  );
  await pay(portal, first, { amount: 16_331, method: 'check', reference: '1042' });
  await portal.bill(
    { currency: 'USD', due: { inDays: 14 }, lines: [{ description: words(filing), unitPrice: 67_500 }] },
    25,
  );
  const twice = await portal.bill({ currency: 'USD', lines: [{ description: words(copies), unitPrice: 4_150 }] }, 20);
  await portal.staff('POST', `/v1/firm/invoices/${twice.id}/void`, { reason: 'Sent twice' });
  const begun = await portal.bill(petitionBill(words));
  await pay(portal, begun, { amount: 80_000, method: 'bank_transfer', reference: 'Santos 0417' });
  await portal.bill({
    currency: 'EUR',
    due: { inDays: 21 },
    taxInclusive: true,
    lines: [{ description: words(translation), quantity: '3', unitPrice: 4_500, taxes: [{ name: 'VAT', rate: '21' }] }],
  });
  await portal.bill({
    currency: 'USD',
    due: { inDays: 10 },
    lines: [{ description: words(deposit), unitPrice: 50_000, kind: 'unearned' }],
  });
}

/** One invoice of two lines, with everything that an invoice can have: part paid, part refunded, part credited. */
export async function oneBill(portal: PagePortal): Promise<void> {
  const words = (text: Readonly<Record<string, string>>) => text[portal.language] ?? text['en'] ?? '';
  const { id, lines } = await portal.bill(petitionBill(words));
  const payment = await pay(portal, { id }, { amount: 80_000, method: 'bank_transfer', reference: 'Santos 0417' });
  await portal.staff('POST', `/v1/firm/payments/${payment.id}/refunds`, { amount: 5_000 });
  await portal.staff('POST', `/v1/firm/invoices/${id}/credit-notes`, {
    reason: 'Fewer documents',
    lines: [{ lineId: lines[1]?.id, amount: 9_000 }],
  });
}

/** One invoice that the client has asked about in three ways: still open, refused, and agreed with. */
export async function askedBill(portal: PagePortal): Promise<void> {
  const words = (text: Readonly<Record<string, string>>) => text[portal.language] ?? text['en'] ?? '';
  const { id, lines } = await portal.bill(petitionBill(words));
  const { disputes } = portal.client;
  const close = (dispute: Dispute, outcome: 'accepted' | 'rejected', text: string) =>
    portal.staff('POST', `/v1/firm/disputes/${dispute.id}/close`, { outcome, text });
  const paid = await disputes.open(id, { reason: 'already_paid', text: words(asked.paid) });
  await close(paid, 'accepted', words(asked.found));
  const agreed = await disputes.open(id, { lineId: lines[1]?.id, reason: 'not_agreed', text: words(asked.agreed) });
  await close(agreed, 'rejected', words(asked.letter));
  const hours = await disputes.open(id, { lineId: lines[0]?.id, reason: 'wrong_amount', text: words(asked.hours) });
  await portal.staff('POST', `/v1/firm/disputes/${hours.id}/notes`, { text: words(asked.looking) });
}

/** An invoice that the firm offers to be paid in parts: a first payment, and three months. @returns its id */
export async function offeredBill(portal: PagePortal): Promise<string> {
  const words = (text: Readonly<Record<string, string>>) => text[portal.language] ?? text['en'] ?? '';
  const { id } = await portal.bill(petitionBill(words));
  const firstOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const terms = { downPayment: 50_000, instalments: 3, every: 'month', firstOn };
  await portal.staff('POST', `/v1/firm/invoices/${id}/plan`, terms);
  return id;
}

/** The same, agreed to: the first payment is made, and a part of the next. */
export async function planBill(portal: PagePortal): Promise<void> {
  const id = await offeredBill(portal);
  const { paymentPlans } = portal.client;
  const plan = await paymentPlans.of(id);
  await paymentPlans.accept(plan.id, { termsHash: plan.termsHash ?? '' });
  await pay(portal, { id }, { amount: 60_000, method: 'check', reference: '1042' });
}

/** More invoices than are read at once, some of them paid. @param count of them */
export async function manyBills(portal: PagePortal, count: number): Promise<void> {
  for (let month = 1; month <= count; month += 1) {
    const invoice = await portal.bill({
      currency: 'USD',
      lines: [{ description: `Month ${month}`, unitPrice: 10_000 }],
    });
    if (month <= 3) await pay(portal, invoice, { amount: 10_000, method: 'card' });
  }
}

/** Writes a payment down. */
export async function pay(
  portal: PagePortal,
  { id }: Pick<FirmInvoice, 'id'>,
  payment: { readonly amount: number; readonly method: Payment['method']; readonly reference?: string },
): Promise<Payment> {
  return (await portal.staff('POST', `/v1/firm/invoices/${id}/payments`, payment)) as Payment;
}

function petitionBill(words: (text: Readonly<Record<string, string>>) => string): Body {
  return {
    currency: 'USD',
    due: { inDays: 30 },
    discount: { percent: '10' },
    note: words(note),
    lines: [
      { description: words(petition), quantity: '6.5', unitPrice: 28_000, taxes: [salesTax] },
      { description: words(review), quantity: '2.25', unitPrice: 18_000, taxes: [salesTax] },
    ],
  };
}
