/** Messages of the processor that have been acted upon, so that none is a second time. */
import type { Reader, Tx } from '../database/tables.js';

interface EventTable {
  firm_id: string;
  processor: string;
  event_id: string;
  type: string;
  at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    payment_events: EventTable;
  }
}

/** Remembers a message. @returns false where it has come before */
export async function keepEvent(tx: Tx, event: Readonly<EventTable>): Promise<boolean> {
  const kept = await tx
    .insertInto('payment_events')
    .values(event)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return kept.numInsertedOrUpdatedRows === 1n;
}

export async function hasEvent(db: Reader, firmId: string, processor: string, eventId: string): Promise<boolean> {
  const row = await db
    .selectFrom('payment_events')
    .select('event_id')
    .where('firm_id', '=', firmId)
    .where('processor', '=', processor)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return row !== undefined;
}
