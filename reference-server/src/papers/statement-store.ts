/** What a statement is read from: rows of the ledger on invoices that the viewer sees, of one client. */
import { sql } from 'kysely';
import type { Reader } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import type { LedgerRow } from '../ledger/store.js';
import { entriesSeen } from './store.js';

export interface StatementMove extends Pick<
  LedgerRow,
  'type' | 'currency' | 'amount' | 'method' | 'reference' | 'day'
> {
  /** Of the invoice. */
  readonly number: string;
}

function moves(db: Reader, viewer: Viewer, clientId: string) {
  return entriesSeen(db, viewer).where('invoices.client_id', '=', clientId);
}

/** What was open before a day, by currency. */
export async function openingsOf(db: Reader, viewer: Viewer, clientId: string, day: string) {
  return moves(db, viewer, clientId)
    .where('l.day', '<', day)
    .groupBy('l.currency')
    .select(['l.currency', sql<number>`sum(l.amount)::bigint`.as('opening')])
    .execute();
}

/** What moved on the days, in the order of days and then of what was written down first. @param limit of rows */
export async function movesBetween(
  db: Reader,
  viewer: Viewer,
  clientId: string,
  { from, to }: { readonly from: string; readonly to: string },
  limit: number,
): Promise<StatementMove[]> {
  return moves(db, viewer, clientId)
    .where('l.day', '>=', from)
    .where('l.day', '<=', to)
    .select(['l.type', 'l.currency', 'l.amount', 'l.method', 'l.reference', 'l.day'])
    .select(sql<string>`coalesce(invoices.number, '')`.as('number'))
    .orderBy('l.day')
    .orderBy('l.id')
    .limit(limit)
    .execute();
}
