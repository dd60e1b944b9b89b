/** Asks, right before a message goes, whether everything that it says still holds; where not, it is taken back. */
import { systemActor } from '../database/actor.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { contactViewer } from '../http/caller.js';
import type { Guard } from '../mail/relay.js';
import { deleteMail } from '../mail/store.js';
import { chargedByItself } from './by-itself.js';
import { remindingNow } from './cadence.js';
import { mayBeTold } from './remind.js';
import { findReached, forgetReminders, oweOf, remindersOf } from './store.js';

export function createReminderGuard({ work, clock }: Pick<Deps, 'work' | 'clock'>): Guard {
  return async ({ firmId, id, tries }) => {
    if (await work.read(firmId, (db) => holds(db, firmId, id, clock.now()))) return true;
    await work.change(systemActor(firmId), async ({ tx, record }) => {
      await deleteMail(tx, { firmId, id });
      // Of one that was tried before nobody knows whether it has come; it is not told again.
      if (tries === 1) await forgetReminders(tx, firmId, id);
      record({ action: 'reminders.takeBack', object: id, event: null });
    });
    return false;
  };
}

/** A part that was paid makes the amount wrong, and another day makes "today" wrong. */
async function holds(db: Reader, firmId: string, mailId: string, now: Date): Promise<boolean> {
  const rows = await remindersOf(db, firmId, mailId);
  for (const { contact_id: contactId, invoice_id, channel, due_on, amount, day } of rows) {
    const reached = await findReached(db, { firmId, contactId });
    if (!reached || remindingNow(reached.settings, now)?.day !== day) return false;
    if (!mayBeTold(reached, channel, due_on < day)) return false;
    const asked = await oweOf(db, contactViewer(firmId, contactId), invoice_id, chargedByItself(day));
    if (asked?.dueOn !== due_on || asked.amount !== amount) return false;
  }
  return rows.length > 0;
}
