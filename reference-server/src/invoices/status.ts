/** How an invoice stands, from what is stored and the firm's day. The same rules twice: for a row, and for a WHERE. */
import type { FirmInvoiceStatus, InvoiceStatus } from '@portico/contract';
import { type RawBuilder, sql } from 'kysely';

export interface Standing {
  readonly state: 'draft' | 'issued' | 'void';
  /** When something open falls due first (ledger/open-days.ts). */
  readonly next_due_on: string | null;
  readonly paid: number;
  readonly balance: number;
}

/** @param today the firm's day */
export function statusOf({ state, next_due_on, paid, balance }: Standing, today: string): FirmInvoiceStatus {
  return state === 'draft' ? 'draft' : issuedStatusOf({ state, next_due_on, paid, balance }, today);
}

/** Of an invoice that is no draft. */
export function issuedStatusOf({ state, next_due_on, paid, balance }: Standing, today: string): InvoiceStatus {
  if (state === 'void') return 'void';
  if (balance <= 0) return 'paid';
  if (next_due_on !== null && next_due_on < today) return 'overdue';
  return paid > 0 ? 'partially_paid' : 'unpaid';
}

/** A condition on a row of `invoices`. */
export function standsAs(status: FirmInvoiceStatus, today: string): RawBuilder<boolean> {
  switch (status) {
    case 'draft':
    case 'void':
      return sql`invoices.state = ${status}`;
    case 'paid':
      return sql`invoices.state = 'issued' and invoices.balance <= 0`;
    case 'overdue':
      return sql`${open} and invoices.next_due_on < ${today}`;
    case 'partially_paid':
      return sql`${open} and invoices.next_due_on >= ${today} and invoices.paid > 0`;
    case 'unpaid':
      return sql`${open} and invoices.next_due_on >= ${today} and invoices.paid <= 0`;
  }
}

const open = sql`invoices.state = 'issued' and invoices.balance > 0`;
