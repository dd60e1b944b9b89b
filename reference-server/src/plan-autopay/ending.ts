/** Goes back to paying a plan by hand. */
import { methodRemoved, payerOf, takenBack, tell } from '../autopay/tell.js';
import type { Tx } from '../database/tables.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { firmViewer } from '../http/caller.js';
import { found } from '../http/refusal.js';
import { planFact } from '../invoices/events.js';
import { getInvoice } from '../invoices/store.js';
import type { PlanRow } from '../payment-plans/store.js';
import { plansChargedTo, withdraw } from './store.js';

type Needs = Pick<Deps, 'config' | 'bytes'>;

/** @param reason for other systems @returns whether it was charged by itself */
export async function backToHand(
  { config }: Pick<Deps, 'config'>,
  { tx, record }: Change,
  plan: PlanRow,
  reason: 'client' | 'method_removed' | 'taken_back' | 'failed',
): Promise<boolean> {
  const { firm_id, id, invoice_id } = plan;
  if (!(await withdraw(tx, plan))) return false;
  const { settings } = await getFirm(tx, firm_id);
  const invoice = found(await getInvoice(tx, firmViewer(firm_id), invoice_id));
  const about = plan.auto_contact_id ?? undefined;
  const type = 'payment_plan.autopay_ended';
  record({ ...planFact({ config, settings }, 'byHand', type, invoice, id, invoice.balance, { reason }), about });
  return true;
}

/** Plans that are charged to a method which its contact has removed: they are told what to do from now on. */
export async function withoutMethod(
  deps: Needs,
  change: Change,
  firmId: string,
  contactId: string,
  methodId: string,
): Promise<void> {
  for (const plan of await plansChargedTo(change.tx, firmId, contactId, methodId))
    await endTold(deps, change, plan, 'method_removed');
}

/** @returns whether it was charged by itself */
export async function endTold(
  deps: Needs,
  change: Change,
  plan: PlanRow,
  reason: 'method_removed' | 'taken_back',
): Promise<boolean> {
  const { tx, now } = change;
  const { firm_id: firmId, auto_contact_id: contactId } = plan;
  if (contactId === null || !(await backToHand(deps, change, plan, reason))) return false;
  const { matter_id: matterId, currency } = found(await getInvoice(tx, firmViewer(firmId), plan.invoice_id));
  const told = { firmId, matterId, contactId, currency, amount: 0 };
  const payer = await payerOf(tx, told);
  const say = reason === 'taken_back' ? takenBack : methodRemoved;
  if (payer) await tell(deps, tx, payer, told, say, { now });
  return true;
}

/** Of a contact who is erased. */
export async function endCharging(tx: Tx, firmId: string, contactId: string): Promise<void> {
  for (const plan of await plansChargedTo(tx, firmId, contactId)) await withdraw(tx, plan);
}
