/** Attempts to pay. An invoice has at most one that is alive, which the database holds to; an attempt moves by compare-and-set. */
import type { FeeKind, PayingFailure, PayingState } from '@portico/contract';
import { type Generated, type Selectable, sql } from 'kysely';
import type { Reader, Tx } from '../database/tables.js';
import { type InvoiceRow, lockInvoiceOf } from '../invoices/store.js';
import type { Account, PaymentProcessor } from '../ports/payments.js';

interface AttemptTable {
  firm_id: string;
  id: string;
  contact_id: string;
  client_id: string;
  kind: FeeKind;
  currency: string;
  /** Minor units, as all amounts. */
  amount: number;
  /** `wanted`: the processor has not yet been heard to know of it, and nobody has its secret. */
  state: 'wanted' | PayingState;
  processor: PaymentProcessor['name'];
  /** How the client pays: in the processor's fields, on a page of the processor's, or by a method that was kept. */
  way: 'fields' | 'page' | 'saved';
  /** Where the processor's page leads back to. */
  return_url: string | null;
  /** Whether the method that pays is kept. */
  saves: boolean;
  /** The kept one that pays. */
  method_id: string | null;
  /** Whether the client is not there to be asked anything. */
  away: boolean;
  /** What it is charged for while they are away, once. An attempt that ended without a try leaves it to another. */
  purpose: string | null;
  /** What the processor calls it; of a page's, once the client has begun to pay there. */
  external_id: string | null;
  /** What the processor calls the page. */
  page_id: string | null;
  live: boolean | null;
  failure: PayingFailure | null;
  /** The processor's own word, for staff alone: it may name fraud. */
  decline_code: string | null;
  created_at: Date;
  settled_at: Date | null;
  /** When the processor was asked last because a client was waiting. */
  asked_at: Date | null;
  /** When to ask the processor again; null once it is over. */
  look_at: Date | null;
  tries: Generated<number>;
}

interface PartTable {
  firm_id: string;
  attempt_id: string;
  invoice_id: string;
  kind: FeeKind;
  currency: string;
  amount: number;
  /** Whether no other attempt may be made for the invoice. */
  alive: boolean;
  /** The row of the ledger that it became. */
  entry_id: string | null;
}

declare module '../database/tables.js' {
  interface Tables {
    payment_attempts: AttemptTable;
    payment_attempt_invoices: PartTable;
  }
}

export type AttemptRow = Readonly<Selectable<AttemptTable>>;
export type PartRow = Readonly<PartTable>;

/** Which account money of a kind goes to. */
export function accountOf(kind: FeeKind): Account {
  return kind === 'earned' ? 'operating' : 'trust';
}

/** After so long an attempt that nobody has confirmed is ended. */
export const ABANDONED_MS = 24 * 60 * 60_000;
/** So long one that is charged while the client is away takes at most, unless the bank has it. */
export const AWAY_MS = 10 * 60_000;
/** How soon the processor is asked of its own accord. */
export const FIRST_LOOK_MS = 60_000;

type Own = 'firm_id' | 'id' | 'contact_id' | 'client_id' | 'kind' | 'currency' | 'amount' | 'processor' | 'created_at';
export type NewAttempt = Pick<AttemptRow, Own | 'way' | 'return_url' | 'saves' | 'method_id' | 'away' | 'purpose'>;

export async function insertAttempt(
  tx: Tx,
  attempt: NewAttempt,
  parts: readonly Pick<PartRow, 'invoice_id' | 'amount'>[],
): Promise<AttemptRow> {
  const { firm_id, id: attempt_id, kind, currency, created_at } = attempt;
  const row = await tx
    .insertInto('payment_attempts')
    .values({ ...attempt, ...NOTHING_YET, state: 'wanted', look_at: new Date(created_at.getTime() + FIRST_LOOK_MS) })
    .returningAll()
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('payment_attempt_invoices')
    .values(parts.map((part) => ({ firm_id, attempt_id, kind, currency, ...part, alive: true, entry_id: null })))
    .execute();
  return row;
}

const NOTHING_YET = {
  ...{
    external_id: null,
    page_id: null,
    live: null,
    failure: null,
    decline_code: null,
    settled_at: null,
    asked_at: null,
  },
};

export async function findAttempt(db: Reader, firmId: string, id: string): Promise<AttemptRow | undefined> {
  return attempts(db, firmId).where('id', '=', id).executeTakeFirst();
}

function attempts(db: Reader, firmId: string) {
  return db.selectFrom('payment_attempts').selectAll().where('firm_id', '=', firmId);
}

function parts(db: Reader, firmId: string) {
  return db.selectFrom('payment_attempt_invoices').where('firm_id', '=', firmId);
}

/** Whoever's it is: the caller knows only what the processor calls it. */
export async function findByExternalId(
  db: Reader,
  processor: AttemptRow['processor'],
  externalId: string,
): Promise<AttemptRow | undefined> {
  return db
    .selectFrom('payment_attempts')
    .selectAll()
    .where('processor', '=', processor)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
}

