/** What has become of a refund, written down once, whoever made it and however often it is told. */
import { systemActor } from '../database/actor.js';
import type { Change } from '../database/work.js';
import { getFirm } from '../firms/store.js';
import { dayOf } from '../firms/today.js';
import { paymentEvent } from '../invoices/events.js';
import { lockInvoiceOf } from '../invoices/store.js';
import { getEntry, post, refundedOf } from '../ledger/store.js';
import type { Refund } from '../ports/payments.js';
import { findRefund, moveRefund, type RefundRow } from './refund-store.js';
import { isNew, type Message, raiseHeld, type SettleDeps } from './settle.js';
import { type AttemptRow, lockWhole } from './store.js';

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
    await give(deps, change, { firmId, entryId, amount, reference, said });
  } else nothing();
}

/** Given back at the processor's own page: it is in the ledger all the same, from the first invoices on, and somebody is told. */
async function settleForeign(deps: SettleDeps, change: Change, attempt: AttemptRow, told: Refund): Promise<void> {
  const { tx } = change;
  const firmId = attempt.firm_id;
  const { parts } = await lockWhole(tx, firmId, attempt.id);
  const reference = externalRef(attempt, told);
  const before = await tx
    .selectFrom('ledger')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('external_ref', 'like', `${reference}:%`)
    .executeTakeFirst();
  if (told.state !== 'succeeded' || before) {
    change.nothing();
    return;
  }
  let left = told.currency === attempt.currency ? told.amount : 0;
  for (const { part } of parts) {
    if (part.entry_id === null || left === 0) continue;
    const amount = Math.min(left, part.amount - (await refundedOf(tx, firmId, part.entry_id)));
    if (amount <= 0) continue;
    left -= amount;
    const own = `${reference}:${part.invoice_id}`;
    await give(deps, change, { firmId, entryId: part.entry_id, amount, reference: own, said: null });
  }
  await hold(change, attempt, 'refund_elsewhere', told);
}

interface Given {
  readonly firmId: string;
  /** The payment in the ledger. */
  readonly entryId: string;
  readonly amount: number;
  /** By which it is posted once. */
  readonly reference: string;
  /** For people. */
  readonly said: string | null;
}

/** Posts what was given back of one payment. */
async function give(
  { config }: SettleDeps,
  { tx, now, record }: Change,
  { firmId, entryId, amount, reference, said }: Given,
): Promise<void> {
  const payment = await getEntry(tx, firmId, entryId);
  const invoice = await lockInvoiceOf(tx, firmId, payment.invoice_id);
  const { settings } = await getFirm(tx, firmId);
  const { row, balance } = await post(tx, invoice, {
    ...{ type: 'refund', amount, source: 'processor', day: dayOf(settings, now), at: now, method: payment.method },
    ...{ reference: said, external_ref: reference, refers_to: entryId, contact_id: payment.contact_id },
  });
  const event = paymentEvent({ config, settings }, 'payment.refunded', invoice, row, balance);
  record({ action: 'payments.giveBack', object: row.id, event });
}

function externalRef({ processor }: AttemptRow, { id }: Refund): string {
  return `${processor}:${id}`;
}

async function hold(
  change: Change,
  { firm_id, id: attempt_id }: AttemptRow,
  reason: 'refund_mismatch' | 'refund_failed' | 'refund_elsewhere',
  { id: reference, amount, currency }: Refund,
): Promise<void> {
  await raiseHeld(change, { firm_id, attempt_id, matter_id: null, reason, reference, amount, currency });
}
