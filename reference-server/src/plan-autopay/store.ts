/** Which plans are charged by themselves, and the charges of their instalments that the client was told of. */
import { type Selectable, sql } from 'kysely';
import type { ToldChargeTable } from '../autopay/charging.js';
import { newId } from '../database/ids.js';
import type { Reader, Tx } from '../database/tables.js';
import { takenBack } from '../disputes/contested.js';
import { type Filled, fill, movedSince } from '../payment-plans/filling.js';
import type { PlanInvoice, PlanRow } from '../payment-plans/store.js';

interface ChargeTable extends ToldChargeTable {
  plan_id: string;
  /** Of the instalment. */
  number: number;
}

declare module '../database/tables.js' {
  interface Tables {
    plan_charges: ChargeTable;
  }
}

export type ChargeRow = Readonly<Selectable<ChargeTable>>;

/** A plan that runs and is charged by itself, with its invoice. */
export interface Automatic {
  readonly plan: PlanRow & { readonly auto_contact_id: string; readonly auto_method_id: string };
  readonly invoice: PlanInvoice;
  /** Whether the client's bank has taken a payment of it back: it is never charged by itself again. */
  readonly isTakenBack: boolean;
}

/** Firms where somebody has agreed. */
export async function firmsWithAutomatic(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('payment_plans')
    .select('firm_id')
    .distinct()
    .where('auto_contact_id', 'is not', null)
    .execute();
  return rows.map(({ firm_id }) => firm_id);
}

/** @param planId of this one alone */
export async function automaticPlans(db: Reader, firmId: string, planId?: string): Promise<Automatic[]> {
  const rows = await db
    .selectFrom('payment_plans as p')
    .innerJoin('invoices as i', (join) => join.onRef('i.firm_id', '=', 'p.firm_id').onRef('i.id', '=', 'p.invoice_id'))
    .selectAll('p')
    .select(['i.matter_id', 'i.client_id', 'i.currency', 'i.paid', 'i.credited', 'i.balance'])
    .select(['i.number as invoice_number', takenBack('i').as('is_taken_back')])
    .where('p.firm_id', '=', firmId)
    .where('p.state', '=', 'active')
    .where('p.auto_contact_id', 'is not', null)
    .where('i.state', '=', 'issued')
    .$if(planId !== undefined, (query) => query.where('p.id', '=', planId ?? ''))
    .orderBy('p.id')
    .execute();
  return rows.flatMap(
    ({ matter_id, client_id, currency, paid, credited, balance, invoice_number: number, is_taken_back, ...plan }) => {
      const { auto_contact_id, auto_method_id, invoice_id: id } = plan;
      if (auto_contact_id === null || auto_method_id === null) return [];
      const invoice = { id, matter_id, client_id, currency, paid, credited, balance, number };
      return [{ plan: { ...plan, auto_contact_id, auto_method_id }, invoice, isTakenBack: is_taken_back }];
    },
  );
}

/** What has become of the table. The down payment is not among them: it is paid by hand. */
export function instalmentsOf({ plan, invoice }: Automatic): Filled[] {
  return fill(plan.rows ?? [], movedSince(plan, invoice)).filter(({ number }) => number > 0);
}

/** Whom a plan is charged to from now on. What was told under another consent is told anew. */
export async function agree(
  tx: Tx,
  plan: Pick<PlanRow, 'firm_id' | 'id'>,
  consent: Readonly<Record<'auto_contact_id' | 'auto_method_id' | 'auto_terms_hash', string>>,
  now: Date,
): Promise<void> {
  await change(tx, plan)
    .set({ ...consent, auto_agreed_at: now })
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  await dropCharges(tx, plan);
}

/** Goes back to paying by hand. @returns whether it was charged by itself */
export async function withdraw(tx: Tx, plan: Pick<PlanRow, 'firm_id' | 'id'>): Promise<boolean> {
  const stopped = await change(tx, plan).set(BY_HAND).where('auto_contact_id', 'is not', null).executeTakeFirst();
  await dropCharges(tx, plan);
  return stopped.numUpdatedRows > 0n;
}

/** Plans that are charged to a method, or to any of a contact's. */
export async function plansChargedTo(
  db: Reader,
  firmId: string,
  contactId: string,
  methodId?: string,
): Promise<PlanRow[]> {
  return db
    .selectFrom('payment_plans')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('auto_contact_id', '=', contactId)
    .$if(methodId !== undefined, (query) => query.where('auto_method_id', '=', methodId ?? ''))
    .orderBy('id')
    .execute();
}

const BY_HAND = { auto_contact_id: null, auto_method_id: null, auto_terms_hash: null, auto_agreed_at: null };

function change(tx: Tx, { firm_id, id }: Pick<PlanRow, 'firm_id' | 'id'>) {
  return tx.updateTable('payment_plans').where('firm_id', '=', firm_id).where('id', '=', id);
}

async function dropCharges(tx: Tx, { firm_id, id }: Pick<PlanRow, 'firm_id' | 'id'>): Promise<void> {
  await tx.deleteFrom('plan_charges').where('firm_id', '=', firm_id).where('plan_id', '=', id).execute();
}

/** Numbers of the instalments that the client was told of. */
export async function toldOf(db: Reader, { firm_id, id }: PlanRow): Promise<Set<number>> {
  const rows = await db
    .selectFrom('plan_charges')
    .select('number')
    .where('firm_id', '=', firm_id)
    .where('plan_id', '=', id)
    .execute();
  return new Set(rows.map(({ number }) => number));
}

/** Keeps a plan as it is until the change is over. @returns false where it is not charged to that method any more */
export async function holdAutomatic(tx: Tx, { plan }: Automatic): Promise<boolean> {
  const row = await tx
    .selectFrom('payment_plans')
    .select('id')
    .where('firm_id', '=', plan.firm_id)
    .where('id', '=', plan.id)
    .where('auto_contact_id', '=', plan.auto_contact_id)
    .where('auto_method_id', '=', plan.auto_method_id)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns false where somebody was told meanwhile */
export async function insertCharge(tx: Tx, row: Omit<ChargeRow, 'id' | 'tries'>): Promise<boolean> {
  const made = await tx
    .insertInto('plan_charges')
    .values({ ...row, id: newId('plc') })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

/** Charges whose day has come, of contacts who are still let in. */
export async function dueCharges(db: Reader, firmId: string, today: string): Promise<ChargeRow[]> {
  const { rows } = await sql<ChargeRow>`
    select t.* from plan_charges t
    join payment_plans p on p.firm_id = t.firm_id and p.id = t.plan_id
    join contacts c on c.firm_id = p.firm_id and c.id = p.auto_contact_id and c.portal_access
    where t.firm_id = ${firmId} and t.next_on <= ${today}
    order by t.next_on, t.plan_id, t.number`.execute(db);
  return rows;
}

/** Whether a charge has not been taken back. */
export async function stands(db: Reader, { firm_id, id }: ChargeRow): Promise<boolean> {
  const row = await db
    .selectFrom('plan_charges')
    .select('id')
    .where('firm_id', '=', firm_id)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}
