/**
 * What becomes of a payment that the client's bank takes back. While the two of them argue the money is only held back, and the
 * ledger stays as it is; what the firm has lost is gone, and is taken out of the ledger once, however often that is told.
 */
import { systemActor } from '../database/actor.js';
import type { Dispute } from '../ports/payments.js';
import { giveAlong } from './give.js';
import { isNew, type Message, raiseHeld, type SettleDeps } from './settle.js';
import type { AttemptRow } from './store.js';

/** @param told as the processor says it when asked @param message what brought it up */
export function settleDispute(deps: SettleDeps, attempt: AttemptRow, told: Dispute, message: Message): Promise<void> {
  const { firm_id, id: attempt_id } = attempt;
  const { id: reference, amount, currency, state } = told;
  return deps.work.change(systemActor(firm_id), async (change) => {
    if (!(await isNew(change, firm_id, message))) return;
    if (state === 'won') {
      change.nothing();
      return;
    }
    if (state === 'lost') await giveAlong(deps, change, attempt, { ...told, type: 'chargeback' });
    const reason = state === 'lost' ? 'dispute_lost' : 'disputed';
    // The bank decides, and no message of ours changes it: somebody at the firm has to know.
    await raiseHeld(change, { firm_id, attempt_id, matter_id: null, reason, reference, amount, currency });
  });
}
