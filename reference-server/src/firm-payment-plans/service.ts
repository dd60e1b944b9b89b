import {
  conflict,
  firstDayUnfit,
  type FirmPaymentPlan,
  planExists,
  plansOff,
  type PlanTerms,
  planUnfit,
} from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { PageQuery } from '../database/pages.js';
import type { Reader } from '../database/tables.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { lockIssued } from '../firm-invoices/service.js';
import { getFirm } from '../firms/store.js';
import { dayOf, daysAfter } from '../firms/today.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { planFact } from '../invoices/events.js';
import { endIn, withdrawIn } from '../payment-plans/close.js';
import { isInTime, scheduleOf } from '../payment-plans/schedule.js';
import { daysOf } from '../payment-plans/present.js';
import * as store from '../payment-plans/store.js';
import { tellOffer } from '../payment-plans/tell.js';
import { firmPlanView } from '../payment-plans/view.js';

/** How far ahead a plan may begin. */
const MOST_DAYS_AHEAD = 366;

/** Payment plans as the firm offers them, takes them back and breaks them off. */
export const createFirmPaymentPlans = (deps: Pick<Deps, 'work' | 'clock' | 'config' | 'bytes'>) => {
  const { work, clock, config } = deps;

  /** Does something to a plan in one state, with its invoice locked. */
  const close = (actor: Actor, viewer: Viewer, id: string, from: store.PlanRow['state'], act: typeof endIn) =>
    work.change(actor, async (change) => {
      const { tx, now } = change;
      const { invoice_id } = found(await store.getPlan(tx, viewer, id));
      const invoice = await lockIssued(tx, viewer, invoice_id);
      const plan = found(await store.getPlan(tx, viewer, id));
      if (plan.state !== from) throw new Refusal(conflict, { reason: plan.state });
      const { settings } = await getFirm(tx, viewer.firmId);
      await act(change, { config, settings }, invoice, plan);
      return present(tx, viewer, id, now);
    });

  return {
    offer: (actor: Actor, viewer: Viewer, invoiceId: string, terms: PlanTerms) =>
      work.change(actor, (change) => offerIn(deps, change, viewer, invoiceId, terms)),

    list: (viewer: Viewer, filter: store.PlanFilter, query: PageQuery) =>
      work.read(viewer.firmId, async (db) => {
        const days = await daysOf(db, viewer.firmId, clock.now());
        const { data, nextCursor } = await store.listPlans(db, viewer, filter, days.today, query);
        const invoices = await store.invoicesOf(db, viewer.firmId, data);
        return {
          data: data.map((plan) => firmPlanView(plan, found(invoices.get(plan.invoice_id)), days)),
          nextCursor,
        };
      }),

    get: (viewer: Viewer, id: string) => work.read(viewer.firmId, (db) => present(db, viewer, id, clock.now())),

    withdraw: (actor: Actor, viewer: Viewer, id: string) => close(actor, viewer, id, 'offered', withdrawIn),

    end: (actor: Actor, viewer: Viewer, id: string) => close(actor, viewer, id, 'active', endIn),
  };
};

/** @throws Refusal where the terms do not fit what is open, or another plan stands */
async function offerIn(
  deps: Pick<Deps, 'config' | 'bytes'>,
  { tx, now, record }: Change,
  viewer: Viewer,
  invoiceId: string,
  terms: PlanTerms,
): Promise<FirmPaymentPlan> {
  const { firmId } = viewer;
  const invoice = await lockIssued(tx, viewer, invoiceId);
  const { settings } = await getFirm(tx, firmId);
  if (!settings.payments.plans) throw new Refusal(plansOff);
  const today = dayOf(settings, now);
  if (!isInTime(terms, today) || terms.firstOn > daysAfter(today, MOST_DAYS_AHEAD)) throw new Refusal(firstDayUnfit);
  if (!scheduleOf(terms, invoice.balance, today)) throw new Refusal(planUnfit);
  const { downPayment: down_payment, instalments, every, firstOn: first_on } = terms;
  const id = newId('pln');
  const offer = { firm_id: firmId, id, invoice_id: invoiceId, down_payment, instalments, every, first_on };
  if (!(await store.insertPlan(tx, { ...offer, offered_at: now }))) throw new Refusal(planExists);
  await tellOffer(deps, tx, { firmId, matterId: invoice.matter_id, now });
  const teller = { config: deps.config, settings };
  record(planFact(teller, 'offer', 'payment_plan.offered', invoice, id, invoice.balance));
  return present(tx, viewer, id, now);
}

async function present(db: Reader, viewer: Viewer, id: string, now: Date): Promise<FirmPaymentPlan> {
  const plan = found(await store.getPlan(db, viewer, id));
  const invoices = await store.invoicesOf(db, viewer.firmId, [plan]);
  return firmPlanView(plan, found(invoices.get(plan.invoice_id)), await daysOf(db, viewer.firmId, now));
}
