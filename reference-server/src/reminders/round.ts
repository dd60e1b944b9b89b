/**
 * Reminds clients of what they owe, by the firm's cadence, in its hours. What a missed round would have said is not made up for: each
 * round looks whose turn it is now. Any number of servers may run it; the rows of `reminders` let each message be written once.
 */
import { causeOf } from '../database/rounds.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { remindingNow, spansOn, stepsOf } from './cadence.js';
import { escalate } from './escalate.js';
import { remind } from './remind.js';
import { findCandidates, remindingFirms } from './store.js';

type Needs = Pick<Deps, 'work' | 'bytes' | 'config' | 'clock' | 'log' | 'relay'>;

/** @returns the round, to be run every so often. It answers how many messages it wrote */
export function createReminderRound(deps: Needs): () => Promise<number> {
  return async () => {
    let written = 0;
    for (const firmId of await remindingFirms(deps.work)) written += await remindOf(deps, firmId);
    if (written > 0) deps.relay.poke();
    return written;
  };
}

async function remindOf(deps: Needs, firmId: string): Promise<number> {
  const { work, clock, log } = deps;
  const today = await work.read(firmId, async (db) => remindingNow((await getFirm(db, firmId)).settings, clock.now()));
  if (!today) return 0;
  const spans = spansOn(today.day, stepsOf(today.reminders));
  const due = await work.read(firmId, (db) => findCandidates(db, firmId, today.day, spans));
  let written = 0;
  for (const contactId of new Set(due.map((one) => one.contactId))) {
    const ids = due.filter((one) => one.contactId === contactId).map(({ invoiceId }) => invoiceId);
    try {
      written += await remind(deps, { firmId, contactId }, ids);
    } catch (error) {
      // The others are reminded all the same; the next round tries again.
      log.error({ contact: contactId, cause: causeOf(error) }, 'not reminded');
    }
  }
  await escalate(deps, firmId, today);
  return written;
}
