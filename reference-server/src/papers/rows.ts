/** Tables as sheet.typ sets them: words begin where the page begins, figures end in one line. */
import { written } from './sheet.js';

/** @param share of the width that figures leave, among the columns of words */
export function column(text: string, share: number | 'figure') {
  return { text, figure: share === 'figure', share: share === 'figure' ? 0 : share };
}

type Column = ReturnType<typeof column>;

/** Points that a digit of the table's size is wide, and what stands on both sides of it. */
const DIGIT = 5.6;
const INSET = 12;

/** Columns of figures are as wide as their longest, which is known here: to try them out costs a fifth of the whole paper. */
export function table(columns: readonly Column[], rows: readonly ReturnType<typeof line>[]) {
  const longest = (at: number, head: string) =>
    rows.reduce((most, { cells }) => Math.max(most, cells[at]?.text.length ?? 0), head.length);
  return {
    columns: columns.map((one, at) => ({ ...one, width: one.figure ? longest(at, one.text) * DIGIT + INSET : 0 })),
    rows,
  };
}

/** A word that is longer than some column is broken anywhere. */
const LONG_WORD = /[!-~]{22}/;

export function words(text: string) {
  return { text, rtl: written(text).rtl, long: LONG_WORD.test(text) };
}

export function figure(text: string) {
  return { text, rtl: false, long: false };
}

type Cell = ReturnType<typeof words>;

/** A row of a table; a strong one sums others up. */
export function line(cells: readonly Cell[], strong = false) {
  return { cells, strong };
}

/** A row of the sums under a table. */
export function sum(label: string, amount: string, strong = false) {
  return { label: words(label), amount: figure(amount), strong };
}
