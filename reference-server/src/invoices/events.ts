/** What other systems are told of an invoice: ids and an address, and where the firm asks for full payloads, the amounts. */
import type { EventValue, Settings } from '@portico/contract';
import type { Fact } from '../database/work.js';
import type { Deps } from '../deps.js';
import type { LedgerRow } from '../ledger/store.js';
import type { InvoiceRow } from './store.js';

type Event = NonNullable<Fact['event']>;
export type Told = Pick<InvoiceRow, 'id' | 'matter_id' | 'client_id' | 'currency' | 'number' | 'total' | 'due_on'>;

export interface Teller {
  readonly config: Pick<Deps['config'], 'publicUrl'>;
  readonly settings: Pick<Settings, 'webhookPayload'>;
}

/** @param type `invoice.issued`, say @param balance what is open after it */
export function invoiceEvent(teller: Teller, type: string, invoice: Told, balance: number): Event {
  const { number, total, due_on: dueOn } = invoice;
  return eventOf(teller, type, invoice, {}, { number: number ?? '', total, balance, dueOn: dueOn ?? '' });
}

/** Something that became of a payment plan. @param balance of its invoice */
export function planFact(
  teller: Teller,
  verb: string,
  type: string,
  invoice: Told,
  planId: string,
  balance: number,
  more: Readonly<Record<string, EventValue>> = {},
): Fact {
  return {
    action: `paymentPlans.${verb}`,
    object: planId,
    event: eventOf(teller, type, invoice, { planId, ...more }, { balance }),
  };
}

/** A payment or a refund. @param row of the ledger */
export function paymentEvent(teller: Teller, type: string, invoice: Told, row: LedgerRow, balance: number): Event {
  const thin = { paymentId: row.refers_to ?? row.id, ...(row.refers_to !== null && { refundId: row.id }) };
  return eventOf(teller, type, invoice, { ...thin, source: row.source }, { amount: Math.abs(row.amount), balance });
}

/** What becomes of a try to pay that has moved nothing. */
export function attemptEvent(
  teller: Teller,
  type: string,
  invoice: Told,
  attemptId: string,
  more: Readonly<Record<string, EventValue>>,
): Event {
  return eventOf(teller, type, invoice, { attemptId, ...more }, {});
}

function eventOf(
  { config, settings }: Teller,
  type: string,
  { id, matter_id, client_id, currency }: Told,
  thin: Readonly<Record<string, EventValue>>,
  full: Readonly<Record<string, EventValue>>,
): Event {
  return {
    type,
    data: {
      ...{ invoiceId: id, matterId: matter_id, clientId: client_id, ...thin },
      accessUrl: `${config.publicUrl}/v1/firm/invoices/${id}`,
      ...(settings.webhookPayload === 'full' && { currency, ...full }),
    },
  };
}
