/**
 * What the payment processor says of its own accord: proven, then taken as a reason to ask. What it says itself is believed of
 * nothing but whose it is. So it may come twice, late and in any order; a copy finds its id kept, in the transaction of what
 * the first one did.
 */
import { eventRefused, notFound } from '@portico/contract';
import { systemActor } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import { causeOf } from '../database/rounds.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import type { PaymentEvent } from '../ports/payments.events.js';
import { type Payment, PaymentError, type PaymentProcessor, UnprovenEventError } from '../ports/payments.js';
import { settleDispute } from './dispute-settle.js';
import { hasEvent } from './event-store.js';
import { lookAt, unavailableNow } from './open.js';
import { settleRefund } from './refund-settle.js';
import { isNew, type Message, raiseHeld } from './settle.js';
import { accountOf, type AttemptRow, findAttempt, findByExternalId, findByPageId } from './store.js';

export type HookDeps = Pick<Deps, 'work' | 'config' | 'log' | 'clock' | 'payments'>;

/** @throws Refusal; where it is `processor_unavailable` nothing was written, and the processor is to send it again */
export async function receive(deps: HookDeps, body: Uint8Array, signature: string | undefined): Promise<void> {
  const { payments: processor, log, work } = deps;
  if (!processor) throw new Refusal(notFound);
  const { name } = processor;
  const event = await proven(deps, processor, body, signature);
  if (event.type === 'unknown') {
    log.info({ event: event.name }, 'payment message not acted upon');
    return;
  }
  const message = { processor: name, eventId: event.id, type: event.type };
  try {
    const attempt = await attemptOf(deps, processor, event);
    if (!attempt) await withoutAttempt(deps, processor, event, message);
    else if (!(await work.read(attempt.firm_id, (db) => hasEvent(db, attempt.firm_id, name, event.id))))
      await act(deps, processor, { event, attempt, message });
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    log.error({ event: event.type, code: error.code, cause: causeOf(error) }, 'payment message not acted upon');
    throw unavailableNow();
  }
}

async function act(
  deps: HookDeps,
  processor: PaymentProcessor,
  { event, attempt, message }: { event: PaymentEvent; attempt: AttemptRow; message: Message },
): Promise<void> {
  const ref = { account: accountOf(attempt.kind), id: paymentOf(event) ?? '' };
  const isBack = event.type === 'refund.changed' || event.type === 'dispute.changed';
  // What goes back is told before what came in, at times: then that is asked for first, or there would be nothing to take it from.
  if (isBack && attempt.state !== 'paid') await lookAt(deps, processor, attempt);
  if (event.type === 'refund.changed') {
    const told = (await processor.refunds(ref)).find(({ id }) => id === event.refund.id);
    if (told) await settleRefund(deps, attempt, told, message);
  } else if (event.type === 'dispute.changed') {
    const told = (await processor.disputes(ref)).find(({ id }) => id === event.dispute.id);
    if (told) await settleDispute(deps, attempt, told, message);
  } else await lookAt(deps, processor, attempt, message);
}

/** The attempt that a message is about: by the payment, by the page, or as the payment that a page is about to bring. */
async function attemptOf(
  { work }: HookDeps,
  processor: PaymentProcessor,
  event: PaymentEvent,
): Promise<AttemptRow | undefined> {
  const { name } = processor;
  if (event.type === 'checkout.changed') {
    return work.read(everyFirm, (db) => findByPageId(db, name, event.checkout.id));
  }
  const paymentId = paymentOf(event);
  if (paymentId === null) return undefined;
  const known = await work.read(everyFirm, (db) => findByExternalId(db, name, paymentId));
  if (known || !('payment' in event)) return known;
  const { firmId, attemptId } = event.payment;
  if (firmId === null || attemptId === null) return undefined;
  const named = await work.read(everyFirm, (db) => findAttempt(db, firmId, attemptId));
  if (named?.processor !== name || named.page_id === null) return undefined;
  const page = await processor.retrieveCheckout({ account: accountOf(named.kind), id: named.page_id });
  return page.paymentId === paymentId ? named : undefined;
}

async function proven(
  { clock, log }: HookDeps,
  processor: PaymentProcessor,
  body: Uint8Array,
  signature: string | undefined,
) {
  try {
    return await processor.readEvent(body, signature, clock.now());
  } catch (error) {
    if (!(error instanceof UnprovenEventError)) throw error;
    // Why is for the log: whoever tries is not told how near it was.
    log.info({ code: error.code }, 'payment message refused');
    throw new Refusal(eventRefused);
  }
}

/** What the processor calls the payment that a message is about. */
function paymentOf(event: PaymentEvent): string | null {
  if ('payment' in event) return event.payment.id;
  if (event.type === 'refund.changed') return event.refund.paymentId;
  return event.type === 'dispute.changed' ? event.dispute.paymentId : null;
}

/**
 * A payment that bears our ids and is none that we know: money came in a client's name that nobody here asked for. One without
 * our ids is somebody else's business in the same account.
 */
async function withoutAttempt(
  { work }: HookDeps,
  processor: PaymentProcessor,
  event: PaymentEvent,
  message: Message,
): Promise<void> {
  if (event.type !== 'payment.succeeded') return;
  const { account, id } = event.payment;
  const payment: Payment = await processor.retrieve({ account, id });
  const { firmId, attemptId } = payment;
  if (firmId === null || attemptId === null || payment.state !== 'succeeded') return;
  const named = await work.read(everyFirm, (db) => findAttempt(db, firmId, attemptId));
  if (!named) return;
  await work.change(systemActor(firmId), async (change) => {
    if (!(await isNew(change, firmId, message))) return;
    await raiseHeld(change, {
      ...{ firm_id: firmId, attempt_id: attemptId, matter_id: null, reason: 'unknown_payment', reference: id },
      ...{ amount: payment.received, currency: payment.currency },
    });
  });
}
