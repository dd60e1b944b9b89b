/** Methods that clients keep, and the customers at the processor that they are kept for: one for each contact and account. */
import type { SavedMethod } from '@portico/contract';
import { type Generated, type Selectable, sql } from 'kysely';
import { newId } from '../database/ids.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Account, Method, PaymentProcessor } from '../ports/payments.js';

interface CustomerTable {
  firm_id: string;
  contact_id: string;
  account: Account;
  processor: PaymentProcessor['name'];
  /** What we ask for it by: the same id, the same customer. */
  id: string;
  /** What the processor calls it; null until that is known here. */
  external_id: string | null;
  created_at: Date;
  /** When the processor was asked last what it keeps. */
  asked_at: Date | null;
  /** When everything of it is to be forgotten at the processor, for a contact who was erased. */
  look_at: Date | null;
  tries: Generated<number>;
}

interface MethodTable {
  firm_id: string;
  id: string;
  contact_id: string;
  account: Account;
  processor: PaymentProcessor['name'];
  external_id: string;
  type: SavedMethod['type'];
  name: string | null;
  last4: string | null;
  expires_month: number | null;
  expires_year: number | null;
  created_at: Date;
  /** Since when it is used for nothing more. */
  gone_at: Date | null;
  /** When to ask the processor to forget it. */
  look_at: Date | null;
  tries: Generated<number>;
}

declare module '../database/tables.js' {
  interface Tables {
    payment_customers: CustomerTable;
    payment_methods: MethodTable;
  }
}

export type CustomerRow = Readonly<Selectable<CustomerTable>>;
export type MethodRow = Readonly<Selectable<MethodTable>>;
type Whose = Pick<CustomerRow, 'firm_id' | 'contact_id' | 'account' | 'processor'>;

/** The customer, made here if need be; the processor may not know of it yet. */
export async function wantCustomer(tx: Tx, whose: Whose, now: Date): Promise<CustomerRow> {
  const fresh = { id: newId('pcu'), external_id: null, created_at: now, asked_at: null, look_at: null };
  await tx
    .insertInto('payment_customers')
    .values({ ...whose, ...fresh })
    .onConflict((on) => on.doNothing())
    .execute();
  return customer(tx, whose).executeTakeFirstOrThrow();
}

/** What processors call a contact. */
export async function customersOf(db: Reader, firmId: string, contactId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('payment_customers')
    .select('external_id')
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .execute();
  return rows.flatMap(({ external_id: id }) => (id === null ? [] : [id]));
}

function customer(db: Reader, { firm_id, contact_id, account, processor }: Whose) {
  return db
    .selectFrom('payment_customers')
    .selectAll()
    .where('firm_id', '=', firm_id)
    .where('contact_id', '=', contact_id)
    .where('account', '=', account)
    .where('processor', '=', processor);
}

/** Stores what the processor calls a customer, once. @returns what is stored */
export async function nameCustomer(tx: Tx, whose: Whose, externalId: string): Promise<string> {
  await changeCustomer(tx, whose).set({ external_id: externalId }).where('external_id', 'is', null).execute();
  return (await customer(tx, whose).executeTakeFirstOrThrow()).external_id ?? externalId;
}

export function changeCustomer(tx: Tx, { firm_id, contact_id, account, processor }: Whose) {
  return tx
    .updateTable('payment_customers')
    .where('firm_id', '=', firm_id)
    .where('contact_id', '=', contact_id)
    .where('account', '=', account)
    .where('processor', '=', processor);
}

/** Customers of a contact that the processor knows of, unless it was asked about them since `before`. */
export async function takeCustomers(
  tx: Tx,
  { firm_id, contact_id, processor }: Omit<Whose, 'account'>,
  now: Date,
  before: Date,
): Promise<CustomerRow[]> {
  return tx
    .updateTable('payment_customers')
    .set({ asked_at: now })
    .where('firm_id', '=', firm_id)
    .where('contact_id', '=', contact_id)
    .where('processor', '=', processor)
    .where('external_id', 'is not', null)
    .where('look_at', 'is', null)
    .where((eb) => eb.or([eb('asked_at', 'is', null), eb('asked_at', '<', before)]))
    .returningAll()
    .execute();
}

/** Writes down a method of a customer's. @returns its id, or undefined where it was known */
export async function keepMethod(tx: Tx, owner: CustomerRow, method: Method, now: Date): Promise<string | undefined> {
  const { firm_id, contact_id, account, processor } = owner;
  const { kind: type, name, last4, expires } = method;
  const row = await tx
    .insertInto('payment_methods')
    .values({
      ...{ firm_id, id: newId('pmt'), contact_id, account, processor, external_id: method.id, type, name, last4 },
      ...{ expires_month: expires?.month ?? null, expires_year: expires?.year ?? null },
      ...{ created_at: now, gone_at: null, look_at: null },
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Notes that the processor keeps no others. @param asked when that was: what has come since is another matter @returns ids */
export async function dropOthers(
  tx: Tx,
  { firm_id, contact_id, account, processor }: Whose,
  kept: readonly string[],
  asked: Date,
): Promise<string[]> {
  const rows = await tx
    .updateTable('payment_methods')
    .set({ gone_at: asked })
    .where('firm_id', '=', firm_id)
    .where('contact_id', '=', contact_id)
    .where('account', '=', account)
    .where('processor', '=', processor)
    .where('gone_at', 'is', null)
    .where('created_at', '<', asked)
    .where('external_id', 'not in', ['', ...kept])
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** A method of a contact's that can be used. */
export async function findMethod(
  db: Reader,
  firmId: string,
  contactId: string,
  id: string,
): Promise<MethodRow | undefined> {
  return usable(db, firmId, contactId).where('id', '=', id).executeTakeFirst();
}

export async function listMethods(db: Reader, firmId: string, contactId: string): Promise<MethodRow[]> {
  return usable(db, firmId, contactId).orderBy('id').execute();
}

function usable(db: Reader, firmId: string, contactId: string) {
  return db
    .selectFrom('payment_methods')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('gone_at', 'is', null);
}

/** Lets a method go; the round tells the processor. @returns whether it was there */
export async function letGo(tx: Tx, firmId: string, contactId: string, id: string, now: Date): Promise<boolean> {
  const gone = await tx
    .updateTable('payment_methods')
    .set({ gone_at: now, look_at: now })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .where('id', '=', id)
    .where('gone_at', 'is', null)
    .executeTakeFirst();
  return gone.numUpdatedRows === 1n;
}

/** Blanks what a contact kept, and leaves everything of theirs at the processor to the round. */
export async function forgetMethodsOf(tx: Tx, firmId: string, contactId: string, now: Date): Promise<void> {
  await tx
    .updateTable('payment_methods')
    .set({
      ...{ name: null, last4: null, expires_month: null, expires_year: null },
      gone_at: sql`coalesce(gone_at, ${now})`,
    })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .execute();
  await tx
    .updateTable('payment_customers')
    .set({ look_at: now })
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .execute();
}
