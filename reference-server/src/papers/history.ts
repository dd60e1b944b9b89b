/** What moved an invoice, as a table. */
import type { LedgerRow } from '../ledger/store.js';
import type { Formats } from './formats.js';
import type { PaperStrings } from './paper.strings.js';
import { column, figure, line, table, words as wordsCell } from './rows.js';

/** How something is said to its reader. */
export interface Said {
  readonly words: PaperStrings;
  readonly format: Formats;
}

/** @returns null where nothing did */
export function historyOf(
  { words, format }: Said,
  currency: string,
  moves: readonly LedgerRow[],
  title = words.history,
) {
  if (moves.length === 0) return null;
  return {
    title,
    ...table(
      [
        column(words.day, 2),
        column(words.entry, 3),
        column(words.reference, 3),
        column(words.amount(currency), 'figure'),
      ],
      moves.map((move) =>
        line([
          wordsCell(format.shortDay(move.day)),
          wordsCell(moveName(words, move)),
          wordsCell(move.reference ?? ''),
          figure(format.amount(move.amount, currency)),
        ]),
      ),
    ),
  };
}

/** What it was, and for payments how they were made: `Payment (check)`. */
export function moveName(words: PaperStrings, { type, method }: Pick<LedgerRow, 'type' | 'method'>): string {
  return method === null ? words.moves[type] : `${words.moves[type]} (${words.methods[method]})`;
}
