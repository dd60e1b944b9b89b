/** How much a late fee is, and of which period. Nothing here knows of rows or days of today's own. */
import type { LateFees } from '@portico/contract';
import { daysAfter, monthsBetween } from '../firms/today.js';
import { millionths, MILLION, rounded } from '../invoices/rounding.js';

/** The period that a day is in: 0 for the first, or the only one; undefined as long as there is no fee yet. */
export function periodOn(
  today: string,
  dueOn: string,
  { graceDays, every }: Pick<LateFees, 'graceDays' | 'every'>,
): number | undefined {
  const first = daysAfter(dueOn, graceDays + 1);
  if (today < first) return undefined;
  return every === 'once' ? 0 : monthsBetween(first, today);
}

export interface Late {
  readonly currency: string;
  /** Minor units that are late. */
  readonly late: number;
  /** What the invoice asked for, less what was credited. */
  readonly asked: number;
  /** Fees of the invoice so far. */
  readonly charged: number;
}

/** Minor units; 0 where there is no fee, or the cap is reached. */
export function feeOf(
  { currency, late, asked, charged }: Late,
  { fee, capPercent }: Pick<LateFees, 'fee' | 'capPercent'>,
) {
  const whole = 'percent' in fee ? share(late, fee.percent) : (fee.amounts[currency] ?? 0);
  return Math.max(Math.min(whole, share(asked, capPercent) - charged), 0);
}

function share(amount: number, percent: string): number {
  return Number(rounded(BigInt(amount) * millionths(percent), MILLION));
}
