import type { EventValue } from '@portico/contract';
import { newId } from '../database/ids.js';
import { numberOf, page, type PageQuery } from '../database/pages.js';
import type { Json, Reader, Tx } from '../database/tables.js';

interface OutboxEventTable {
  firm_id: string;
  /** Number of the audit entry of the same act: commit order, so that a reader's cursor misses nothing. */
  seq: number;
  id: string;
  type: string;
  data: Json<Record<string, EventValue>>;
  at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    outbox_events: OutboxEventTable;
  }
}

export interface NewEvent {
  readonly firmId: string;
  readonly seq: number;
  readonly type: string;
  readonly data: Readonly<Record<string, EventValue>>;
  readonly at: Date;
}

/** Writes an event into the outbox, in the transaction of what it tells of. */
export async function appendEvent(tx: Tx, { firmId, seq, type, data, at }: NewEvent): Promise<void> {
  await tx
    .insertInto('outbox_events')
    .values({ firm_id: firmId, seq, id: newId('evt'), type, data: JSON.stringify(data), at })
    .execute();
}

/** A page of a firm's events, oldest first. */
export async function listEvents(db: Reader, firmId: string, { limit, cursor }: PageQuery) {
  const rows = await db
    .selectFrom('outbox_events')
    .selectAll()
    .where('firm_id', '=', firmId)
    .where('seq', '>', numberOf(cursor, 0))
    .orderBy('seq')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => String(row.seq));
}
