/** A statement: for each currency what was open before the first day, every move of the days, and what is open after the last. */
import { isOfPayment } from '../ledger/store.js';
import { wordsIn } from '../mail/words.js';
import type { PdfOrder } from '../ports/pdf.js';
import { formatsIn } from './formats.js';
import { moveName, type Said } from './history.js';
import { paperStrings } from './paper.strings.js';
import { column, figure, line, table, words as wordsCell } from './rows.js';
import { fact, type Letterhead, sheetOf } from './sheet.js';
import type { StatementMove } from './statement-store.js';

export interface Account {
  readonly currency: string;
  /** What was open before the first day. */
  readonly opening: number;
  /** In their order. */
  readonly moves: readonly StatementMove[];
}

export interface PrintedStatement extends Letterhead {
  readonly client: string;
  readonly from: string;
  readonly to: string;
  /** The firm's day. */
  readonly today: string;
  /** By currency; those that have nothing to say are not there. */
  readonly accounts: readonly Account[];
  /** Of whoever reads it, the best first. */
  readonly languages: readonly string[];
}

export function statementPaper(printed: PrintedStatement): PdfOrder {
  const { client, from, to, today, accounts } = printed;
  const { language, words } = wordsIn(paperStrings, printed.languages);
  const format = formatsIn(language);
  const days = words.fromTo(format.day(from), format.day(to));
  return {
    template: 'papers/statement.typ',
    data: {
      ...sheetOf({ ...printed, language, title: words.statement, footer: `${words.statement} · ${days}` }),
      facts: [fact(words.client, client), fact(words.days, days), fact(words.printedOn, format.day(today))],
      nothing: accounts.length === 0 ? words.nothing : null,
      accounts: accounts.map((account) => accountOf({ words, format }, account, printed)),
    },
  };
}

/** Charges are what is asked for and taken back, payments what came in and went back; both have their signs. */
function accountOf({ words, format }: Said, { currency, opening, moves }: Account, { from, to }: PrintedStatement) {
  const amount = (minor: number) => figure(format.amount(minor, currency));
  const sums = { charges: 0, payments: 0 };
  const rows = moves.map((move) => {
    const isPayment = isOfPayment(move);
    sums[isPayment ? 'payments' : 'charges'] += move.amount;
    return line([
      wordsCell(format.shortDay(move.day)),
      wordsCell(moveName(words, move)),
      wordsCell(referenceOf(move)),
      isPayment ? figure('') : amount(move.amount),
      isPayment ? amount(move.amount) : figure(''),
      amount(opening + sums.charges + sums.payments),
    ]);
  });
  const named = (day: string, name: string) => [wordsCell(format.shortDay(day)), wordsCell(name), wordsCell('')];
  const closing = opening + sums.charges + sums.payments;
  return {
    title: format.currency(currency),
    ...table(
      [
        column(words.day, 5),
        column(words.entry, 6),
        column(words.reference, 6),
        column(words.charges, 'figure'),
        column(words.payments, 'figure'),
        column(words.balance, 'figure'),
      ],
      [
        line([...named(from, words.opening), figure(''), figure(''), amount(opening)], true),
        ...rows,
        line([
          ...[wordsCell(''), wordsCell(words.sumOfDays), wordsCell('')],
          ...[amount(sums.charges), amount(sums.payments), figure('')],
        ]),
        line([...named(to, words.closing), figure(''), figure(''), amount(closing)], true),
      ],
    ),
  };
}

/** The invoice that was moved, and what the move itself is called. */
function referenceOf({ type, number, reference }: StatementMove): string {
  return type === 'charge' || reference === null ? number : `${number} · ${reference}`;
}
