/**
 * Tells other systems that what is open of an invoice is late where the firm is: once, and with an active payment plan once for each
 * instalment that is late after one was caught up with. That it is late is derived.
 */
import { systemActor } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { dayOf } from '../firms/today.js';
import { invoiceEvent } from './events.js';

type Needs = Pick<Deps, 'work' | 'clock' | 'config'>;

/** @returns the round, to be run every so often; several servers may run it at once. It answers how many it told of */
export function createOverdueRound(deps: Needs): () => Promise<number> {
  const { work, clock } = deps;
  return async () => {
    let told = 0;
    for (const { firm_id: firmId } of await work.read(everyFirm, (db) => firmsWithLate(db, clock.now()))) {
      const late = await work.read(firmId, async (db) => {
        const { settings } = await getFirm(db, firmId);
        return lateOf(db, firmId, dayOf(settings, clock.now()));
      });
      for (const { id } of late) told += await tell(deps, firmId, id);
    }
    return told;
  };
}

/** Whoever moves the mark tells. @returns 1, or 0 where it was paid, voided or told of in the meantime */
function tell({ work, config }: Needs, firmId: string, id: string): Promise<number> {
  return work.change(systemActor(firmId), async ({ tx, now, record, nothing }) => {
    const row = await tx
      .updateTable('invoices')
      .set({ overdue_told_at: now })
      .where('firm_id', '=', firmId)
      .where('id', '=', id)
      .where('state', '=', 'issued')
      .where('balance', '>', 0)
      .where('overdue_told_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (!row) {
      nothing();
      return 0;
    }
    const { settings } = await getFirm(tx, firmId);
    const event = invoiceEvent(
      { config, settings },
      'invoice.overdue',
      { ...row, due_on: row.next_due_on },
      row.balance,
    );
    record({ action: 'invoices.overdue', object: id, event });
    return 1;
  });
}

/** Firms with something that would be late in the first time zone of the earth; which day it is where they are is ours to know. */
function firmsWithLate(db: Reader, now: Date) {
  return untold(db)
    .select('firm_id')
    .distinct()
    .where('next_due_on', '<', dayOf({ timeZone: 'Pacific/Kiritimati' }, now))
    .execute();
}

function lateOf(db: Reader, firmId: string, today: string) {
  return untold(db)
    .select('id')
    .where('firm_id', '=', firmId)
    .where('next_due_on', '<', today)
    .orderBy('next_due_on')
    .execute();
}

function untold(db: Reader) {
  return db
    .selectFrom('invoices')
    .where('state', '=', 'issued')
    .where('balance', '>', 0)
    .where('overdue_told_at', 'is', null);
}
