/**
 * What has become of a table that was agreed to, from two sums over the ledger since the consent. Credit notes take off the last
 * rows first, as the end of the plan comes nearer and nothing that is due soon changes. Payments less refunds fill rows in order.
 * Where a payment from before the consent is given back, more is open than the table has: the last row asks for it too.
 */
import type { InstalmentStatus } from '@portico/contract';
import type { Row } from './schedule.js';
import type { PlanRow } from './store.js';

/** Sums over the ledger in minor units: payments less refunds, and credit notes. */
export interface Moved {
  readonly paid: number;
  readonly credited: number;
}

export interface Filled extends Row {
  readonly credited: number;
  readonly paid: number;
  readonly open: number;
}

/** @param since what moved since the consent @returns what is open sums to what the invoice has open */
export function fill(rows: readonly Row[], { paid, credited }: Moved): Filled[] {
  let toCredit = credited;
  const total = rows.reduce((sum, { amount }) => sum + amount, 0);
  // What is credited beyond the table takes off what was paid before it, and so off what is given back of that.
  const reopened = Math.max(-paid - Math.max(credited - total, 0), 0);
  const asked = rows.toReversed().map((row, at) => {
    const off = Math.min(row.amount, toCredit);
    toCredit -= off;
    return { ...row, credited: off, asked: row.amount - off + (at === 0 ? reopened : 0) };
  });
  let toPay = Math.max(paid, 0);
  return asked.toReversed().map(({ asked: wanted, ...row }) => {
    const had = Math.min(wanted, toPay);
    toPay -= had;
    return { ...row, paid: had, open: wanted - had };
  });
}

/** @param now sums of the invoice */
export function movedSince(plan: Pick<PlanRow, 'paid_before' | 'credited_before'>, now: Moved): Moved {
  return { paid: now.paid - (plan.paid_before ?? 0), credited: now.credited - (plan.credited_before ?? 0) };
}

/** @param today the firm's day */
export function instalmentStatus({ dueOn, open }: Pick<Filled, 'dueOn' | 'open'>, today: string): InstalmentStatus {
  if (open === 0) return 'paid';
  if (dueOn < today) return 'overdue';
  return dueOn === today ? 'due' : 'upcoming';
}

export interface NextDue {
  readonly amount: number;
  /** Of the first of the rows that it is of. */
  readonly dueOn: string;
}

/** What is to be paid next: everything whose day has come, else the next row. @returns null where nothing is open */
export function nextOf(rows: readonly Filled[], today: string): NextDue | null {
  const open = rows.filter((row) => row.open > 0);
  const [first] = open;
  if (!first) return null;
  const come = open.filter(({ dueOn }) => dueOn <= today);
  return { amount: (come.length > 0 ? come : [first]).reduce((sum, row) => sum + row.open, 0), dueOn: first.dueOn };
}
