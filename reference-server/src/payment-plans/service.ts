import { conflict, type PaymentPlan, termsChanged } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { lockIssued } from '../firm-invoices/service.js';
import { getFirm } from '../firms/store.js';
import { dayOf } from '../firms/today.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { planFact } from '../invoices/events.js';
import { carryOpen, openDaysOf } from '../ledger/open-days.js';
import * as store from './store.js';
import { type Days, offerOf, planView, termsHashOf } from './view.js';

export type Contact = Viewer & { readonly contactId: string };

export interface Consent {
  readonly termsHash: string;
  /** In which the table was shown. */
  readonly language: string;
}

/** Payment plans as the client reads them and agrees to them. */
export const createPaymentPlans = ({ work, clock, config }: Pick<Deps, 'work' | 'clock' | 'config'>) => ({
  get: (viewer: Contact, invoiceId: string) =>
    work.read(viewer.firmId, async (db) =>
      present(db, viewer, found(await store.latestPlan(db, viewer, invoiceId)), clock.now()),
    ),

  /**
   * What is agreed to is what was shown: the table is made anew with the invoice locked, and has to have the same hash. Who agreed
   * to these terms already is answered as the first time.
   */
  accept: (actor: Actor, viewer: Contact, id: string, { termsHash, language }: Consent) =>
    work.change(actor, async ({ tx, now, record, nothing }) => {
      const { firmId, contactId } = viewer;
      const { invoice_id } = found(await store.getPlan(tx, viewer, id));
      const invoice = await lockIssued(tx, viewer, invoice_id);
      const plan = found(await store.getPlan(tx, viewer, id));
      if (plan.state === 'active' && plan.terms_hash === termsHash) {
        nothing();
        return present(tx, viewer, plan, now);
      }
      if (plan.state !== 'offered') throw new Refusal(conflict, { reason: plan.state });
      const { settings } = await getFirm(tx, firmId);
      const agreed_on = dayOf(settings, now);
      const rows = offerOf(plan, invoice, agreed_on);
      if (!rows) throw new Refusal(conflict, { reason: 'lapsed' });
      if (termsHashOf(plan, invoice.currency, rows) !== termsHash) throw new Refusal(termsChanged);
      await store.markActive(tx, plan, {
        ...{ rows, terms_hash: termsHash, paid_before: invoice.paid, credited_before: invoice.credited },
        ...{ accepted_at: now, agreed_on, accepted_by: contactId, accepted_language: language },
      });
      const active = found(await store.getPlan(tx, viewer, id));
      const due = invoice.due_on ?? '';
      await carryOpen(tx, invoice, openDaysOf(invoice, due, undefined), openDaysOf(invoice, due, active));
      record({
        ...planFact({ config, settings }, 'accept', 'payment_plan.accepted', invoice, id, invoice.balance),
        details: { termsHash, language },
      });
      return present(tx, viewer, active, now);
    }),
});

async function present(db: Reader, { firmId }: Viewer, plan: store.PlanRow, now: Date): Promise<PaymentPlan> {
  const invoices = await store.invoicesOf(db, firmId, [plan]);
  return planView(plan, found(invoices.get(plan.invoice_id)), await daysOf(db, firmId, now));
}

export async function daysOf(db: Reader, firmId: string, now: Date): Promise<Days> {
  const { settings } = await getFirm(db, firmId);
  return { today: dayOf(settings, now), dayAt: (at) => dayOf(settings, at) };
}
