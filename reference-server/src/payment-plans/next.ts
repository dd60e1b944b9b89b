import type { Reader } from '../database/tables.js';
import type { InvoiceRow } from '../invoices/store.js';
import { fill, movedSince, type NextDue, nextOf } from './filling.js';
import { standingPlan } from './store.js';

/** What an active plan of an invoice asks for next. @param today the firm's day @returns null where there is none, or nothing is open */
export async function nextDueOf(db: Reader, invoice: InvoiceRow, today: string): Promise<NextDue | null> {
  if (invoice.balance <= 0) return null;
  const plan = await standingPlan(db, invoice.firm_id, invoice.id);
  return plan?.state === 'active' ? nextOf(fill(plan.rows ?? [], movedSince(plan, invoice)), today) : null;
}
