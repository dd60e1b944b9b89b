/** The receipt of a payment or a refund: what came in or went back, for which invoice, and what was open after it. */
import type { NamedInvoiceRow } from '../invoices/store.js';
import type { LedgerRow } from '../ledger/store.js';
import { wordsIn } from '../mail/words.js';
import type { PdfOrder } from '../ports/pdf.js';
import { formatsIn } from './formats.js';
import { historyOf } from './history.js';
import { matterFacts, type PrintedMatter } from './matter.js';
import { paperStrings } from './paper.strings.js';
import { code, fact, type Letterhead, sheetOf } from './sheet.js';

export interface PrintedPayment extends Letterhead {
  /** A payment or a refund. */
  readonly payment: LedgerRow;
  readonly invoice: NamedInvoiceRow;
  /** All moves of its invoice, oldest first. */
  readonly moves: readonly LedgerRow[];
  readonly matter: PrintedMatter;
  /** Of whoever reads it, the best first. */
  readonly languages: readonly string[];
}

export function paymentPaper(printed: PrintedPayment): PdfOrder {
  const { payment, invoice, moves, matter, firmName } = printed;
  const { language, words } = wordsIn(paperStrings, printed.languages);
  const format = formatsIn(language);
  const isRefund = payment.type === 'refund';
  const title = isRefund ? words.refundReceipt : words.paymentReceipt;
  const on = isRefund ? words.givenBackOn : words.receivedOn;
  const { currency } = payment;
  const after = moves.slice(0, moves.findIndex(({ id }) => id === payment.id) + 1);
  const open = after.reduce((sum, { amount }) => sum + amount, 0);
  const refunds = moves.filter(({ refers_to }) => refers_to === payment.id);
  return {
    template: 'papers/payment.typ',
    data: {
      ...sheetOf({ ...printed, language, title, footer: `${title} · ${invoice.number ?? ''}` }),
      lead: isRefund ? words.givenBack(firmName) : words.received(firmName),
      callout: {
        label: words.moves[isRefund ? 'refund' : 'payment'],
        text: format.money(Math.abs(payment.amount), currency),
        rtl: false,
        note: payment.kind === 'unearned' && !isRefund ? words.trust : null,
      },
      facts: [
        fact(on, format.day(payment.day)),
        fact(words.method, format.capital(words.methods[payment.method ?? 'other'])),
        ...(payment.reference === null ? [] : [fact(words.reference, payment.reference)]),
        fact(words.billTo, invoice.bill_to ?? invoice.client_name),
        code(words.number, invoice.number ?? ''),
        ...matterFacts(words, matter),
        code(words.openAfter, format.money(open, currency)),
        code(words.paymentId, payment.id),
      ],
      history: historyOf({ words, format }, currency, refunds, words.refunds),
    },
  };
}