/** Whoever's it is, by what the processor calls its page. */
export async function findByPageId(
  db: Reader,
  processor: AttemptRow['processor'],
  pageId: string,
): Promise<AttemptRow | undefined> {
  return db
    .selectFrom('payment_attempts')
    .selectAll()
    .where('processor', '=', processor)
    .where('page_id', '=', pageId)
    .executeTakeFirst();
}

/** What is or was charged for a purpose while the client was away. */
export async function findByPurpose(db: Reader, firmId: string, purpose: string): Promise<AttemptRow | undefined> {
  return attempts(db, firmId).where('purpose', '=', purpose).executeTakeFirst();
}

/** Attempts that are alive for any of these invoices. */
export async function aliveFor(db: Reader, firmId: string, invoiceIds: readonly string[]): Promise<AttemptRow[]> {
  const of = parts(db, firmId)
    .select('attempt_id')
    .where('invoice_id', 'in', [...invoiceIds]);
  return attempts(db, firmId)
    .where('id', 'in', of.where('alive', '=', true))
    .execute();
}

/** By id of the invoice, the order in which invoices are locked. */
export async function partsOf(db: Reader, firmId: string, attemptId: string): Promise<PartRow[]> {
  return parts(db, firmId).selectAll().where('attempt_id', '=', attemptId).orderBy('invoice_id').execute();
}

/** The attempt that a payment in the ledger came from. */
export async function findByEntry(db: Reader, firmId: string, entryId: string): Promise<AttemptRow | undefined> {
  const of = parts(db, firmId).select('attempt_id').where('entry_id', '=', entryId);
  return attempts(db, firmId).where('id', 'in', of).executeTakeFirst();
}

/** Locks the invoices of an attempt, in the order of their ids, and then the attempt: everybody in the same order. */
export async function lockWhole(tx: Tx, firmId: string, attemptId: string) {
  const whole = await partsOf(tx, firmId, attemptId);
  const invoices = new Map<string, InvoiceRow>();
  for (const { invoice_id: id } of whole) invoices.set(id, await lockInvoiceOf(tx, firmId, id));
  const attempt = await attempts(tx, firmId).where('id', '=', attemptId).forUpdate().executeTakeFirstOrThrow();
  return { attempt, parts: whole.map((part) => ({ part, invoice: invoices.get(part.invoice_id) })) };
}

type Step = Partial<
  Pick<
    AttemptRow,
    'external_id' | 'page_id' | 'purpose' | 'live' | 'failure' | 'decline_code' | 'settled_at' | 'look_at'
  >
> & {
  readonly state: AttemptRow['state'];
};

/** How an attempt ends that has paid nothing; one that was never tried leaves what it was for to another. */
export function ended({ failure }: AttemptRow) {
  return { state: 'canceled', look_at: null, ...(failure === null && { purpose: null }) } as const;
}

/** Moves an attempt on from the state that it was read in. @returns whether it was still in it */
export async function moveAttempt(tx: Tx, { firm_id, id, state }: AttemptRow, step: Step): Promise<boolean> {
  const moved = await tx
    .updateTable('payment_attempts')
    .set(step)
    .where('firm_id', '=', firm_id)
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

/** Lets other attempts be made for its invoices. */
export async function setFree(tx: Tx, firmId: string, attemptId: string): Promise<void> {
  await tx
    .updateTable('payment_attempt_invoices')
    .set({ alive: false })
    .where('firm_id', '=', firmId)
    .where('attempt_id', '=', attemptId)
    .execute();
}

export async function setEntry(tx: Tx, { firm_id, attempt_id, invoice_id }: PartRow, entryId: string): Promise<void> {
  await tx
    .updateTable('payment_attempt_invoices')
    .set({ entry_id: entryId })
    .where('firm_id', '=', firm_id)
    .where('attempt_id', '=', attempt_id)
    .where('invoice_id', '=', invoice_id)
    .execute();
}

/** Leases attempts that the processor is to be asked about. */
export async function takeDueAttempts(tx: Tx, now: Date, leaseEnd: Date, limit: number): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`with due as (
      select firm_id, id from payment_attempts where look_at <= ${now} order by look_at limit ${limit}
      for update skip locked
    )
    update payment_attempts a set look_at = ${leaseEnd}, tries = a.tries + 1 from due
    where a.firm_id = due.firm_id and a.id = due.id returning a.*`.execute(tx);
  return rows;
}

/** Lets one of those who wait ask the processor. @returns whether it is this one */
export async function mayAsk(tx: Tx, { firm_id, id }: AttemptRow, now: Date, before: Date): Promise<boolean> {
  const taken = await tx
    .updateTable('payment_attempts')
    .set({ asked_at: now })
    .where('firm_id', '=', firm_id)
    .where('id', '=', id)
    .where('look_at', 'is not', null)
    .where((eb) => eb.or([eb('asked_at', 'is', null), eb('asked_at', '<', before)]))
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

export async function lookLater(tx: Tx, { firm_id, id }: AttemptRow, at: Date): Promise<void> {
  await tx
    .updateTable('payment_attempts')
    .set({ look_at: at })
    .where('firm_id', '=', firm_id)
    .where('id', '=', id)
    .where('look_at', 'is not', null)
    .execute();
}
