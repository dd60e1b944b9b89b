/** Refunds that the processor is asked for. What is asked counts against the payment as if it had been given back. */
import type { PaymentRefund } from '@portico/contract';
import { type Generated, type Selectable, sql } from 'kysely';
import type { Reader, Tx } from '../database/tables.js';

interface RefundTable {
  firm_id: string;
  id: string;
  /** The payment in the ledger. */
  entry_id: string;
  attempt_id: string;
  invoice_id: string;
  amount: number;
  currency: string;
  /** For people. */
  reference: string | null;
  state: PaymentRefund['state'];
  external_id: string | null;
  created_at: Date;
  /** When to ask for it again; null once it is over. */
  look_at: Date | null;
  tries: Generated<number>;
}

declare module '../database/tables.js' {
  interface Tables {
    payment_refunds: RefundTable;
  }
}

export type RefundRow = Readonly<Selectable<RefundTable>>;
export type NewRefund = Omit<RefundRow, 'state' | 'external_id' | 'tries'>;

export async function insertRefund(tx: Tx, refund: NewRefund): Promise<RefundRow> {
  return tx
    .insertInto('payment_refunds')
    .values({ ...refund, state: 'asked', external_id: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function findRefund(db: Reader, firmId: string, id: string): Promise<RefundRow | undefined> {
  return db
    .selectFrom('payment_refunds')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** What is asked for of a payment and has not been given back yet. */
export async function askedOf(db: Reader, firmId: string, entryId: string): Promise<number> {
  const { asked } = await db
    .selectFrom('payment_refunds')
    .select(sql<number>`coalesce(sum(amount), 0)::bigint`.as('asked'))
    .where('firm_id', '=', firmId)
    .where('entry_id', '=', entryId)
    .where('state', '=', 'asked')
    .executeTakeFirstOrThrow();
  return asked;
}

/** Moves a refund on that is still asked for. @returns whether it was */
export async function moveRefund(
  tx: Tx,
  { firm_id, id }: RefundRow,
  step: Pick<RefundRow, 'state' | 'external_id' | 'look_at'>,
): Promise<boolean> {
  const moved = await tx
    .updateTable('payment_refunds')
    .set(step)
    .where('firm_id', '=', firm_id)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

/** Leases refunds that are due to be asked for. */
export async function takeDueRefunds(tx: Tx, now: Date, leaseEnd: Date, limit: number): Promise<RefundRow[]> {
  const { rows } = await sql<RefundRow>`with due as (
      select firm_id, id from payment_refunds where look_at <= ${now} order by look_at limit ${limit}
      for update skip locked
    )
    update payment_refunds r set look_at = ${leaseEnd}, tries = r.tries + 1 from due
    where r.firm_id = due.firm_id and r.id = due.id returning r.*`.execute(tx);
  return rows;
}

/** As the firm's side sees it. */
export function refundView({ id, entry_id: paymentId, invoice_id: invoiceId, ...row }: RefundRow): PaymentRefund {
  const { amount, currency, state, created_at } = row;
  return { id, paymentId, invoiceId, amount, currency, state, createdAt: created_at.toISOString() };
}
