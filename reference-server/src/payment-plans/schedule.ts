/**
 * The table of a payment plan: days and amounts from the terms. The rule of amounts: what is left after the down payment is divided
 * by the number of instalments and rounded down to whole minor units, and the last instalment has the rest too, so that the sum is
 * what is open to the last unit. The rule of days: weeks are of seven days, and a month keeps the day of the first one, or has its
 * own last day where it is shorter; from 31 January it goes to 28 February and on to 31 March.
 */
import type { PlanEvery } from '@portico/contract';
import { daysAfter } from '../firms/today.js';

export interface Terms {
  /** Minor units; 0 where there is none. */
  readonly downPayment: number;
  readonly instalments: number;
  readonly every: PlanEvery;
  readonly firstOn: string;
}

/** A row as it is agreed to. */
export interface Row {
  /** 0 for the down payment, then from 1. */
  readonly number: number;
  readonly dueOn: string;
  readonly amount: number;
}

/** @param today the firm's day, on which a down payment is asked for @returns undefined where the amount does not divide so */
export function scheduleOf(terms: Terms, amount: number, today: string): readonly Row[] | undefined {
  const { downPayment, instalments, every, firstOn } = terms;
  const rest = amount - downPayment;
  if (rest < instalments) return undefined;
  const each = Math.floor(rest / instalments);
  return [
    ...(downPayment > 0 ? [{ number: 0, dueOn: today, amount: downPayment }] : []),
    ...Array.from({ length: instalments }, (_, at) => ({
      number: at + 1,
      dueOn: dayOf(firstOn, every, at),
      amount: at + 1 < instalments ? each : rest - each * (instalments - 1),
    })),
  ];
}

/** Whether a plan may still begin: its first day has not passed, and comes after that of a down payment. */
export function isInTime({ downPayment, firstOn }: Pick<Terms, 'downPayment' | 'firstOn'>, today: string): boolean {
  return downPayment > 0 ? firstOn > today : firstOn >= today;
}

const WEEKS = { week: 1, two_weeks: 2, three_weeks: 3 } as const;

function dayOf(firstOn: string, every: PlanEvery, at: number): string {
  return every === 'month' ? monthsAfter(firstOn, at) : daysAfter(firstOn, at * WEEKS[every] * 7);
}

/** Counted from the first day each time, so that a short month takes nothing from those after it. */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
