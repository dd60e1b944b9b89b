/** What has become of a refund, written down once, whoever made it and however often it is told. */
import { systemActor } from '../database/actor.js';
import type { Change } from '../database/work.js';
import { lockInvoiceOf } from '../invoices/store.js';
import type { Refund } from '../ports/payments.js';
import { externalRef, give, giveAlong } from './give.js';
import { findRefund, moveRefund, type RefundRow } from './refund-store.js';
import { isNew, type Message, raiseHeld, type SettleDeps } from './settle.js';
import type { AttemptRow } from './store.js';

/** @param told as the processor says it when asked @param message what brought it up, where a message did */
export function settleRefund(deps: SettleDeps, attempt: AttemptRow, told: Refund, message?: Message): Promise<void> {
  const { firm_id: firmId } = attempt;
  return deps.work.change(systemActor(firmId), async (change) => {
    if (message && !(await isNew(change, firmId, message))) return;
    const { refundId } = told;
    const ours = refundId === null ? undefined : await findRefund(change.tx, firmId, refundId);
    if (ours?.attempt_id === attempt.id) await settleOurs(deps, change, attempt, ours, told);
    else await settleForeign(deps, change, attempt, told);
  });
}

async function settleOurs(
  deps: SettleDeps,
  change: Change,
  attempt: AttemptRow,
  ours: RefundRow,
  told: Refund,
): Promise<void> {
  const { tx, nothing } = change;
  await lockInvoiceOf(tx, ours.firm_id, ours.invoice_id);
  const isOver = told.state === 'failed' || told.state === 'canceled';
  if (told.amount !== ours.amount || told.currency !== ours.currency) {
    await hold(change, attempt, 'refund_mismatch', told);
  } else if (isOver) {
    await moveRefund(tx, ours, { state: 'failed', external_id: told.id, look_at: null });
    await hold(change, attempt, 'refund_failed', told);
  } else if (told.state === 'pending') nothing();
  else if (await moveRefund(tx, ours, { state: 'done', external_id: told.id, look_at: null })) {
    const reference = externalRef(attempt, told);
    const { firm_id: firmId, entry_id: entryId, amount, reference: said } = ours;
    await give(deps, change, { type: 'refund', firmId, entryId, amount, reference, said });
  } else nothing();
}

/** Given back at the processor's own page: it is in the ledger all the same, and somebody is told. */
async function settleForeign(deps: SettleDeps, change: Change, attempt: AttemptRow, told: Refund): Promise<void> {
  if (told.state === 'succeeded' && (await giveAlong(deps, change, attempt, { ...told, type: 'refund' })))
    await hold(change, attempt, 'refund_elsewhere', told);
  else change.nothing();
}

async function hold(
  change: Change,
  { firm_id, id: attempt_id }: AttemptRow,
  reason: 'refund_mismatch' | 'refund_failed' | 'refund_elsewhere',
  { id: reference, amount, currency }: Refund,
): Promise<void> {
  await raiseHeld(change, { firm_id, attempt_id, matter_id: null, reason, reference, amount, currency });
}
