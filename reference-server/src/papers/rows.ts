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
/** Points of the table's type. */
const SIZE = 9.5;
/** Points between the margins of the narrowest paper, A4. */
const PAGE = 470;

/**
 * Columns of figures are as wide as their longest, and rows that surely take one line are as high as one, which is known here: to try
 * out these widths costs a fifth of the whole paper, to try out these heights a third.
 */
export function table(columns: readonly Column[], rows: readonly ReturnType<typeof line>[]) {
  const longest = (at: number, head: string) =>
    rows.reduce((most, { cells }) => Math.max(most, cells[at]?.text.length ?? 0), head.length);
  const sized = columns.map((one, at) => ({ ...one, width: one.figure ? longest(at, one.text) * DIGIT + INSET : 0 }));
  const sum = (of: 'width' | 'share') => sized.reduce((all, one) => all + one[of], 0);
  const [left, shares] = [PAGE - sum('width'), sum('share')];
  const fits = ({ text }: Cell, { figure: isFigure, share, width }: Sized) =>
    KNOWN.test(text) && widest(text) <= (isFigure ? width : (left * share) / shares) - INSET;
  return {
    columns: sized,
    rows: rows.map((row) => ({
      ...row,
      single: !row.strong && row.cells.every((cell, at) => !cell.long && fits(cell, sized[at] ?? NO_COLUMN)),
    })),
  };
}

type Sized = Column & { readonly width: number };
const NO_COLUMN: Sized = { text: '', figure: false, share: 0, width: 0 };

/** Characters that are no wider than said below, and no higher than a line. */
const KNOWN = /^[ -~\u{a0}-\u{ac}\u{ae}-\u{ff}–—‘’“”…€−]*$/u;
/** Ems that characters of Noto Sans are no wider than; others of these are one em at most. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ !',.:;Iijl\u{a0}]/u, 0.34],
  [/["()/[\\\]frt{}-]/u, 0.42],
  [/[0-9$*+<=>?_|€−]/u, 0.58],
  [/[a-ln-vx-zà-åç-öø-ÿ]/u, 0.63],
  [/[A-LN-VX-Zw#&À-ÅÇ-Þ]/u, 0.79],
  [/%/u, 0.84],
];

/** Points that a text of known characters is no wider than, in the table's type. */
export function widest(text: string): number {
  let ems = 0;
  for (const character of text) ems += WIDTHS.find(([which]) => which.test(character))?.[1] ?? 1;
  return ems * SIZE;
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
