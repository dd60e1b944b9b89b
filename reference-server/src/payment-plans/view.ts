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

/** Stands for the table that is agreed to, or can be. @returns null where there is none */
export function tableHashOf(plan: PlanRow, invoice: PlanInvoice, today: string): string | null {
  const rows = offerOf(plan, invoice, today);
  return plan.terms_hash ?? (plan.state === 'offered' && rows ? termsHashOf(plan, invoice.currency, rows) : null);
}

/** @param contactId of whoever reads; null for the firm's side */
export function planView(plan: PlanRow, invoice: PlanInvoice, days: Days, contactId: string | null): PaymentPlan {
  const { id, invoice_id: invoiceId, every, offered_at, accepted_at, ended_at } = plan;
  const { currency, balance } = invoice;
  const state = stateOf(plan, invoice, days.today);
  const rows = rowsOf(plan, invoice, days.today);
  // A plan that was broken off is shown as it stood on that day.
  const day = plan.state === 'ended' && ended_at ? days.dayAt(ended_at) : days.today;
  return {
    ...{ id, invoiceId, state, currency, every },
    total: rows.length > 0 ? rows.reduce((sum, { amount }) => sum + amount, 0) : Math.max(balance, 0),
    rows: rows.map((row) => ({ ...row, status: instalmentStatus(row, day) })),
    nextDue: state === 'active' ? nextOf(rows, days.today) : null,
    automatic: state === 'active' ? automaticOf(plan, contactId) : null,
    termsHash: tableHashOf(plan, invoice, days.today),
    offeredAt: offered_at.toISOString(),
    acceptedAt: accepted_at?.toISOString() ?? null,
    endedAt: ended_at?.toISOString() ?? null,
  };
}

export function firmPlanView(plan: PlanRow, invoice: PlanInvoice, days: Days): FirmPaymentPlan {
  const { accepted_by: contactId, accepted_language: language, accepted_at: at } = plan;
  return {
    ...planView(plan, invoice, days, null),
    ...{ clientId: invoice.client_id, matterId: invoice.matter_id, invoiceNumber: invoice.number ?? '' },
    terms: termsOf(plan),
    accepted:
      contactId === null || language === null || at === null ? null : { contactId, language, at: at.toISOString() },
  };
}

/** Only to whose it is it is said which method that is. */
function automaticOf({ auto_contact_id, auto_method_id, auto_agreed_at }: PlanRow, contactId: string | null) {
  if (auto_agreed_at === null) return null;
  const methodId = auto_contact_id === contactId ? auto_method_id : null;
  return { methodId, agreedAt: auto_agreed_at.toISOString() };
}

export function stateOf(plan: PlanRow, invoice: Pick<PlanInvoice, 'balance'>, today: string): PlanState {
  const { state } = plan;
  const { balance } = invoice;
  if (state === 'offered') return offerOf(plan, invoice, today) ? 'offered' : 'lapsed';
  return state === 'active' && balance <= 0 ? 'completed' : state;
}

function rowsOf(plan: PlanRow, invoice: PlanInvoice, today: string): readonly Filled[] {
  if (plan.state === 'offered') return fill(offerOf(plan, invoice, today) ?? [], { paid: 0, credited: 0 });
  const { paid_after: paid, credited_after: credited } = plan;
  const sums = paid === null || credited === null ? invoice : { paid, credited };
  return fill(plan.rows ?? [], movedSince(plan, sums));
}
