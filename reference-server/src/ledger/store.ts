/**
 * The ledger: every row says by how much what a client owes went up or down, and no row is ever changed or deleted. An invoice's
 * balance is the sum of its rows. `post` is the one way to write: it adds the row, sums the invoice anew and carries the
 * difference to the days of the matter (open-days.ts), from which the strip over a list is read however many invoices there are.
 */
import type { FeeKind, InvoiceMove, PaymentMethod } from '@portico/contract';
import { type RawBuilder, sql } from 'kysely';
import { newId } from '../database/ids.js';
import type { Reader, Tx } from '../database/tables.js';
import { found } from '../http/refusal.js';
import { standingPlan } from '../payment-plans/store.js';
import { addToDay, carryOpen, openDaysOf, type Sums } from './open-days.js';

export interface LedgerTable {
  firm_id: string;
  id: string;
  invoice_id: string;
  matter_id: string;
  client_id: string;
  /** Who paid, where a client did so in the portal. */
  contact_id: string | null;
  type: InvoiceMove['type'];
  kind: FeeKind;
  currency: string;
  /** Minor units: more than nothing where more is owed after it, less where less is. */
  amount: number;
  source: 'firm' | 'hand' | 'processor';
  method: PaymentMethod | null;
  /** Number of a check or a transfer, for people. */
  reference: string | null;
  /** What a processor calls it, `stripe:pi_…`: no two rows of a firm have the same, so nothing is posted twice. */
  external_ref: string | null;
  refers_to: string | null;
  credit_note_id: string | null;
  /** The firm's day that it counts for. */
  day: string;
  at: Date;
}

export interface LedgerDayTable {
  firm_id: string;
  matter_id: string;
  currency: string;
  /**
   * `open`: what is open of invoices due on the day. `planned`: of instalments of active payment plans. `paid`: payments less
   * refunds and chargebacks of the day.
   */
  what: 'open' | 'planned' | 'paid';
  day: string;
  amount: number;
}

declare module '../database/tables.js' {
  interface Tables {
    ledger: LedgerTable;
    ledger_days: LedgerDayTable;
  }
}

export type LedgerRow = Readonly<LedgerTable>;

/** What is posted on. */
export interface Account {
  readonly firm_id: string;
  readonly id: string;
  readonly matter_id: string;
  readonly client_id: string;
  readonly kind: FeeKind;
  readonly currency: string;
  readonly due_on: string | null;
}

type Optional = 'contact_id' | 'method' | 'reference' | 'external_ref' | 'refers_to' | 'credit_note_id';
export type Entry = Pick<LedgerTable, 'type' | 'amount' | 'source' | 'day' | 'at'> &
  Partial<Pick<LedgerTable, Optional>>;

export interface Posted {
  readonly row: LedgerRow;
  readonly paid: number;
  readonly balance: number;
  /** The payment plan that is active. */
  readonly planId: string | null;
}

/** A payment, and what was given or taken back of one. */
const OF_PAYMENT: readonly InvoiceMove['type'][] = ['payment', 'refund', 'chargeback'];

/** Writes one row on an invoice whose row the caller has locked. @param entry its amount is not zero */
export async function post(tx: Tx, account: Account, entry: Entry): Promise<Posted> {
  const { firm_id, id: invoice_id, matter_id, client_id, kind, currency } = account;
  const none = { contact_id: null, method: null, reference: null, external_ref: null, refers_to: null };
  const row = await tx
    .insertInto('ledger')
    .values({
      ...{ firm_id, id: newId('led'), invoice_id, matter_id, client_id, kind, currency },
      ...{ ...none, credit_note_id: null, ...entry },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const sum = (types: RawBuilder<unknown>) => sql<number>`(select coalesce(sum(l.amount), 0)::bigint from ledger l
    where l.firm_id = ${firm_id} and l.invoice_id = ${invoice_id} ${types})`;
  const sums = await tx
    .updateTable('invoices')
    .set({
      paid: sql`- ${sum(sql`and l.type in (${sql.join(OF_PAYMENT)})`)}`,
      credited: sql`- ${sum(sql`and l.type = 'credit_note'`)}`,
      balance: sum(sql``),
    })
    .where('firm_id', '=', firm_id)
    .where('id', '=', invoice_id)
    .returning(['paid', 'credited', 'balance'])
    .executeTakeFirstOrThrow();
  const plan = await standingPlan(tx, firm_id, invoice_id);
  const days = (at: Sums) => openDaysOf(at, account.due_on ?? entry.day, plan);
  // What is open first, then what was paid: two that post at once take their rows in the same order.
  await carryOpen(tx, account, days(before(sums, entry)), days(sums));
  if (isOfPayment(entry)) await addToDay(tx, account, { what: 'paid', day: entry.day, amount: -entry.amount });
  const { paid, balance } = sums;
  return { row, paid, balance, planId: plan?.state === 'active' ? plan.id : null };
}

/** A payment, or what was given or taken back of one. */
export function isOfPayment({ type }: Pick<LedgerTable, 'type'>): boolean {
  return OF_PAYMENT.includes(type);
}

/** The sums before an entry, from those after it. */
function before({ paid, credited, balance }: Sums, { type, amount }: Entry): Sums {
  return {
    paid: isOfPayment({ type }) ? paid + amount : paid,
    credited: type === 'credit_note' ? credited + amount : credited,
    balance: balance - amount,
  };
}

/** What moved an invoice, oldest first. */
export async function movesOf(db: Reader, firmId: string, invoiceId: string): Promise<LedgerRow[]> {
  return db
    .selectFrom('ledger')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('invoice_id', '=', invoiceId)
    .orderBy('id')
    .execute();
}

export async function getEntry(db: Reader, firmId: string, id: string): Promise<LedgerRow> {
  return found(
    await db.selectFrom('ledger').selectAll().where('firm_id', '=', firmId).where('id', '=', id).executeTakeFirst(),
  );
}

/** What has been given or taken back of a payment. */
export async function refundedOf(db: Reader, firmId: string, paymentId: string): Promise<number> {
  const { refunded } = await db
    .selectFrom('ledger')
    .select(sql<number>`coalesce(sum(amount), 0)::bigint`.as('refunded'))
    .where('firm_id', '=', firmId)
    .where('refers_to', '=', paymentId)
    .executeTakeFirstOrThrow();
  return refunded;
}
