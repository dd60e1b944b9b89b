/**
 * What has become of a payment, written down: the one way in for webhooks, for asking, and for the demo. It is given what the
 * processor says when it is asked, never what a message says; it locks the invoices and then the attempt, and whatever comes
 * again, late or at the same time finds the attempt moved and changes nothing.
 */
import type { HeldReason } from '@portico/contract';
import { systemActor } from '../database/actor.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { dayOf } from '../firms/today.js';
import { attemptEvent, paymentEvent, type Teller } from '../invoices/events.js';
import { settleIn } from '../invoices/settled.js';
import type { InvoiceRow } from '../invoices/store.js';
import { post } from '../ledger/store.js';
import type { Method, Payment } from '../ports/payments.js';
import { openTask } from '../staff-tasks/store.js';
import { keepEvent } from './event-store.js';
import { raise } from './held-store.js';
import { accountOf, type AttemptRow, ended, lockWhole, moveAttempt, type PartRow, setEntry, setFree } from './store.js';

export type SettleDeps = Pick<Deps, 'work' | 'config'>;

/** A message of the processor's, which is acted upon once. */
export interface Message {
  readonly processor: string;
  readonly eventId: string;
  readonly type: string;
}

interface Whole {
  readonly attempt: AttemptRow;
  readonly parts: readonly { readonly part: PartRow; readonly invoice: InvoiceRow | undefined }[];
}

/** @param message what brought it up, where a message did */
export function settle(deps: SettleDeps, attempt: AttemptRow, payment: Payment, message?: Message): Promise<void> {
  const { firm_id: firmId, id } = attempt;
  return deps.work.change(systemActor(firmId), async (change) => {
    const { tx, now } = change;
    if (message && !(await isNew(change, firmId, message))) return;
    const whole = await lockWhole(tx, firmId, id);
    const { state } = whole.attempt;
    const { settings } = await getFirm(tx, firmId);
    const teller = { config: deps.config, settings };
    // What is paid, and what somebody has to look at, stays as it is.
    if (state === 'paid' || state === 'held') change.nothing();
    else if (payment.state === 'succeeded') await succeed(change, teller, whole, payment, dayOf(settings, now));
    // Of what is over, or not ours, only money counts.
    else if (state === 'canceled' || !isOurs(whole.attempt, payment)) change.nothing();
    else await follow(change, teller, whole, payment);
  });
}

/** Ends an attempt by which nobody can pay any more, and by which nobody has. */
export function endUnpaid(deps: SettleDeps, attempt: AttemptRow, message?: Message): Promise<void> {
  const { firm_id: firmId, id } = attempt;
  return deps.work.change(systemActor(firmId), async (change) => {
    const { tx, record, nothing } = change;
    if (message && !(await isNew(change, firmId, message))) return;
    const { attempt: now } = await lockWhole(tx, firmId, id);
    if (now.look_at === null || !(await moveAttempt(tx, now, ended(now)))) {
      nothing();
      return;
    }
    await setFree(tx, firmId, id);
    record({ action: 'payments.cancel', object: id, event: null });
  });
}

/** Says that nothing is to be done where the message has come before. */
export async function isNew({ tx, now, nothing }: Change, firmId: string, message: Message): Promise<boolean> {
  const { processor, eventId: event_id, type } = message;
  if (await keepEvent(tx, { firm_id: firmId, processor, event_id, type, at: now })) return true;
  nothing();
  return false;
}

function isOurs(attempt: AttemptRow, payment: Payment): boolean {
  return (
    payment.id === attempt.external_id &&
    payment.attemptId === attempt.id &&
    payment.firmId === attempt.firm_id &&
    payment.account === accountOf(attempt.kind) &&
    payment.amount === attempt.amount &&
    payment.currency === attempt.currency &&
    payment.live === attempt.live
  );
}

