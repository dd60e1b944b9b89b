/** An invoice as it is printed: what its rows say, in the reader's words. No draft comes here. */
import { wordsIn } from '../mail/words.js';
import type { LineRow } from '../invoices/lines-store.js';
import type { NamedInvoiceRow } from '../invoices/store.js';
import { issuedStatusOf } from '../invoices/status.js';
import type { Tax } from '../invoices/totals.js';
import type { LedgerRow } from '../ledger/store.js';
import type { PdfOrder } from '../ports/pdf.js';
import { formatsIn } from './formats.js';
import { historyOf, type Said } from './history.js';
import { paperStrings } from './paper.strings.js';
import { column, figure, line, sum, table, words as wordsCell } from './rows.js';
import { matterFacts, type PrintedMatter } from './matter.js';
import { fact, type Letterhead, sheetOf, written } from './sheet.js';

export interface PrintedInvoice extends Letterhead {
  readonly invoice: NamedInvoiceRow;
  readonly lines: readonly LineRow[];
  readonly moves: readonly LedgerRow[];
  readonly matter: PrintedMatter;
  /** The firm's, at which it stands so. */
  readonly today: string;
  /** The firm's day of voiding; null where it stands. */
  readonly voidedOn: string | null;
  /** Of whoever reads it, the best first. */
  readonly languages: readonly string[];
}

export function invoicePaper(printed: PrintedInvoice): PdfOrder {
  const { invoice, lines, moves, matter, today } = printed;
  const { language, words } = wordsIn(paperStrings, printed.languages);
  const said = { words, format: formatsIn(language) };
  const { format } = said;
  const number = invoice.number ?? '';
  const isVoid = invoice.state === 'void';
  const title = isVoid ? words.voidInvoice(number) : words.invoice(number);
  const status = words.statuses[issuedStatusOf(invoice, today)];
  return {
    template: 'papers/invoice.typ',
    data: {
      ...sheetOf({ ...printed, language, title, footer: `${title} · ${words.asOf(format.day(today))}` }),
      callout: calloutOf(said, printed),
      facts: [
        [fact(words.billTo, invoice.bill_to ?? invoice.client_name), ...matterFacts(words, matter)],
        [
          fact(words.issuedOn, format.day(invoice.issued_on ?? '')),
          fact(words.dueOn, format.day(invoice.due_on ?? '')),
          fact(words.status, status),
        ],
      ],
      lines: linesOf(said, invoice, lines),
      sums: sumsOf(said, invoice, moves),
      note: invoice.note === null ? null : written(invoice.note),
      history: historyOf(
        said,
        invoice.currency,
        moves.filter(({ type }) => type !== 'charge'),
      ),
    },
  };
}

function calloutOf({ words, format }: Said, { invoice, today, voidedOn }: PrintedInvoice) {
  const { currency, balance, kind } = invoice;
  const due = invoice.next_due_on ?? '';
  const trust = kind === 'unearned' ? words.trust : null;
  const money = (label: string, amount: number, note: string | null) => ({
    ...{ label, text: format.money(amount, currency), rtl: false, note },
  });
  if (voidedOn !== null) {
    const text = words.voided;
    return { label: words.status, ...written(text), note: words.nothingOwed(format.day(voidedOn)) };
  }
  if (balance < 0) return money(words.inYourFavour, -balance, trust);
  if (balance === 0) return money(words.settled, 0, trust);
  const when = due < today ? words.since(format.day(due)) : words.by(format.day(due));
  // By a payment plan, the next instalment is what is to pay; the whole stands below, in the sums.
  return money(words.toPay, invoice.next_due_amount ?? balance, trust === null ? when : `${when}. ${trust}`);
}

/** Columns of discounts and taxes are there where a line has one. */
function linesOf({ words, format }: Said, { currency }: NamedInvoiceRow, lines: readonly LineRow[]) {
  const [hasDiscount, hasTaxes] = [
    lines.some(({ discount }) => discount > 0),
    lines.some(({ taxes }) => taxes.length > 0),
  ];
  const amount = (minor: number) => figure(format.amount(minor, currency));
  return table(
    [
      column(words.description, 1),
      column(words.quantity, 'figure'),
      column(words.unitPrice, 'figure'),
      ...(hasDiscount ? [column(words.discount, 'figure')] : []),
      ...(hasTaxes ? [column(words.tax, 'figure')] : []),
      column(words.amount(currency), 'figure'),
    ],
    lines.map(({ description, quantity, unit_price, subtotal, discount, taxes }) =>
      line([
        wordsCell(description),
        figure(format.quantity(quantity)),
        amount(unit_price),
        ...(hasDiscount ? [discount > 0 ? amount(-discount) : figure('')] : []),
        ...(hasTaxes ? [figure(taxes.map(({ rate }) => format.rate(rate)).join(' + '))] : []),
        amount(subtotal - discount),
      ]),
    ),
  );
}

/** How the lines come to the total, and the total to what is open: each step that there is. */
function sumsOf({ words, format }: Said, invoice: NamedInvoiceRow, moves: readonly LedgerRow[]) {
  const { subtotal, discount, net, taxes, total, credited, paid, balance, tax_inclusive: inclusive } = invoice;
  const money = (minor: number) => format.money(minor, invoice.currency);
  const named = ({ name, rate }: Tax) => `${name} ${format.rate(rate)}`;
  const taxed = (label: (tax: string) => string) => taxes.map((tax) => sum(label(named(tax)), money(tax.amount)));
  const voided = moves.reduce((all, { type, amount }) => (type === 'void' ? all + amount : all), 0);
  const changed = credited !== 0 || paid !== 0 || voided !== 0;
  return [
    ...(discount > 0 ? [sum(words.subtotal, money(subtotal)), sum(words.discount, money(-discount))] : []),
    ...(taxes.length > 0 && !inclusive ? [sum(words.net, money(net)), ...taxed((tax) => tax)] : []),
    sum(words.total, money(total), true),
    ...(taxes.length > 0 && inclusive ? [...taxed(words.included), sum(words.net, money(net))] : []),
    ...(credited !== 0 ? [sum(words.credited, money(-credited))] : []),
    ...(paid !== 0 ? [sum(words.paid, money(-paid))] : []),
    ...(voided !== 0 ? [sum(words.moves.void, money(voided))] : []),
    ...(changed ? [sum(words.balance, money(balance), true)] : []),
  ];
}
