import { conflict, type PlanCharging, termsChanged } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { lockIssued } from '../firm-invoices/service.js';
import { getFirm } from '../firms/store.js';
import { dayOf } from '../firms/today.js';
import type { ClientCaller } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { planFact } from '../invoices/events.js';
import { carryOpen, openDaysOf } from '../ledger/open-days.js';
import { agreeIn } from '../plan-autopay/service.js';
import * as store from './store.js';
import { type Contact, contactOf, present } from './present.js';
import { offerOf, termsHashOf } from './view.js';

export interface Consent {
  readonly termsHash: string;
  /** In which the table was shown. */
  readonly language: string;
  /** That the instalments are charged by themselves, where they agree to that as well. */
  readonly automatic?: PlanCharging | undefined;
}

/** Payment plans as the client reads them and agrees to them. */
export const createPaymentPlans = (deps: Pick<Deps, 'work' | 'clock' | 'config' | 'payments'>) => ({
  get: (viewer: Contact, invoiceId: string) =>
    deps.work.read(viewer.firmId, async (db) =>
      present(db, viewer, found(await store.latestPlan(db, viewer, invoiceId)), deps.clock.now()),
    ),

  /**
   * What is agreed to is what was shown: the table is made anew with the invoice locked, and has to have the same hash. Who agreed
   * to these terms already is answered as the first time.
   */
  accept: (actor: Actor, caller: ClientCaller, id: string, { termsHash, language, automatic }: Consent) =>
    deps.work.change(actor, async (change) => {
      const { tx, now, record, nothing } = change;
      const { firmId, contactId } = caller;
      const viewer = contactOf(caller);
      const { invoice_id } = found(await store.getPlan(tx, viewer, id));
      const invoice = await lockIssued(tx, viewer, invoice_id);
      const plan = found(await store.getPlan(tx, viewer, id));
      const isSame = plan.auto_method_id === (automatic?.methodId ?? null);
      if (plan.state === 'active' && plan.terms_hash === termsHash && isSame) {
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
        ...planFact({ config: deps.config, settings }, 'accept', 'payment_plan.accepted', invoice, id, invoice.balance),
        details: { termsHash, language },
      });
      if (!automatic) return present(tx, viewer, active, now);
      await agreeIn(deps, change, caller, invoice, active, automatic);
      return present(tx, viewer, found(await store.getPlan(tx, viewer, id)), now);
    }),
});