async function succeed(change: Change, teller: Teller, whole: Whole, payment: Payment, day: string): Promise<void> {
  const { tx, now, record } = change;
  const { attempt, parts } = whole;
  const wrong =
    attempt.state === 'canceled' ? 'late' : !isOurs(attempt, payment) || payment.received !== attempt.amount;
  if (wrong !== false) {
    await hold(change, whole, payment, wrong === true ? 'mismatch' : wrong);
    return;
  }
  await moveAttempt(tx, attempt, { state: 'paid', settled_at: now, look_at: null, failure: null, decline_code: null });
  await setFree(tx, attempt.firm_id, attempt.id);
  for (const { part, invoice } of parts) {
    if (!invoice) continue;
    const posted = await post(tx, invoice, {
      ...{ type: 'payment', amount: -part.amount, source: 'processor', day, at: now, contact_id: attempt.contact_id },
      method: methodOf(payment.method),
      external_ref: `${attempt.processor}:${payment.id}:${invoice.id}`,
    });
    const { row, balance } = posted;
    await setEntry(tx, part, row.id);
    const event = paymentEvent(teller, 'payment.succeeded', invoice, row, balance);
    record({ action: 'payments.settle', object: row.id, event, about: attempt.contact_id });
    await settleIn(change, teller, invoice, posted);
    // The money is there, and so it is in the ledger; that there is too much of it is for somebody to put right.
    if (balance < 0) {
      const reason = invoice.state === 'void' ? 'voided' : 'overpaid';
      await raiseOf(change, whole, { reason, reference: `${payment.id}:${invoice.id}`, amount: -balance });
    }
  }
}

/** Steps on the way, in which no money is ours. */
async function follow(change: Change, teller: Teller, { attempt, parts }: Whole, payment: Payment): Promise<void> {
  const { tx, nothing, record } = change;
  const { state } = payment;
  if (state === 'succeeded') return;
  const failure = state === 'open' ? (payment.failure?.code ?? null) : null;
  const isSame = state === attempt.state && failure === attempt.failure;
  if (isSame) {
    nothing();
    return;
  }
  const over = state === 'canceled';
  // What is over keeps why its last try failed.
  const step = over ? ended(attempt) : { state, failure, decline_code: payment.failure?.declineCode ?? null };
  await moveAttempt(tx, attempt, step);
  if (over) await setFree(tx, attempt.firm_id, attempt.id);
  record({ action: `payments.${actionOf(state, failure)}`, object: attempt.id, event: null });
  if (failure === null) return;
  for (const { invoice } of parts) {
    if (!invoice) continue;
    const event = attemptEvent(teller, 'payment.failed', invoice, attempt.id, { code: failure });
    record({ action: 'payments.tell', object: invoice.id, event });
  }
}

function actionOf(state: Exclude<Payment['state'], 'succeeded'>, failure: string | null): string {
  if (failure !== null) return 'fail';
  return { open: 'reopen', action: 'ask', processing: 'process', canceled: 'cancel' }[state];
}

async function hold(change: Change, whole: Whole, payment: Payment, reason: HeldReason): Promise<void> {
  const { attempt } = whole;
  // The invoices stay taken until somebody has looked: money may have moved for them.
  if (reason === 'mismatch') await moveAttempt(change.tx, attempt, { state: 'held', look_at: null });
  const { id: reference, received: amount, currency } = payment;
  await raiseOf(change, whole, { reason, reference, amount, currency });
}

/** What is raised, about an attempt of ours. */
async function raiseOf(
  change: Change,
  { attempt, parts }: Whole,
  raised: {
    readonly reason: HeldReason;
    readonly reference: string;
    readonly amount: number;
    readonly currency?: string;
  },
): Promise<void> {
  const [first] = parts;
  const { firm_id, id: attempt_id, currency } = attempt;
  const matter_id = first?.invoice?.matter_id ?? null;
  await raiseHeld(change, { firm_id, attempt_id, matter_id, currency, ...raised });
}

/** Raises something once, and tells other systems of it. */
export async function raiseHeld(change: Change, raised: Omit<Parameters<typeof raise>[1], 'raised_at'>): Promise<void> {
  const { tx, now, record, nothing } = change;
  const row = await raise(tx, { ...raised, raised_at: now });
  if (!row) {
    nothing();
    return;
  }
  const data = {
    heldPaymentId: row.id,
    reason: row.reason,
    ...(row.attempt_id !== null && { attemptId: row.attempt_id }),
  };
  record({ action: 'payments.hold', object: row.id, event: { type: 'payment.held', data } });
  const { firm_id, id: about, matter_id } = row;
  await openTask(change, { firm_id, kind: 'payment_held', about, matter_id });
}

function methodOf(method: Method | null) {
  if (method?.kind === 'card') return 'card';
  return method?.kind === 'bank' ? 'bank_transfer' : 'other';
}
