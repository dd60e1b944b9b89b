/**
 * Charges a kept method while the client is away: what is due by itself, and instalments of plans. An attempt is made first, its id
 * stored second, and the charge comes third, as for a client who is there; a purpose has one attempt that was tried, so whoever asks
 * again, after a crash or in another process, gets what became of the first.
 */
import { amountRefused, type PayingFailure, paymentsNotConfigured } from '@portico/contract';
import { systemActor } from '../database/actor.js';
import { causeOf } from '../database/rounds.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import { PaymentError, type PaymentProcessor } from '../ports/payments.js';
import { beginCharge, type SavedCharge, type WhyNot } from './begin-charge.js';
import { chargeMethod } from './charge-method.js';
import { endAttempt, openAttempt, refOf } from './open.js';
import { settle } from './settle.js';
import { type AttemptRow, findAttempt } from './store.js';

export type { SavedCharge, WhyNot } from './begin-charge.js';

type Needs = Pick<Deps, 'work' | 'config' | 'log' | 'clock' | 'payments'>;

export type Charged =
  /** `processing`: the bank has it, for days maybe; ask again with the same purpose. */
  | { readonly state: 'paid' | 'processing'; readonly attemptId: string }
  /** Nothing moved, and the attempt is over. */
  | { readonly state: 'failed'; readonly attemptId: string; readonly failure: PayingFailure }
  /** Nobody can tell yet: ask again with the same purpose. */
  | { readonly state: 'unknown'; readonly attemptId: string }
  /** Nothing was begun, and the purpose is free. */
  | { readonly state: 'refused'; readonly reason: WhyNot };

/** Call it outside of any transaction, and with one purpose as often as need be. */
export async function chargeSaved(deps: Needs, charge: SavedCharge): Promise<Charged> {
  const { payments: processor } = deps;
  if (!processor) return { state: 'refused', reason: 'not_configured' };
  const { firmId } = charge;
  const begun = await deps.work.change(systemActor(firmId), (change) => beginCharge(change, processor, charge));
  if ('reason' in begun) return { state: 'refused', reason: begun.reason };
  const { id } = begun.attempt;
  const now = async () => (await deps.work.read(firmId, (db) => findAttempt(db, firmId, id))) ?? begun.attempt;
  try {
    await carry(deps, processor, begun.attempt, now);
  } catch (error) {
    if (error instanceof Refusal) return whyNot(await now(), error);
    if (!(error instanceof PaymentError)) throw error;
    deps.log.error({ attempt: id, code: error.code, cause: causeOf(error) }, 'charge not told');
  }
  return outcomeOf(await now());
}

/** From wherever it was left. @throws PaymentError, Refusal */
async function carry(
  deps: Needs,
  processor: PaymentProcessor,
  begun: AttemptRow,
  now: () => Promise<AttemptRow>,
): Promise<void> {
  const opened = begun.state === 'wanted' ? (await openAttempt(deps, processor, begun)).attempt : begun;
  if (opened.state === 'open' && opened.failure === null) await chargeMethod(deps, processor, opened);
  const tried = await now();
  if (tried.state === 'action') await nobodyThere(deps, processor, tried);
  const last = await now();
  // Nobody is there to try another card.
  if (last.state === 'open' && last.failure !== null) await endAttempt(deps, processor, last);
}

/** The bank asks for somebody who is away. */
async function nobodyThere(deps: Needs, processor: PaymentProcessor, attempt: AttemptRow): Promise<void> {
  const payment = await processor.retrieve(refOf(attempt));
  const failure = { code: 'authentication_required', declineCode: null } as const;
  await settle(deps, attempt, payment.state === 'action' ? { ...payment, state: 'open', failure } : payment);
}

function outcomeOf({ id: attemptId, state, failure }: AttemptRow): Charged {
  if (state === 'paid' || state === 'processing') return { state, attemptId };
  if (state !== 'canceled') return { state: 'unknown', attemptId };
  // Somebody else ended it before it was tried.
  return failure === null ? { state: 'refused', reason: 'busy' } : { state: 'failed', attemptId, failure };
}

function whyNot({ id: attemptId, state }: AttemptRow, { problem: { code } }: Refusal): Charged {
  if (state !== 'canceled') return { state: 'unknown', attemptId };
  if (code === amountRefused.code) return { state: 'refused', reason: 'amount_refused' };
  return { state: 'refused', reason: code === paymentsNotConfigured.code ? 'not_configured' : 'busy' };
}
