/** Which fees were charged for what. A period of a due day is there once. */
import type { LateFees, Settings } from '@portico/contract';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Work } from '../database/work.js';
import { daysAfter } from '../firms/today.js';
import { claimable, owed } from '../invoices/owed.js';
import type { Late } from './fee.js';

interface LateFeeTable {
  firm_id: string;
  invoice_id: string;
  /** The day on which what is late was due. */
  due_on: string;
  /** Months since the first fee could be charged; 0 where there is one alone. */
  period: number;
  /** The invoice that asks for it. */
  fee_invoice_id: string;
  amount: number;
  charged_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    late_fees: LateFeeTable;
  }
}

/** Firms that charge late fees, with their settings. */
export async function chargingFirms(work: Work): Promise<{ readonly id: string; readonly settings: Settings }[]> {
  const { rows } = await work.read(everyFirm, (db) =>
    sql<{ id: string; settings: Settings }>`
      select id, settings from firms where settings -> 'lateFees' ->> 'on' = 'true' order by id`.execute(db),
  );
  return rows;
}

export interface Chargeable extends Late {
  readonly id: string;
  readonly dueOn: string;
}

export interface Terms extends Pick<LateFees, 'from' | 'graceDays'> {
  readonly today: string;
  /** Disputes that have ended since are in their days of grace. */
  readonly endedBefore: Date;
}

/**
 * What a fee may be charged for: earned fees that may be asked for and are late, of invoices since the firm's terms; never what is in
 * trust, never a fee itself, and never what the firm has once let off, by voiding or crediting a fee of the same invoice.
 */
export async function findChargeable(
  db: Reader,
  firmId: string,
  { from, graceDays, today, endedBefore }: Terms,
  invoiceId?: string,
): Promise<Chargeable[]> {
  const fees = sql`from late_fees f where f.firm_id = invoices.firm_id and f.invoice_id = invoices.id`;
  const { rows } = await sql<Chargeable>`
    select invoices.id, invoices.currency, owed.due_on as "dueOn", owed.amount as late,
      (invoices.total - invoices.credited) as asked, (select coalesce(sum(f.amount), 0)::bigint ${fees}) as charged
    from invoices, ${owed}
    where invoices.firm_id = ${firmId} and ${claimable} and invoices.kind = 'earned' and invoices.issued_on >= ${from}
      and owed.due_on < ${daysAfter(today, -graceDays)}
      ${invoiceId === undefined ? sql`` : sql`and invoices.id = ${invoiceId}`}
      and not exists (select 1 from late_fees f where f.firm_id = invoices.firm_id and f.fee_invoice_id = invoices.id)
      and not exists (select 1 from disputes d where d.firm_id = invoices.firm_id and d.invoice_id = invoices.id
        and d.closed_at > ${endedBefore})
      and not exists (select 1 from late_fees f
        join invoices v on v.firm_id = f.firm_id and v.id = f.fee_invoice_id
        where f.firm_id = invoices.firm_id and f.invoice_id = invoices.id
          and (v.state = 'void' or v.credited > 0))
    order by invoices.id`.execute(db);
  return rows;
}

export async function hasFee(
  db: Reader,
  firmId: string,
  { invoiceId, dueOn, period }: { readonly invoiceId: string; readonly dueOn: string; readonly period: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('late_fees')
    .select('period')
    .where('firm_id', '=', firmId)
    .where('invoice_id', '=', invoiceId)
    .where('due_on', '=', dueOn)
    .where('period', '=', period)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertFee(tx: Tx, row: Readonly<LateFeeTable>): Promise<void> {
  await tx.insertInto('late_fees').values(row).execute();
}
