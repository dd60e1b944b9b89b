/**
 * Charges instalments of plans to those who have agreed, by the rules of autopay: told some days before, charged on the instalment's
 * day where the firm is or that many days after it was told, once, and tried again after a decline on another day. What is charged is
 * what is open of the instalment by then, asked once more with the invoice locked, and never more than was told. Once it cannot be
 * charged, the plan is paid by hand.
 */
import { systemActor } from '../database/actor.js';
import type { Reader } from '../database/tables.js';
import type { Change } from '../database/work.js';
import {
  type ChargingDeps,
  createChargeRound,
  moveCharge,
  nextTryAfter,
  purposeOf,
  type Step,
  stepAfter,
} from '../autopay/charging.js';
import { announced, come, declined, failedForGood, payerOf, tell } from '../autopay/tell.js';
import { isWithheld } from '../disputes/contested.js';
import { chargeSaved } from '../paying/charge-saved.js';
import type { Filled } from '../payment-plans/filling.js';
import { openTask } from '../staff-tasks/store.js';
import { lockInvoiceOf } from '../invoices/store.js';
import { backToHand, endTold } from './ending.js';
import {
  type Automatic,
  automaticPlans,
  type ChargeRow,
  dueCharges,
  firmsWithAutomatic,
  holdAutomatic,
  insertCharge,
  instalmentsOf,
  stands,
  toldOf,
} from './store.js';

/** A charge whose day has come, and its plan as it was read. */
interface Due extends ChargeRow {
  readonly automatic: Automatic;
}

/** @returns the round, to be run every so often */
export function createPlanAutopayRound(deps: ChargingDeps): () => Promise<void> {
  const { work } = deps;
  return createChargeRound<Due>(deps, {
    firms: firmsWithAutomatic,
    async announce(firmId, earliest) {
      for (const automatic of await work.read(firmId, (db) => automaticPlans(db, firmId))) {
        if (automatic.isTakenBack) {
          await stop(deps, automatic);
          continue;
        }
        const told = await work.read(firmId, (db) => toldOf(db, automatic.plan));
        for (const part of instalmentsOf(automatic))
          if (part.open > 0 && part.dueOn <= earliest && !told.has(part.number))
            await announce(deps, automatic, part, earliest);
      }
    },
    async due(db, firmId, today) {
      const plans = new Map((await automaticPlans(db, firmId)).map((automatic) => [automatic.plan.id, automatic]));
      return (await dueCharges(db, firmId, today)).flatMap((row) => {
        const automatic = plans.get(row.plan_id);
        return automatic ? [{ ...row, automatic }] : [];
      });
    },
    charge: (due, today) => charge(deps, due, today),
  });
}

/** The client's bank has taken a payment back. */
async function stop(deps: ChargingDeps, automatic: Automatic): Promise<void> {
  const { plan } = automatic;
  await deps.work.change(systemActor(plan.firm_id), async (change) => {
    await lockInvoiceOf(change.tx, plan.firm_id, plan.invoice_id);
    const isOurs = await holdAutomatic(change.tx, automatic);
    if (!isOurs || !(await endTold(deps, change, plan, 'taken_back'))) change.nothing();
  });
}

/** @param earliest day on which it may be charged, since it is told only now */
async function announce(
  deps: ChargingDeps,
  automatic: Automatic,
  { number, dueOn, open: amount }: Filled,
  earliest: string,
): Promise<void> {
  const { firm_id, id: plan_id, invoice_id, auto_contact_id: contactId } = automatic.plan;
  await deps.work.change(systemActor(firm_id), async ({ tx, now, record, nothing }) => {
    const told = { ...whomOf(automatic), amount };
    const day = dueOn > earliest ? dueOn : earliest;
    const row = { firm_id, plan_id, number, told_at: now, amount, next_on: day };
    const isAgreed = (await holdAutomatic(tx, automatic)) && !(await isWithheld(tx, firm_id, [invoice_id]));
    const payer = isAgreed ? await payerOf(tx, told) : undefined;
    if (!payer || !(await insertCharge(tx, row))) {
      nothing();
      return;
    }
    await tell(deps, tx, payer, told, announced, { now, day });
    record({ action: 'planAutopay.announce', object: plan_id, event: null, about: contactId });
  });
}

async function charge(deps: ChargingDeps, due: Due, today: string): Promise<void> {
  const { firm_id: firmId, automatic } = due;
  const { invoice_id: invoiceId, auto_contact_id: contactId, auto_method_id: methodId } = automatic.plan;
  const amount = askedFor(due, automatic);
  const wanted = { firmId, contactId, methodId, parts: [{ invoiceId, amount }], purpose: purposeOf(due) };
  const stillAsked = (db: Reader) => isStillAsked(db, due, amount);
  // What was paid in another way is not charged; nothing of it can be under way, or it would be open.
  const answer = amount > 0 ? await chargeSaved(deps, { ...wanted, stillAsked }) : undefined;
  const step = answer ? stepAfter(answer, due) : 'over';
  if (step === 'later') return;
  await deps.work.change(systemActor(firmId), async (change) => {
    const nextOn = nextTryAfter(step, today);
    const { tx } = change;
    // In the order in which everybody locks them.
    await lockInvoiceOf(tx, firmId, invoiceId);
    const isOurs = (await holdAutomatic(tx, automatic)) && (await moveCharge(tx, 'plan_charges', due, step, nextOn));
    if (!isOurs) change.nothing();
    else if (step !== 'over') await failed(deps, change, due, step, amount, nextOn);
    else change.record({ action: 'planAutopay.finish', object: due.plan_id, event: null, about: contactId });
  });
}

/** What is open of the instalment, and never more than was told. */
function askedFor({ number, amount }: ChargeRow, automatic: Automatic): number {
  const part = instalmentsOf(automatic).find((one) => one.number === number);
  return Math.min(part?.open ?? 0, amount);
}

/** Whether nobody has taken it back, to another method neither, and as much is open of it as is to be charged. */
async function isStillAsked(db: Reader, due: Due, amount: number): Promise<boolean> {
  const { firm_id, plan_id } = due;
  const [now] = await automaticPlans(db, firm_id, plan_id);
  return now !== undefined && (await stands(db, due)) && askedFor(due, now) >= amount;
}

async function failed(
  deps: ChargingDeps,
  change: Change,
  { automatic, id, plan_id }: Due,
  step: Step,
  amount: number,
  nextOn: string | null,
): Promise<void> {
  const { tx, now, record } = change;
  const { plan, invoice } = automatic;
  const told = { ...whomOf(automatic), amount };
  const payer = await payerOf(tx, told);
  const say = step === 'again' ? declined : step === 'come' ? come : failedForGood;
  if (payer) await tell(deps, tx, payer, told, say, { now, ...(nextOn !== null && { day: nextOn }) });
  record({ action: 'planAutopay.fail', object: plan_id, event: null, about: plan.auto_contact_id });
  if (step !== 'suspend') return;
  await backToHand(deps, change, plan, 'failed');
  const { firm_id } = plan;
  await openTask(change, { firm_id, kind: 'plan_by_hand', about: plan_id, cycle: id, matter_id: invoice.matter_id });
}

function whomOf({ plan, invoice }: Automatic) {
  const { matter_id: matterId, currency } = invoice;
  return { firmId: plan.firm_id, matterId, contactId: plan.auto_contact_id, currency };
}
