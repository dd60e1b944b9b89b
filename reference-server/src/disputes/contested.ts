/** Whether somebody says that an invoice is wrong: nothing is asked for then, and nothing charged by itself. */
import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../database/tables.js';

/**
 * True of an invoice that the client disputes, or whose payment their bank takes back, as long as nobody at the firm has answered the
 * one or resolved the other. @param rows the name of the rows of `invoices`
 */
export function contested(rows: string) {
  const invoice = (column: string) => sql.ref(`${rows}.${column}`);
  return sql<boolean>`(exists (select 1 from disputes d
      where d.firm_id = ${invoice('firm_id')} and d.invoice_id = ${invoice('id')} and d.state = 'open')
    or exists (select 1 from held_payments h
      join payment_attempt_invoices t on t.firm_id = h.firm_id and t.attempt_id = h.attempt_id
      where h.firm_id = ${invoice('firm_id')} and t.invoice_id = ${invoice('id')}
        and h.reason in ('disputed', 'dispute_lost') and h.resolved_at is null))`;
}

/**
 * True of an invoice whose payment the client's bank has taken back for good: it is not charged by itself again. @param rows the name
 * of the rows of `invoices`
 */
export function takenBack(rows: string) {
  return sql<boolean>`exists (select 1 from ledger l where l.firm_id = ${sql.ref(`${rows}.firm_id`)}
    and l.invoice_id = ${sql.ref(`${rows}.id`)} and l.type = 'chargeback')`;
}

/** Whether nothing of these invoices is to be charged by itself: one of them is contested, or its payment was taken back for good. */
export function isWithheld(db: Reader, firmId: string, invoiceIds: readonly string[]): Promise<boolean> {
  return someInvoice(db, firmId, invoiceIds, sql<boolean>`(${contested('invoices')} or ${takenBack('invoices')})`);
}

/** Whether the client's bank has taken a payment of an invoice back for good. */
export function isTakenBack(db: Reader, { firm_id, id }: { readonly firm_id: string; readonly id: string }) {
  return someInvoice(db, firm_id, [id], takenBack('invoices'));
}

async function someInvoice(
  db: Reader,
  firmId: string,
  ids: readonly string[],
  such: RawBuilder<boolean>,
): Promise<boolean> {
  const row = await db
    .selectFrom('invoices')
    .select('id')
    .where('firm_id', '=', firmId)
    .where('id', 'in', [...ids])
    .where(such)
    .executeTakeFirst();
  return row !== undefined;
}
