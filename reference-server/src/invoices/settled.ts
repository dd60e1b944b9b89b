/** What follows for an invoice when the last of it is paid. */
import type { Change } from '../database/work.js';
import type { Posted } from '../ledger/store.js';
import { closeTasks } from '../staff-tasks/store.js';
import { invoiceEvent, planFact, type Teller } from './events.js';
import type { InvoiceRow } from './store.js';

/**
 * Where what was open has come to nothing, by a payment, or by a credit note for what was left of it, tells that the invoice is paid.
 * One that is credited whole has been paid by nobody. An active payment plan is completed by either, and nobody has to look after it
 * any more. @param before as it was when its row was locked
 */
export async function settleIn(
  change: Change,
  teller: Teller,
  before: InvoiceRow,
  { paid, balance, planId }: Posted,
): Promise<void> {
  if (before.balance <= 0 || balance > 0) return;
  const { record } = change;
  const event = invoiceEvent(teller, 'invoice.paid', before, balance);
  if (paid > 0) record({ action: 'invoices.settle', object: before.id, event });
  if (planId === null) return;
  record(planFact(teller, 'complete', 'payment_plan.completed', before, planId, balance));
  await closeTasks(change, { firm_id: before.firm_id, kind: 'plan_by_hand', about: planId });
}
