/**
 * The ledger: every row says by how much what a client owes went up or down, and no row is ever changed or deleted. An invoice's
 * balance is the sum of its rows. `post` is the one way to write: it adds the row, sums the invoice anew and carries the
 * difference to the days of the matter, from which the strip over a list is read however many invoices there are.
 */
import type { FeeKind, InvoiceMove, PaymentMethod } from '@portico/contract';
import { sql } from 'kysely';
import { newId } from '../database/ids.js';
import type { Reader, Tx } from '../database/tables.js';
import { found } from '../http/refusal.js';

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

interface LedgerDayTable {
  firm_id: string;
  matter_id: string;
  currency: string;
  /** `open`: what is open of invoices due on the day. `paid`: payments less refunds of the day. */
  what: 'open' | 'paid';
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
}

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
  const sum = (types: string) => sql<number>`(select coalesce(sum(l.amount), 0)::bigint from ledger l
    where l.firm_id = ${firm_id} and l.invoice_id = ${invoice_id} ${sql.raw(types)})`;
  const { paid, balance } = await tx
    .updateTable('invoices')
    .set({
      paid: sql`- ${sum(`and l.type in ('payment', 'refund')`)}`,
      credited: sql`- ${sum(`and l.type = 'credit_note'`)}`,
      balance: sum(''),
    })
    .where('firm_id', '=', firm_id)
    .where('id', '=', invoice_id)
    .returning(['paid', 'balance'])
    .executeTakeFirstOrThrow();
  await carry(tx, account, entry, balance);
  return { row, paid, balance };
}

/** What is open first, then what was paid: two that post at once take their rows in the same order. */
async function carry(tx: Tx, account: Account, { type, amount, day }: Entry, balance: number): Promise<void> {
  const opened = Math.max(balance, 0) - Math.max(balance - amount, 0);
  if (opened !== 0) await add(tx, account, { what: 'open', day: account.due_on ?? day, amount: opened });
  if (type === 'payment' || type === 'refund') await add(tx, account, { what: 'paid', day, amount: -amount });
}

async function add(
  tx: Tx,
  { firm_id, matter_id, currency }: Account,
  { what, day, amount }: Pick<LedgerDayTable, 'what' | 'day' | 'amount'>,
): Promise<void> {
  await tx
    .insertInto('ledger_days')
    .values({ firm_id, matter_id, currency, what, day, amount })
    .onConflict((on) =>
      on
        .columns(['firm_id', 'matter_id', 'currency', 'what', 'day'])
        .doUpdateSet({ amount: sql`ledger_days.amount + excluded.amount` }),
    )
    .execute();
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

/** What has been given back of a payment. */
export async function refundedOf(db: Reader, firmId: string, paymentId: string): Promise<number> {
  const { refunded } = await db
    .selectFrom('ledger')
    .select(sql<number>`coalesce(sum(amount), 0)::bigint`.as('refunded'))
    .where('firm_id', '=', firmId)
    .where('refers_to', '=', paymentId)
    .executeTakeFirstOrThrow();
  return refunded;
}
