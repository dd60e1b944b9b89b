/** A payment plan as it is printed: the parties, every day and amount with what has become of it, and what was agreed to and when. */
import type { Instalment, PaymentPlan } from '@portico/contract';
import type { NamedInvoiceRow } from '../invoices/store.js';
import { wordsIn } from '../mail/words.js';
import type { PdfOrder } from '../ports/pdf.js';
import { type Formats, formatsIn } from './formats.js';
import { matterFacts, type PrintedMatter } from './matter.js';
import { paperStrings } from './paper.strings.js';
import { type PlanPaperStrings, planPaperStrings } from './plan.strings.js';
import { column, figure, line, table, words as wordsCell } from './rows.js';
import { code, fact, type Letterhead, sheetOf } from './sheet.js';

export interface PrintedPlan extends Letterhead {
  /** With a table. */
  readonly plan: PaymentPlan;
  readonly invoice: NamedInvoiceRow;
  readonly matter: PrintedMatter;
  /** Name of who agreed; null where nobody has, or it is not told. */
  readonly agreedBy: string | null;
  /** In which the table was shown to them. */
  readonly agreedIn: string | null;
  /** The firm's day, now and at other instants. */
  readonly today: string;
  readonly dayAt: (at: Date) => string;
  /** Of whoever reads it, the best first. */
  readonly languages: readonly string[];
}

export function planPaper(printed: PrintedPlan): PdfOrder {
  const { plan, invoice, matter, agreedBy, today, firmName } = printed;
  const { language, words } = wordsIn(planPaperStrings, printed.languages);
  const { words: common } = wordsIn(paperStrings, [language]);
  const format = formatsIn(language);
  const number = invoice.number ?? '';
  const title = plan.state === 'offered' ? words.offerTitle(number) : words.title(number);
  return {
    template: 'papers/plan.typ',
    data: {
      ...sheetOf({ ...printed, language, title, footer: `${title} · ${common.asOf(format.day(today))}` }),
      callout: calloutOf(printed, words, format),
      facts: [
        [
          fact(words.firm, firmName),
          fact(words.client, invoice.bill_to ?? invoice.client_name),
          ...matterFacts(common, matter),
        ],
        [
          ...(agreedBy === null ? [] : [fact(words.agreedBy, agreedBy)]),
          ...(plan.acceptedAt === null ? [] : [fact(words.agreedOn, dayOf(printed, format, plan.acceptedAt))]),
          fact(words.every, words.rhythms[plan.every]),
          fact(words.state, words.states[plan.state]),
        ],
      ],
      table: { title: words.table, ...tableOf(plan, words, common.amount(plan.currency), common.paid, format) },
      terms: termsOf(printed, words, format),
    },
  };
}

function calloutOf(printed: PrintedPlan, words: PlanPaperStrings, format: Formats) {
  const { plan } = printed;
  const { state, currency, total, nextDue, endedAt } = plan;
  const money = (label: string, amount: number, note: string | null) => ({
    ...{ label, text: format.money(amount, currency), rtl: false, note },
  });
  if (state === 'offered') return money(words.offer, total, words.offerNote);
  if (state === 'ended' && endedAt !== null) {
    const open = plan.rows.reduce((sum, row) => sum + row.open, 0);
    return money(words.ended, open, words.endedNote(dayOf(printed, format, endedAt)));
  }
  if (!nextDue) return money(words.done, 0, null);
  return money(words.next, nextDue.amount, `${words.by} ${format.day(nextDue.dueOn)}`);
}

/** The column of what was taken off is there where something was. */
function tableOf(plan: PaymentPlan, words: PlanPaperStrings, amountIn: string, paid: string, format: Formats) {
  const { rows, currency } = plan;
  const hasCredits = rows.some(({ credited }) => credited > 0);
  const amount = (minor: number) => figure(format.amount(minor, currency));
  const sum = (of: (row: Instalment) => number) => rows.reduce((all, row) => all + of(row), 0);
  const figures = (of: (value: (row: Instalment) => number) => number) => [
    amount(of((row) => row.amount)),
    ...(hasCredits ? [amount(-of((row) => row.credited))] : []),
    amount(of((row) => row.paid)),
    amount(of((row) => row.open)),
  ];
  return table(
    [
      column(words.part, 4),
      column(words.by, 5),
      column(words.state, 4),
      column(amountIn, 'figure'),
      ...(hasCredits ? [column(words.credited, 'figure')] : []),
      column(paid, 'figure'),
      column(words.open, 'figure'),
    ],
    [
      ...rows.map((row) =>
        line([
          wordsCell(row.number === 0 ? words.down : words.number(format.quantity(String(row.number)))),
          wordsCell(format.shortDay(row.dueOn)),
          wordsCell(words.statuses[row.status]),
          ...figures((value) => value(row)),
        ]),
      ),
      line([wordsCell(words.offer), wordsCell(''), wordsCell(''), ...figures(sum)], true),
    ],
  );
}

/** @returns null of what nobody has agreed to */
function termsOf(printed: PrintedPlan, words: PlanPaperStrings, format: Formats) {
  const { plan, firmName, agreedIn } = printed;
  const { acceptedAt, automatic, termsHash, id, state } = plan;
  if (acceptedAt === null) return null;
  const ways = automatic ? words.automatic(dayOf(printed, format, automatic.agreedAt)) : words.byHand;
  const languages: Readonly<Record<string, string>> = words.languages;
  return {
    title: words.terms,
    text: [words.agreement(firmName), words.early, ...(state === 'active' ? [ways] : [])],
    facts: [
      code(words.at, `${acceptedAt.slice(0, 19).replace('T', ' ')} UTC`),
      ...(agreedIn === null ? [] : [fact(words.language, languages[agreedIn.split('-')[0] ?? ''] ?? agreedIn)]),
      code(words.hash, termsHash ?? ''),
      code(words.planId, id),
    ],
  };
}

function dayOf({ dayAt }: PrintedPlan, format: Formats, at: string): string {
  return format.day(dayAt(new Date(at)));
}
