/** How a credit note divides over lines and their taxes. */
import { overCreditable } from '@portico/contract';
import { Refusal } from '../http/refusal.js';
import type { LineRow } from '../invoices/lines-store.js';
import { rounded } from '../invoices/rounding.js';
import type { Tax } from '../invoices/totals.js';
import type { CreditedLine } from './credit-store.js';

export interface Wanted {
  readonly lineId: string;
  /** With taxes. */
  readonly amount: number;
}

/**
 * @param before what has been credited of the lines already @param wanted everything that is left where undefined
 * @throws Refusal `over_creditable`, also where a line is none of the invoice's
 */
export function creditOf(
  lines: readonly LineRow[],
  before: readonly CreditedLine[],
  wanted: readonly Wanted[] | undefined,
): CreditedLine[] {
  const left = creditable(lines, before);
  const taken = (wanted ?? left.map(({ line, most }) => ({ lineId: line.id, amount: most }))).flatMap(
    ({ lineId, amount }) => {
      const of = left.find(({ line }) => line.id === lineId);
      if (!of || amount > of.most) throw new Refusal(overCreditable);
      if (amount === 0) return [];
      return [{ line_id: lineId, amount, taxes: taxesOf(of.line, of.credited, amount) }];
    },
  );
  if (taken.length === 0) throw new Refusal(overCreditable);
  return taken;
}

/** What is left of each line. @param before what has been credited of the lines already */
export function creditable(lines: readonly LineRow[], before: readonly CreditedLine[]) {
  return lines.map((line) => {
    const credited = before.filter(({ line_id }) => line_id === line.id).reduce((sum, { amount }) => sum + amount, 0);
    return { line, credited, most: line.total - credited };
  });
}

/** Taxes go back as the whole does: after the last credit note of a line, its taxes have gone back to the last unit. */
function taxesOf({ taxes, total }: LineRow, credited: number, amount: number): Tax[] {
  const upTo = (tax: Tax, sum: number) => Number(rounded(BigInt(tax.amount) * BigInt(sum), BigInt(total)));
  return taxes.map((tax) => ({ ...tax, amount: upTo(tax, credited + amount) - upTo(tax, credited) }));
}
