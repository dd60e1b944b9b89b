/**
 * Charges what is due to those who have agreed: told some days before, charged on the due day where the firm is or that many days
 * after it was told, tried again after a decline on another day, at most three times. Several servers may run it at once: a charge is
 * made once by its purpose, and what became of it is written down by whoever comes first.
 */
import { systemActor } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import { causeOf } from '../database/rounds.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { dayOf, daysAfter } from '../firms/today.js';
import { type Charged, chargeSaved } from '../paying/charge-saved.js';
import { raiseHeld } from '../paying/settle.js';
import {
  type DueCharge,
  dueCharges,
  firmsWithAutopay,
  insertCharge,
  moveCharge,
  suspend,
  type Untold,
  untoldUntil,
} from './store.js';
import { announced, come, declined, payerOf, tell } from './tell.js';
import { noticeDaysOf } from './terms.js';

type Needs = Pick<Deps, 'work' | 'config' | 'log' | 'clock' | 'payments' | 'bytes' | 'relay'>;

const MOST_TRIES = 3;
/** Days from a decline to the next try. */
const AGAIN_DAYS = 3;

/** @returns the round, to be run every so often */
export function createAutopayRound(deps: Needs): () => Promise<void> {
  const { work, clock, log, relay } = deps;
  return async () => {
    for (const firmId of await work.read(everyFirm, firmsWithAutopay)) {
      const { settings } = await work.read(firmId, (db) => getFirm(db, firmId));
      if (!settings.payments.processor || !(settings.payments.autopay ?? false)) continue;
      const today = dayOf(settings, clock.now());
      const notice = noticeDaysOf(settings);
      const untold = await work.read(firmId, (db) => untoldUntil(db, firmId, daysAfter(today, notice)));
      for (const one of untold) await announce(deps, firmId, one, daysAfter(today, notice));
      for (const due of await work.read(firmId, (db) => dueCharges(db, firmId, today))) {
        try {
          await charge(deps, due, today);
        } catch (error) {
          log.error({ charge: due.id, cause: causeOf(error) }, 'not charged');
        }
      }
    }
    relay.poke();
  };
}

/** @param earliest day on which it may be charged, since it is told only now */
async function announce(deps: Needs, firmId: string, untold: Untold, earliest: string): Promise<void> {
  const { invoice_id, contact_id, kind, due_on, matter_id: matterId, balance: amount, currency } = untold;
  await deps.work.change(systemActor(firmId), async ({ tx, now, record, nothing }) => {
    const told = { firmId, matterId, contactId: contact_id, amount, currency };
    const payer = await payerOf(tx, told);
    const day = due_on > earliest ? due_on : earliest;
    const row = { firm_id: firmId, invoice_id, contact_id, kind, told_at: now, amount, next_on: day };
    const id = payer && (await insertCharge(tx, row));
    if (!payer || id === undefined) {
      nothing();
      return;
    }
    await tell(deps, tx, payer, told, announced, { now, day });
    record({ action: 'autopay.announce', object: invoice_id, event: null, about: contact_id });
  });
}

async function charge(deps: Needs, due: DueCharge, today: string): Promise<void> {
  const { firm_id: firmId, contact_id: contactId, invoice_id: invoiceId, method_id: methodId, balance: amount } = due;
  const purpose = `${due.id}:${due.tries + 1}`;
  const answer = await chargeSaved(deps, { firmId, contactId, methodId, parts: [{ invoiceId, amount }], purpose });
  const step = stepAfter(answer, due);
  if (step === 'later') return;
  await deps.work.change(systemActor(firmId), async (change) => {
    const { tx, nothing } = change;
    const next_on = step === 'again' ? daysAfter(today, AGAIN_DAYS) : null;
    const hasFailed = step !== 'over';
    if (!(await moveCharge(tx, due, { next_on, ...(hasFailed && { tries: due.tries + 1 }) }))) nothing();
    else if (hasFailed) await failed(deps, change, due, step, next_on);
    else change.record({ action: 'autopay.finish', object: invoiceId, event: null, about: contactId });
  });
}

type Step = 'later' | 'over' | 'again' | 'come' | 'suspend';

function stepAfter(answer: Charged, { tries }: DueCharge): Step {
  if (answer.state === 'paid') return 'over';
  if (answer.state === 'failed') {
    // Without the client the bank says so every time.
    if (answer.failure === 'authentication_required') return 'come';
    return tries + 1 >= MOST_TRIES || answer.failure === 'method_unusable' ? 'suspend' : 'again';
  }
  if (answer.state !== 'refused') return 'later';
  switch (answer.reason) {
    case 'not_open':
    case 'amount_refused':
      return 'over';
    case 'method_gone':
      return 'suspend';
    default:
      return 'later';
  }
}

async function failed(deps: Needs, change: Change, due: DueCharge, step: Step, next_on: string | null): Promise<void> {
  const { tx, now, record } = change;
  const { firm_id: firmId, contact_id: contactId, matter_id, invoice_id, kind, balance: amount, currency } = due;
  const told = { firmId, matterId: matter_id, contactId, amount, currency };
  const payer = await payerOf(tx, told);
  const say = step === 'again' ? declined : come;
  if (payer) await tell(deps, tx, payer, told, say, { now, ...(next_on !== null && { day: next_on }) });
  record({ action: 'autopay.fail', object: invoice_id, event: null, about: contactId });
  if (step !== 'suspend') return;
  await suspend(tx, due, now);
  const data = { contactId, kind, invoiceId: invoice_id };
  record({
    action: 'autopay.suspend',
    object: contactId,
    event: { type: 'autopay.suspended', data },
    about: contactId,
  });
  await raiseHeld(change, {
    ...{
      firm_id: firmId,
      attempt_id: null,
      matter_id,
      reason: 'autopay_suspended',
      reference: due.id,
      amount,
      currency,
    },
  });
}
