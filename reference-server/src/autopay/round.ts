/**
 * Charges what is due to those who have agreed: told some days before, charged on the due day where the firm is or that many days
 * after it was told, tried again after a decline on another day, at most three times. Several servers may run it at once: a charge is
 * made once by its purpose, and what became of it is written down by whoever comes first.
 */
import { systemActor } from '../database/actor.js';
import type { Change } from '../database/work.js';
import { chargeSaved } from '../paying/charge-saved.js';
import { raiseHeld } from '../paying/settle.js';
import {
  type ChargingDeps,
  createChargeRound,
  moveCharge,
  nextTryAfter,
  purposeOf,
  type Step,
  stepAfter,
} from './charging.js';
import {
  type DueCharge,
  dueCharges,
  firmsWithAutopay,
  insertCharge,
  suspend,
  type Untold,
  untoldUntil,
} from './store.js';
import { announced, come, declined, payerOf, tell } from './tell.js';

/** @returns the round, to be run every so often */
export function createAutopayRound(deps: ChargingDeps): () => Promise<void> {
  return createChargeRound(deps, {
    firms: firmsWithAutopay,
    async announce(firmId, earliest) {
      const untold = await deps.work.read(firmId, (db) => untoldUntil(db, firmId, earliest));
      for (const one of untold) await announce(deps, firmId, one, earliest);
    },
    due: dueCharges,
    charge: (due, today) => charge(deps, due, today),
  });
}

/** @param earliest day on which it may be charged, since it is told only now */
async function announce(deps: ChargingDeps, firmId: string, untold: Untold, earliest: string): Promise<void> {
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

async function charge(deps: ChargingDeps, due: DueCharge, today: string): Promise<void> {
  const { firm_id: firmId, contact_id: contactId, invoice_id: invoiceId, method_id: methodId, balance: amount } = due;
  const purpose = purposeOf(due);
  const answer = await chargeSaved(deps, { firmId, contactId, methodId, parts: [{ invoiceId, amount }], purpose });
  const step = stepAfter(answer, due);
  if (step === 'later') return;
  await deps.work.change(systemActor(firmId), async (change) => {
    const nextOn = nextTryAfter(step, today);
    if (!(await moveCharge(change.tx, 'autopay_charges', due, step, nextOn))) change.nothing();
    else if (step !== 'over') await failed(deps, change, due, step, nextOn);
    else change.record({ action: 'autopay.finish', object: invoiceId, event: null, about: contactId });
  });
}

async function failed(
  deps: ChargingDeps,
  change: Change,
  due: DueCharge,
  step: Step,
  next_on: string | null,
): Promise<void> {
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
