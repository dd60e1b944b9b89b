/** Who has agreed to be charged, and the charges that they were told of. */
import type { FeeKind } from '@portico/contract';
import { type Selectable, sql } from 'kysely';
import { newId } from '../database/ids.js';
import type { Reader, Tx } from '../database/tables.js';
import { contested, takenBack } from '../disputes/contested.js';
import type { ToldChargeTable } from './charging.js';

interface AutopayTable {
  firm_id: string;
  contact_id: string;
  kind: FeeKind;
  method_id: string;
  /** Of the text that was agreed to. */
  terms_hash: string;
  agreed_at: Date;
  /** Since when it has stopped, because charges did not work. */
  suspended_at: Date | null;
}

interface ChargeTable extends ToldChargeTable {
  invoice_id: string;
  contact_id: string;
  kind: FeeKind;
}

declare module '../database/tables.js' {
  interface Tables {
    autopay: AutopayTable;
    autopay_charges: ChargeTable;
  }
}

export type AutopayRow = Readonly<Selectable<AutopayTable>>;
export type ChargeRow = Readonly<Selectable<ChargeTable>>;
type Whose = Pick<AutopayRow, 'firm_id' | 'contact_id' | 'kind'>;

export async function listAutopay(db: Reader, firmId: string, contactId: string): Promise<AutopayRow[]> {
  return db
    .selectFrom('autopay')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .orderBy('kind')
    .execute();
}

/** What was told under another consent is told anew. */
export async function agree(tx: Tx, row: AutopayRow): Promise<void> {
  await withdraw(tx, row);
  await tx.insertInto('autopay').values(row).execute();
}

/** @returns whether there was any */
export async function withdraw(tx: Tx, { firm_id, contact_id, kind }: Whose): Promise<boolean> {
  const gone = await tx
    .deleteFrom('autopay')
    .where('firm_id', '=', firm_id)
    .where('contact_id', '=', contact_id)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** Ends what is charged to a method, or to any of a contact's. @returns the kinds that it ended for */
export async function endAutopay(tx: Tx, firmId: string, contactId: string, methodId?: string): Promise<FeeKind[]> {
  const rows = await tx
    .deleteFrom('autopay')
    .where('firm_id', '=', firmId)
    .where('contact_id', '=', contactId)
    .$if(methodId !== undefined, (query) => query.where('method_id', '=', methodId ?? ''))
    .returning('kind')
    .execute();
  return rows.map(({ kind }) => kind);
}

export async function suspend(tx: Tx, { firm_id, contact_id, kind }: Whose, now: Date): Promise<void> {
  await tx
    .updateTable('autopay')
    .set({ suspended_at: now })
    .where('firm_id', '=', firm_id)
    .where('contact_id', '=', contact_id)
    .where('kind', '=', kind)
    .execute();
}

/** Firms where somebody has agreed. */
export async function firmsWithAutopay(db: Reader): Promise<string[]> {
  const rows = await db.selectFrom('autopay').select('firm_id').distinct().where('suspended_at', 'is', null).execute();
  return rows.map(({ firm_id }) => firm_id);
}

export interface Untold {
  readonly invoice_id: string;
  readonly matter_id: string;
  readonly contact_id: string;
  readonly kind: FeeKind;
  readonly due_on: string;
  readonly balance: number;
  readonly currency: string;
}

/** What a payment plan divides is not charged whole, on a day that counts for nothing any more. On rows `i` of invoices. */
const unplanned = sql`not exists (select 1 from payment_plans p
  where p.firm_id = i.firm_id and p.invoice_id = i.id and p.state = 'active')`;

/** Open invoices due on a day or before, of which whoever agreed has not been told; who agreed first comes first. */
export async function untoldUntil(db: Reader, firmId: string, day: string): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    select i.id as invoice_id, i.matter_id, a.contact_id, a.kind, i.due_on, i.balance, i.currency
    from autopay a
    join contacts c on c.firm_id = a.firm_id and c.id = a.contact_id and c.portal_access and c.email is not null
    join invoices i on i.firm_id = a.firm_id and i.client_id = c.client_id and i.kind = a.kind
    join matter_shares s on s.firm_id = i.firm_id and s.matter_id = i.matter_id and s.contact_id = a.contact_id
    where a.firm_id = ${firmId} and a.suspended_at is null
      and i.state = 'issued' and i.balance > 0 and i.due_on <= ${day}
      and ${unplanned}
      and not exists (select 1 from autopay_charges t where t.firm_id = i.firm_id and t.invoice_id = i.id)
      and not ${contested('i')} and not ${takenBack('i')}
    order by i.due_on, i.id, a.agreed_at, a.contact_id`.execute(db);
  return rows;
}

/** @returns false where somebody was told meanwhile */
export async function insertCharge(tx: Tx, row: Omit<ChargeRow, 'id' | 'tries'>): Promise<string | undefined> {
  const made = await tx
    .insertInto('autopay_charges')
    .values({ ...row, id: newId('apc') })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id;
}

export interface DueCharge extends ChargeRow {
  readonly method_id: string;
  readonly matter_id: string;
  readonly balance: number;
  readonly currency: string;
}

/** Charges whose day has come, of those who still agree. What is open now is what is charged, and never more than was told. */
export async function dueCharges(db: Reader, firmId: string, today: string): Promise<DueCharge[]> {
  const { rows } = await sql<DueCharge>`
    select t.*, a.method_id, i.matter_id, least(i.balance, t.amount) as balance, i.currency
    from autopay_charges t
    join autopay a on a.firm_id = t.firm_id and a.contact_id = t.contact_id and a.kind = t.kind
    join contacts c on c.firm_id = a.firm_id and c.id = a.contact_id and c.portal_access
    join invoices i on i.firm_id = t.firm_id and i.id = t.invoice_id
    where t.firm_id = ${firmId} and t.next_on <= ${today} and a.suspended_at is null and ${unplanned}
    order by t.next_on, t.id`.execute(db);
  return rows;
}
