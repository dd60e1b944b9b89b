/** Takes a plan back or breaks it off, for whoever has locked its invoice and has a reason to. */
import type { Change } from '../database/work.js';
import { planFact, type Teller } from '../invoices/events.js';
import type { InvoiceRow } from '../invoices/store.js';
import { withdraw } from '../plan-autopay/store.js';
import { closeTasks } from '../staff-tasks/store.js';
import { carryOpen, openDaysOf } from '../ledger/open-days.js';
import * as store from './store.js';

/** An offer becomes withdrawn. */
export async function withdrawIn(
  { tx, now, record }: Change,
  teller: Teller,
  invoice: InvoiceRow,
  plan: store.PlanRow,
): Promise<void> {
  await store.markWithdrawn(tx, plan, now);
  record(planFact(teller, 'withdraw', 'payment_plan.withdrawn', invoice, plan.id, invoice.balance));
}

/** A plan that was agreed to becomes ended, charges nothing by itself any more, and what is open is due on the invoice's own day again. */
export async function endIn(change: Change, teller: Teller, invoice: InvoiceRow, plan: store.PlanRow): Promise<void> {
  const { tx, now, record } = change;
  const due = invoice.due_on ?? '';
  await withdraw(tx, plan);
  await closeTasks(change, { firm_id: plan.firm_id, kind: 'plan_by_hand', about: plan.id });
  await store.markEnded(tx, plan, invoice, now);
  await carryOpen(tx, invoice, openDaysOf(invoice, due, plan), openDaysOf(invoice, due, undefined));
  record(planFact(teller, 'end', 'payment_plan.ended', invoice, plan.id, invoice.balance));
}

/** Of an invoice that asks for nothing any more. */
export async function closePlanIn(change: Change, teller: Teller, invoice: InvoiceRow): Promise<void> {
  const plan = await store.standingPlan(change.tx, invoice.firm_id, invoice.id);
  if (plan) await (plan.state === 'active' ? endIn : withdrawIn)(change, teller, invoice, plan);
}
