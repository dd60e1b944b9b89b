/** Agreeing that the instalments of a plan are charged by themselves, and going back to paying by hand. */
import {
  type BodyOf,
  conflict,
  decide,
  notPermitted,
  type PaymentPlan,
  type PlanAutopay,
  type PlanCharging,
  type setPlanAutopay,
} from '@portico/contract';
import { agreeable, isOffered } from '../autopay/service.js';
import { noticeDaysOf } from '../autopay/terms.js';
import type { Actor } from '../database/actor.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { isTakenBack } from '../disputes/contested.js';
import { lockIssued } from '../firm-invoices/service.js';
import { getFirm } from '../firms/store.js';
import { dayOf } from '../firms/today.js';
import { requireOneself } from '../http/authorise.js';
import { type ClientCaller, viewerOf } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { planFact } from '../invoices/events.js';
import { getInvoice, type InvoiceRow } from '../invoices/store.js';
import { processorFor } from '../paying/claim.js';
import { contactOf, present } from '../payment-plans/present.js';
import { getPlan, type PlanRow } from '../payment-plans/store.js';
import { stateOf, tableHashOf } from '../payment-plans/view.js';
import { closeTasks } from '../staff-tasks/store.js';
import { backToHand } from './ending.js';
import { agree } from './store.js';
import { planTerms } from './terms.js';

type Needs = Pick<Deps, 'work' | 'clock' | 'config' | 'payments'>;

export const createPlanAutopay = (deps: Needs) => ({
  /** @param language of the text; the contact's own otherwise */
  get: (caller: ClientCaller, id: string, language = caller.session.contact.language): Promise<PlanAutopay> =>
    deps.work.read(caller.firmId, async (db) => {
      const plan = found(await getPlan(db, viewerOf(caller), id));
      const invoice = found(await getInvoice(db, viewerOf(caller), plan.invoice_id));
      const firm = await getFirm(db, caller.firmId);
      const today = dayOf(firm.settings, deps.clock.now());
      const state = stateOf(plan, invoice, today);
      const takes = isOffered(deps, firm.settings) && processorFor(deps, invoice) !== undefined;
      return {
        available: takes && (state === 'offered' || state === 'active') && !(await isTakenBack(db, invoice)),
        noticeDays: noticeDaysOf(firm.settings),
        terms: planTerms.shown(firm, language, tableHashOf(plan, invoice, today) ?? ''),
      };
    }),

  set: (actor: Actor, caller: ClientCaller, id: string, body: BodyOf<typeof setPlanAutopay>): Promise<PaymentPlan> =>
    deps.work.change(actor, async (change) => {
      const { tx, now, nothing } = change;
      const viewer = contactOf(caller);
      const { invoice_id } = found(await getPlan(tx, viewer, id));
      const invoice = await lockIssued(tx, viewer, invoice_id);
      const plan = found(await getPlan(tx, viewer, id));
      if (body.methodId !== null) await agreeIn(deps, change, caller, invoice, plan, body);
      else if (plan.auto_contact_id !== caller.contactId) nothing();
      else await backToHand(deps, change, plan, 'client');
      return present(tx, viewer, found(await getPlan(tx, viewer, id)), now);
    }),
});

/**
 * Writes a consent down, for a plan that is active by now and whose invoice is locked. What stands for it is the hash of the text,
 * which covers the plan's table, and the id of the method.
 * @throws Refusal where the caller cannot agree to that, or has not just proved who they are
 */
export async function agreeIn(
  deps: Pick<Deps, 'config' | 'payments'>,
  change: Change,
  caller: ClientCaller,
  invoice: InvoiceRow,
  plan: PlanRow,
  { methodId, termsHash }: PlanCharging,
): Promise<void> {
  const { tx, now, record } = change;
  const { firmId, contactId, session } = caller;
  requireOneself(session, now);
  const may = decide('invoices.pay', session);
  if (!may.allowed) throw new Refusal(notPermitted, { reason: may.reason });
  if (plan.state !== 'active') throw new Refusal(conflict, { reason: plan.state });
  const isAnothers = plan.auto_contact_id !== null && plan.auto_contact_id !== contactId;
  if (isAnothers) throw new Refusal(conflict, { reason: 'charged_to_another' });
  if (await isTakenBack(tx, invoice)) throw new Refusal(conflict, { reason: 'taken_back' });
  const firm = await getFirm(tx, firmId);
  const holds = planTerms.hold(firm, termsHash, plan.terms_hash ?? '');
  const method = await agreeable(deps, tx, firm, caller, { kind: invoice.kind, methodId, holds });
  const consent = { auto_contact_id: contactId, auto_method_id: method.id, auto_terms_hash: termsHash };
  await agree(tx, plan, consent, now);
  const teller = { config: deps.config, settings: firm.settings };
  const more = { contactId, methodId: method.id, termsHash };
  const type = 'payment_plan.autopay_agreed';
  record({
    ...planFact(teller, 'automate', type, invoice, plan.id, invoice.balance, more),
    details: { terms: termsHash, table: plan.terms_hash ?? '', method: method.id },
  });
  await closeTasks(change, { firm_id: firmId, kind: 'plan_by_hand', about: plan.id });
}
