/**
 * Carries queued mails to the mailer, and text messages to their sender, at least once. Nothing is held open while a mail server thinks:
 * the relay leases what is due, commits, sends, and then erases; any number of relays may run.
 */
import { systemActor } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import { causeOf, createRounds, nextTry, type Rounds } from '../database/rounds.js';
import type { Deps } from '../deps.js';
import { UndeliverableError } from '../ports/undeliverable.js';
import { deleteMail, type DueMail, type GuardName, openMail, postpone, takeDue } from './store.js';

/** Waits after the first, second, third failure; the last one for all that follow. */
const BACK_OFF_MS = [30_000, 2 * 60_000, 10 * 60_000, 60 * 60_000];
/** Longer than a mailer may take for one message. */
const LEASE_MS = 2 * 60_000;
/** Mails sent side by side. */
const BATCH = 10;

/** Says whether a mail still is to go; where not, it has taken it back. */
export type Guard = (mail: Pick<DueMail, 'firmId' | 'id' | 'tries'>) => Promise<boolean>;

/** Those that failed are put off and logged. */
export type MailRelay = Rounds;

type RelayDeps = Pick<Deps, 'bytes' | 'clock' | 'config' | 'log' | 'mailer' | 'sms' | 'work'> & {
  readonly guards?: Readonly<Record<GuardName, Guard>>;
};

export function createMailRelay(deps: RelayDeps): MailRelay {
  return createRounds(
    async () => {
      const due = await deps.work.upkeep(everyFirm, (tx, now) =>
        takeDue(tx, now, new Date(now.getTime() + LEASE_MS), BATCH),
      );
      await Promise.all(due.map((mail) => carry(deps, mail)));
      return due.length;
    },
    BATCH,
    (error) => deps.log.error({ cause: causeOf(error) }, 'mail relay'),
  );
}

async function carry(deps: RelayDeps, due: DueMail): Promise<void> {
  if (deps.clock.now() >= due.giveUpAt) return giveUp(deps, due);
  try {
    if (due.guard !== null && !(await mustGuard(deps, due.guard)(due))) return;
    const mail = await openMail(deps, due);
    if (!due.discard) await ('subject' in mail ? deps.mailer.send(mail) : deps.sms.send(mail));
  } catch (error) {
    deps.log.error({ mail: due.id, tries: due.tries, cause: causeOf(error) }, 'mail not sent');
    if (error instanceof UndeliverableError) return giveUp(deps, due);
    await deps.work.upkeep(due.firmId, (tx, now) => postpone(tx, due, nextTry(now, BACK_OFF_MS, due.tries)));
    return;
  }
  await deps.work.upkeep(due.firmId, (tx) => deleteMail(tx, due));
}

/** What waits for somebody's word does not go without it. */
function mustGuard({ guards }: RelayDeps, name: GuardName): Guard {
  if (!guards) throw new Error('Nobody guards this mail');
  return guards[name];
}

/** A mail that nobody got is something the firm must be able to find out. */
async function giveUp(deps: RelayDeps, due: DueMail): Promise<void> {
  await deps.work.change(systemActor(due.firmId), async ({ tx, record, nothing }) => {
    await deleteMail(tx, due);
    if (due.discard) nothing();
    else record({ action: 'mails.giveUp', object: due.id, event: null });
  });
}
