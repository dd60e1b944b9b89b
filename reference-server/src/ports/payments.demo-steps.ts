/** What becomes of a demo payment, step by step; each step is refused where the payment is past it. */
import type { Kept, PaymentRecord } from './payments.demo-records.js';
import { PaymentError } from './payments.js';

/** Largest amount in minor units, as of an invoice. */
const LARGEST = 999_999_999_999;

/** @throws PaymentError `amount_refused` */
export function fitAmount(amount: number, currency: string): void {
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > LARGEST || !/^[A-Z]{3}$/.test(currency)) {
    throw new PaymentError('amount_refused');
  }
}

/** The client, or we while they are away, says which card pays. */
export function confirm(record: PaymentRecord, method: Kept, present: boolean, slowUntil: number): PaymentRecord {
  if (record.state !== 'open' && record.state !== 'action') throw new PaymentError('conflict');
  const tried = { ...record, method, present, failure: null, settlesAt: null };
  switch (method.card) {
    case 'card_ok':
      return { ...tried, state: 'succeeded' };
    case 'card_declined':
      return { ...tried, state: 'open', failure: 'insufficient_funds' };
    case 'card_authenticate':
      return present ? { ...tried, state: 'action' } : { ...tried, state: 'open', failure: 'authentication_required' };
    case 'bank_slow':
    case 'bank_fails':
      return { ...tried, state: 'processing', settlesAt: slowUntil };
  }
}

/** The bank has asked the client, and they have passed or not. */
export function authenticate(record: PaymentRecord, passed: boolean): PaymentRecord {
  if (record.state !== 'action') throw new PaymentError('conflict');
  return passed ? { ...record, state: 'succeeded' } : { ...record, state: 'open', failure: 'authentication_required' };
}

/** Lets the bank decide once its time has come. */
export function settle(record: PaymentRecord, now: number): PaymentRecord {
  if (record.state !== 'processing' || record.settlesAt === null || now < record.settlesAt) return record;
  const settled = { ...record, settlesAt: null };
  return record.method?.card === 'bank_fails'
    ? { ...settled, state: 'open', failure: 'debit_returned' }
    : { ...settled, state: 'succeeded' };
}

export function cancel(record: PaymentRecord): PaymentRecord {
  if (record.state === 'canceled') return record;
  if (record.state !== 'open' && record.state !== 'action') throw new PaymentError('conflict');
  return { ...record, state: 'canceled', failure: null };
}

/** @throws PaymentError `conflict` for a payment that was not made, `amount_refused` for more than is left of it */
export function refund(record: PaymentRecord, refundId: string, amount: number, currency: string): PaymentRecord {
  const made = record.refunds.find((one) => one.refundId === refundId);
  if (made) {
    if (made.amount !== amount || record.terms.currency !== currency) throw new PaymentError('conflict');
    return record;
  }
  if (record.state !== 'succeeded') throw new PaymentError('conflict');
  const given = record.refunds.reduce((sum, one) => sum + one.amount, 0);
  fitAmount(amount, currency);
  if (currency !== record.terms.currency || given + amount > record.terms.amount)
    throw new PaymentError('amount_refused');
  return { ...record, refunds: [...record.refunds, { refundId, amount }] };
}
