/** A plan as it is read: the table that is offered now, or the one that was agreed to with what has become of it. */
import type { FirmPaymentPlan, PaymentPlan, PlanState } from '@portico/contract';
import { hashText } from '../session/tokens.js';
import { fill, type Filled, instalmentStatus, movedSince, nextOf } from './filling.js';
import { isInTime, type Row, scheduleOf, type Terms } from './schedule.js';
import type { PlanInvoice, PlanRow } from './store.js';

/** The firm's day, now and at other instants. */
export interface Days {
  readonly today: string;
  readonly dayAt: (at: Date) => string;
}

export function termsOf({ down_payment: downPayment, instalments, every, first_on: firstOn }: PlanRow): Terms {
  return { downPayment, instalments, every, firstOn };
}

/** The table as it can be agreed to on the firm's day. @returns undefined where it has lapsed */
export function offerOf(plan: PlanRow, { balance }: Pick<PlanInvoice, 'balance'>, today: string) {
  const terms = termsOf(plan);
  return isInTime(terms, today) ? scheduleOf(terms, balance, today) : undefined;
}

/** Stands for a table: another plan, another currency, a day or an amount that differs give another. */
export function termsHashOf({ id }: Pick<PlanRow, 'id'>, currency: string, rows: readonly Row[]): string {
  return hashText(JSON.stringify([id, currency, ...rows.map(({ number, dueOn, amount }) => [number, dueOn, amount])]));
}

export function planView(plan: PlanRow, invoice: PlanInvoice, days: Days): PaymentPlan {
  const { id, invoice_id: invoiceId, every, offered_at, accepted_at, ended_at } = plan;
  const { currency, balance } = invoice;
  const rows = rowsOf(plan, invoice, days.today);
  // A plan that was broken off is shown as it stood on that day.
  const day = plan.state === 'ended' && ended_at ? days.dayAt(ended_at) : days.today;
  const isActive = plan.state === 'active' && balance > 0;
  return {
    ...{ id, invoiceId, state: stateOf(plan, balance, rows.length), currency, every },
    total: rows.length > 0 ? rows.reduce((sum, { amount }) => sum + amount, 0) : Math.max(balance, 0),
    rows: rows.map((row) => ({ ...row, status: instalmentStatus(row, day) })),
    nextDue: isActive ? nextOf(rows, days.today) : null,
    termsHash: plan.terms_hash ?? (rows.length > 0 ? termsHashOf(plan, currency, rows) : null),
    offeredAt: offered_at.toISOString(),
    acceptedAt: accepted_at?.toISOString() ?? null,
    endedAt: ended_at?.toISOString() ?? null,
  };
}

export function firmPlanView(plan: PlanRow, invoice: PlanInvoice, days: Days): FirmPaymentPlan {
  const { accepted_by: contactId, accepted_language: language, accepted_at: at } = plan;
  return {
    ...planView(plan, invoice, days),
    ...{ clientId: invoice.client_id, matterId: invoice.matter_id, invoiceNumber: invoice.number ?? '' },
    terms: termsOf(plan),
    accepted:
      contactId === null || language === null || at === null ? null : { contactId, language, at: at.toISOString() },
  };
}

function stateOf({ state }: PlanRow, balance: number, rowCount: number): PlanState {
  if (state === 'offered') return rowCount > 0 ? 'offered' : 'lapsed';
  return state === 'active' && balance <= 0 ? 'completed' : state;
}

function rowsOf(plan: PlanRow, invoice: PlanInvoice, today: string): readonly Filled[] {
  if (plan.state === 'offered') return fill(offerOf(plan, invoice, today) ?? [], { paid: 0, credited: 0 });
  const { paid_after: paid, credited_after: credited } = plan;
  const sums = paid === null || credited === null ? invoice : { paid, credited };
  return fill(plan.rows ?? [], movedSince(plan, sums));
}
