/**
 * On which days what an invoice has open falls due. It is the one rule of what is due and what is late: the strip over a list
 * counts these days, and the first of them stands on the invoice, from which its status, the lists by status and the round that
 * announces what is late are read.
 */
import { sql } from 'kysely';
import type { Tx } from '../database/tables.js';
import { fill, movedSince } from '../payment-plans/filling.js';
import type { PlanRow } from '../payment-plans/store.js';
import type { Account, LedgerDayTable } from './store.js';

export type OpenDay = Pick<LedgerDayTable, 'what' | 'day' | 'amount'>;

/** Sums of an invoice in minor units. */
export interface Sums {
  readonly paid: number;
  readonly credited: number;
  readonly balance: number;
}

/** @param due the invoice's own day @param plan the one that stands, whose days count once it was agreed to */
export function openDaysOf({ balance, ...sums }: Sums, due: string, plan: PlanRow | undefined): OpenDay[] {
  if (balance <= 0) return [];
  if (plan?.state !== 'active') return [{ what: 'open', day: due, amount: balance }];
  return fill(plan.rows ?? [], movedSince(plan, sums))
    .filter(({ open }) => open > 0)
    .map(({ dueOn, open }) => ({ what: 'planned', day: dueOn, amount: open }));
}

/** Carries a difference to the days of the matter, and the first of the days to the invoice, whose row the caller has locked. */
export async function carryOpen(
  tx: Tx,
  account: Account,
  before: readonly OpenDay[],
  after: readonly OpenDay[],
): Promise<void> {
  const changes = new Map<string, OpenDay>();
  for (const one of [...before.map((day) => ({ ...day, amount: -day.amount })), ...after]) {
    const key = `${one.what} ${one.day}`;
    changes.set(key, { ...one, amount: (changes.get(key)?.amount ?? 0) + one.amount });
  }
  // Two that post at once take their rows in the same order.
  for (const [, change] of [...changes].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    if (change.amount !== 0) await addToDay(tx, account, change);
  const [was, is] = [firstOf(before), firstOf(after)];
  if (was?.day === is?.day && was?.amount === is?.amount) return;
  await tx
    .updateTable('invoices')
    .set({
      ...{ next_due_on: is?.day ?? null, next_due_amount: is?.amount ?? null },
      // An instalment that is late after one that was caught up with is news.
      ...(was && is && is.day > was.day && { overdue_told_at: null }),
    })
    .where('firm_id', '=', account.firm_id)
    .where('id', '=', account.id)
    .execute();
}

export async function addToDay(
  tx: Tx,
  { firm_id, matter_id, currency }: Account,
  { what, day, amount }: OpenDay,
): Promise<void> {
  await tx
    .insertInto('ledger_days')
    .values({ firm_id, matter_id, currency, what, day, amount })
    .onConflict((on) =>
      on
        .columns(['firm_id', 'matter_id', 'currency', 'what', 'day'])
        .doUpdateSet({ amount: sql`ledger_days.amount + excluded.amount` }),
    )
    .execute();
}

/** No two of an invoice are on the same day. */
function firstOf(days: readonly OpenDay[]): OpenDay | undefined {
  return days.toSorted((one, other) => (one.day < other.day ? -1 : 1))[0];
}
