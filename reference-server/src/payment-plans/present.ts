/** A plan as its client reads it. */
import type { PaymentPlan } from '@portico/contract';
import type { Reader } from '../database/tables.js';
import { getFirm } from '../firms/store.js';
import { dayOf } from '../firms/today.js';
import { type ClientCaller, type Viewer, viewerOf } from '../http/caller.js';
import { found } from '../http/refusal.js';
import { invoicesOf, type PlanRow } from './store.js';
import { type Days, planView } from './view.js';

export type Contact = Viewer & { readonly contactId: string };

export function contactOf(caller: ClientCaller): Contact {
  return { ...viewerOf(caller), contactId: caller.contactId };
}

export async function present(
  db: Reader,
  { firmId, contactId }: Contact,
  plan: PlanRow,
  now: Date,
): Promise<PaymentPlan> {
  const invoices = await invoicesOf(db, firmId, [plan]);
  return planView(plan, found(invoices.get(plan.invoice_id)), await daysOf(db, firmId, now), contactId);
}

export async function daysOf(db: Reader, firmId: string, now: Date): Promise<Days> {
  const { settings } = await getFirm(db, firmId);
  return { today: dayOf(settings, now), dayAt: (at) => dayOf(settings, at) };
}
