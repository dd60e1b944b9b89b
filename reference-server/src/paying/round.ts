/**
 * Settles what nobody told of: messages that were lost, servers that died between two steps, banks that take days, pages that were
 * closed. Any number of servers may run it; each leases what it looks at.
 */
import { everyFirm } from '../database/confine.js';
import { causeOf, createRounds, nextTry, type Rounds } from '../database/rounds.js';
import type { Deps } from '../deps.js';
import { forgetDue } from '../payment-methods/forgetting.js';
import { endAttempt, lookAt, openAttempt } from './open.js';
import { takeDueRefunds } from './refund-store.js';
import { carryRefund } from './refunds.js';
import { ABANDONED_MS, type AttemptRow, AWAY_MS, lookLater, takeDueAttempts } from './store.js';

type Needs = Pick<Deps, 'work' | 'config' | 'log' | 'clock' | 'payments'>;

/** Waits after the first, second, third look; the last one for all that follow. */
const LOOKS_MS = [60_000, 5 * 60_000, 30 * 60_000, 2 * 60 * 60_000];
/** Longer than a processor may take. */
const LEASE_MS = 5 * 60_000;
const BATCH = 8;

export function createSettling(deps: Needs): Rounds {
  return createRounds(
    async () => {
      const { payments, work } = deps;
      if (!payments) return 0;
      const [attempts, refunds] = await work.upkeep(everyFirm, async (tx, now) => {
        const leaseEnd = new Date(now.getTime() + LEASE_MS);
        return [
          await takeDueAttempts(tx, now, leaseEnd, BATCH),
          await takeDueRefunds(tx, now, leaseEnd, BATCH),
        ] as const;
      });
      for (const attempt of attempts) await look(deps, attempt);
      for (const refund of refunds) await carryRefund(deps, payments, refund);
      return Math.max(attempts.length, refunds.length, await forgetDue(deps, payments, BATCH));
    },
    BATCH,
    (error) => deps.log.error({ cause: causeOf(error) }, 'settling'),
  );
}

/** One attempt; what fails is tried again later. */
async function look(deps: Needs, attempt: AttemptRow): Promise<void> {
  const { payments, work, log, clock } = deps;
  // An attempt of another processor than the one that is set up now waits for that one to come back.
  if (payments?.name !== attempt.processor) return;
  const age = clock.now().getTime() - attempt.created_at.getTime();
  // What is charged while the client is away has nobody who tries another card: it has failed, or whoever began it has died.
  const isAbandoned = age > (attempt.away ? AWAY_MS : ABANDONED_MS) || (attempt.away && attempt.failure !== null);
  try {
    if (isAbandoned && attempt.state !== 'processing') await endAttempt(deps, payments, attempt);
    else if (attempt.state === 'wanted') await openAttempt(deps, payments, attempt);
    else await lookAt(deps, payments, attempt);
  } catch (error) {
    log.error({ attempt: attempt.id, tries: attempt.tries, cause: causeOf(error) }, 'payment not settled');
  }
  await work.upkeep(attempt.firm_id, (tx, now) => lookLater(tx, attempt, nextTry(now, LOOKS_MS, attempt.tries)));
}
