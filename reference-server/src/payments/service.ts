import {
  conflict,
  notYet,
  overBalance,
  overRefundable,
  type Payment,
  type PaymentMethod,
  type Settings,
} from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { lockIssued } from '../firm-invoices/service.js';
import { getFirm } from '../firms/store.js';
import { dayOf } from '../firms/today.js';
import type { Viewer } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { paymentEvent } from '../invoices/events.js';
import { settleIn } from '../invoices/settled.js';
import { getEntry, type LedgerRow, post, refundedOf } from '../ledger/store.js';

interface Given {
  readonly amount: number;
  /** The firm's day; today where nothing is said. */
  readonly on?: string | undefined;
  readonly reference?: string | undefined;
}

/**
 * Payments that somebody writes down. The invoice's row is locked before its balance is looked at, so that of two that come at
 * once the second sees what the first has paid.
 */
export const createPayments = ({ work, config }: Pick<Deps, 'work' | 'config'>) => ({
  record: (actor: Actor, viewer: Viewer, invoiceId: string, given: Given & { readonly method: PaymentMethod }) =>
    work.change(actor, async (change): Promise<Payment> => {
      const { tx, now, record } = change;
      const invoice = await lockIssued(tx, viewer, invoiceId);
      const { settings } = await getFirm(tx, viewer.firmId);
      const day = dayGiven(settings, given, now);
      if (given.amount > invoice.balance) throw new Refusal(overBalance);
      const posted = await post(tx, invoice, {
        ...{ type: 'payment', amount: -given.amount, source: 'hand', day, at: now },
        ...{ method: given.method, reference: given.reference ?? null },
      });
      const teller = { config, settings };
      const { row, balance } = posted;
      const event = paymentEvent(teller, 'payment.succeeded', invoice, row, balance);
      record({ action: 'payments.record', object: row.id, event });
      await settleIn(change, teller, invoice, posted);
      return view(row, 'payment', balance);
    }),

  refund: (actor: Actor, viewer: Viewer, paymentId: string, given: Given) =>
    work.change(actor, async ({ tx, now, record }): Promise<Payment> => {
      const payment = await getEntry(tx, viewer.firmId, paymentId);
      const invoice = await lockIssued(tx, viewer, payment.invoice_id);
      // A processor's money goes back by the processor, who then says so.
      if (payment.type !== 'payment' || payment.source !== 'hand') {
        throw new Refusal(conflict, { reason: payment.type === 'payment' ? payment.source : payment.type });
      }
      const { settings } = await getFirm(tx, viewer.firmId);
      const day = dayGiven(settings, given, now);
      if (given.amount > -payment.amount - (await refundedOf(tx, viewer.firmId, paymentId)))
        throw new Refusal(overRefundable);
      const { row, balance } = await post(tx, invoice, {
        ...{ type: 'refund', amount: given.amount, source: 'hand', day, at: now },
        ...{ method: payment.method, reference: given.reference ?? null, refers_to: paymentId },
      });
      const event = paymentEvent({ config, settings }, 'payment.refunded', invoice, row, balance);
      record({ action: 'payments.refund', object: row.id, event });
      return view(row, 'refund', balance);
    }),
});

function dayGiven(settings: Settings, { on }: Given, now: Date): string {
  const today = dayOf(settings, now);
  if (on !== undefined && on > today) throw new Refusal(notYet);
  return on ?? today;
}

function view(row: LedgerRow, type: Payment['type'], balance: number): Payment {
  const { id, invoice_id: invoiceId, refers_to: refersTo, amount, currency, kind, reference, day, at } = row;
  return {
    ...{ id, type, invoiceId, refersTo, amount: Math.abs(amount), currency, kind },
    source: row.source === 'processor' ? 'processor' : 'hand',
    method: row.method ?? 'other',
    ...{ reference, on: day, at: at.toISOString(), balance },
  };
}
