/** Charges the kept method of an attempt that is open, once; whatever becomes of the answer, the payment itself is asked. */
import type { PayingFailure } from '@portico/contract';
import type { Deps } from '../deps.js';
import { PaymentError, type PaymentErrorCode, type PaymentProcessor } from '../ports/payments.js';
import { findMethod } from '../payment-methods/store.js';
import { refOf } from './open.js';
import { settle } from './settle.js';
import type { AttemptRow } from './store.js';

type Needs = Pick<Deps, 'work' | 'config' | 'log'>;

/** What became of it is written down, a refusal too. @throws PaymentError where nobody can tell yet */
export async function chargeMethod(deps: Needs, processor: PaymentProcessor, attempt: AttemptRow): Promise<void> {
  const { firm_id: firmId, contact_id, method_id, away } = attempt;
  const method = await deps.work.read(firmId, (db) => findMethod(db, firmId, contact_id, method_id ?? ''));
  let refused: PaymentError;
  try {
    if (!method) throw new PaymentError('method_unusable');
    await settle(deps, attempt, await processor.charge(refOf(attempt), method.external_id, !away));
    return;
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    if (error.moved === 'unknown' || error.code === 'busy' || error.code === 'unreachable') throw error;
    refused = error;
  }
  const payment = await processor.retrieve(refOf(attempt));
  // A refusal before the bank was asked is not written on the payment there.
  const code = FAILURES[refused.code] ?? 'failed';
  const failure = payment.failure ?? { code, declineCode: refused.declineCode };
  await settle(deps, attempt, payment.state === 'open' ? { ...payment, failure } : payment);
}

const FAILURES: Partial<Record<PaymentErrorCode, PayingFailure>> = {
  card_declined: 'card_declined',
  authentication_required: 'authentication_required',
  method_unusable: 'method_unusable',
};
