/** Giving back what a processor took: asked for in one transaction, done outside of it, and written down by another. */
import { conflict, overRefundable, type PaymentRefund, paymentsNotConfigured } from '@portico/contract';
import { systemActor, type Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import { causeOf, nextTry } from '../database/rounds.js';
import type { Deps } from '../deps.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { getInvoice, lockInvoice } from '../invoices/store.js';
import { getEntry, refundedOf } from '../ledger/store.js';
import { PaymentError, type PaymentProcessor } from '../ports/payments.js';
import { settleRefund } from './refund-settle.js';
import { askedOf, findRefund, insertRefund, moveRefund, type RefundRow, refundView } from './refund-store.js';
import { raiseHeld } from './settle.js';
import { accountOf, findAttempt, findByEntry, FIRST_LOOK_MS } from './store.js';

type Needs = Pick<Deps, 'work' | 'config' | 'log' | 'clock' | 'payments'>;

/** Waits after the first, second, third failure; the last one for all that follow. */
const BACK_OFF_MS = [60_000, 10 * 60_000, 60 * 60_000];

export const createRefunds = (deps: Needs) => ({
  /** @returns it as it is asked for; what becomes of it is told by `get` and by the event */
  async ask(
    actor: Actor,
    viewer: Viewer,
    paymentId: string,
    { amount, reference = null }: { readonly amount: number; readonly reference?: string | null | undefined },
  ): Promise<PaymentRefund> {
    const { payments, work } = deps;
    const { firmId } = viewer;
    const asked = await work.change(actor, async ({ tx, now, record }) => {
      const payment = await getEntry(tx, firmId, paymentId);
      found(await lockInvoice(tx, viewer, payment.invoice_id));
      if (payment.type !== 'payment' || payment.source !== 'processor') {
        throw new Refusal(conflict, { reason: payment.type === 'payment' ? payment.source : payment.type });
      }
      const attempt = found(await findByEntry(tx, firmId, paymentId));
      if (payments?.name !== attempt.processor) throw new Refusal(paymentsNotConfigured);
      const gone = (await refundedOf(tx, firmId, paymentId)) + (await askedOf(tx, firmId, paymentId));
      if (amount > -payment.amount - gone) throw new Refusal(overRefundable);
      const { invoice_id, currency } = payment;
      const row = await insertRefund(tx, {
        ...{ firm_id: firmId, id: newId('rfd'), entry_id: paymentId, attempt_id: attempt.id, invoice_id },
        ...{ amount, currency, reference, created_at: now, look_at: new Date(now.getTime() + FIRST_LOOK_MS) },
      });
      record({ action: 'payments.askBack', object: row.id, event: null });
      return refundView(row);
    });
    const row = await work.read(firmId, (db) => findRefund(db, firmId, asked.id));
    if (payments && row) await carryRefund(deps, payments, row);
    return asked;
  },

  get: (viewer: Viewer, id: string): Promise<PaymentRefund> =>
    deps.work.read(viewer.firmId, async (db) => {
      const row = found(await findRefund(db, viewer.firmId, id));
      found(await getInvoice(db, viewer, row.invoice_id));
      return refundView(row);
    }),
});

/** Asks the processor for a refund, by its id: however often, it is given once. */
export async function carryRefund(deps: Needs, processor: PaymentProcessor, row: RefundRow): Promise<void> {
  const { firm_id: firmId, id: refundId, attempt_id, amount, currency } = row;
  const attempt = await deps.work.read(firmId, (db) => findAttempt(db, firmId, attempt_id));
  const id = attempt?.external_id ?? null;
  if (!attempt || id === null) return;
  const payment = { account: accountOf(attempt.kind), id };
  try {
    await settleRefund(deps, attempt, await processor.refund({ refundId, payment, amount, currency }));
  } catch (error) {
    const isPaymentError = error instanceof PaymentError;
    deps.log.error(
      { refund: refundId, cause: causeOf(error), code: isPaymentError ? error.code : '' },
      'not given back',
    );
    if (isPaymentError && error.moved === 'no' && !MAY_PASS.has(error.code)) await giveUp(deps, row, attempt_id);
    else await deps.work.upkeep(firmId, (tx, now) => later(tx, row, now));
  }
}

/** What is over by itself, or when somebody at the firm has mended it. */
const MAY_PASS = new Set(['busy', 'unreachable', 'account_not_configured']);

async function later(tx: Parameters<typeof moveRefund>[0], row: RefundRow, now: Date): Promise<void> {
  const look_at = nextTry(now, BACK_OFF_MS, Math.max(row.tries, 1));
  await moveRefund(tx, row, { state: 'asked', external_id: row.external_id, look_at });
}

async function giveUp({ work }: Needs, row: RefundRow, attempt_id: string): Promise<void> {
  const { firm_id, id: reference, amount, currency } = row;
  await work.change(systemActor(firm_id), async (change) => {
    await moveRefund(change.tx, row, { state: 'failed', external_id: row.external_id, look_at: null });
    await raiseHeld(change, {
      ...{ firm_id, attempt_id, matter_id: null, reason: 'refund_failed', reference, amount, currency },
    });
  });
}
