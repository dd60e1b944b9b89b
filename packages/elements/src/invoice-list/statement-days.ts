/** Which days a statement covers, in days of the reader's calendar. Knows no DOM. */
import { STATEMENT_DAYS } from '@portico/contract';

export type StatementChoice = 'year' | 'months' | 'own';
export const statementChoices: readonly StatementChoice[] = ['year', 'months', 'own'];

/** The first day and the last, `YYYY-MM-DD`, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** What is wrong with days that somebody chose themselves, and in which field. */
export interface DaysProblem {
  readonly field: 'from' | 'to';
  readonly what: 'missing' | 'order' | 'tooLong';
}

const DAY = 86_400_000;

/** The days of a choice that needs none to be typed. */
export function daysOf(choice: 'year' | 'months', now = new Date()): Days {
  const to = dayOf(now);
  if (choice === 'year') return { from: `${String(now.getFullYear())}-01-01`, to };
  // The day after the same one a year ago.
  return { from: dayOf(new Date(now.getFullYear() - 1, now.getMonth(), now.getDate() + 1)), to };
}

/** Checks days that somebody chose; an empty one is a day that is not there, or not whole. */
export function problemOf({ from, to }: Days): DaysProblem | undefined {
  if (from === '') return { field: 'from', what: 'missing' };
  if (to === '') return { field: 'to', what: 'missing' };
  if (from > to) return { field: 'to', what: 'order' };
  const days = (Date.parse(to) - Date.parse(from)) / DAY + 1;
  return days > STATEMENT_DAYS ? { field: 'to', what: 'tooLong' } : undefined;
}

function dayOf(date: Date): string {
  const parts = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return [date.getFullYear(), ...parts].join('-');
}
