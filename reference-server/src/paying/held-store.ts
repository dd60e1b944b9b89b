/** Payments that somebody at the firm has to look at. Each reason is raised once for a payment. */
import type { HeldPayment, HeldReason } from '@portico/contract';
import type { Selectable } from 'kysely';
import { newId } from '../database/ids.js';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Viewer } from '../http/caller.js';
import { withinReach } from '../matters/reach.js';

interface HeldTable {
  firm_id: string;
  id: string;
  reason: HeldReason;
  attempt_id: string | null;
  /** Of the first invoice; null where nobody knows what it was for, which those see who see everything. */
  matter_id: string | null;
  /** What the processor calls the payment, the refund or the dispute. */
  reference: string;
  amount: number;
  currency: string;
  raised_at: Date;
  resolved_at: Date | null;
  /** In the words of whoever resolved it. */
  note: string | null;
}

declare module '../database/tables.js' {
  interface Tables {
    held_payments: HeldTable;
  }
}

export type HeldRow = Readonly<Selectable<HeldTable>>;
export type Raised = Omit<HeldRow, 'id' | 'resolved_at' | 'note'>;

/** @returns undefined where it has been raised before */
export async function raise(tx: Tx, raised: Raised): Promise<HeldRow | undefined> {
  return tx
    .insertInto('held_payments')
    .values({ ...raised, id: newId('hld'), resolved_at: null, note: null })
    .onConflict((on) => on.doNothing())
    .returningAll()
    .executeTakeFirst();
}

function seen(db: Reader, viewer: Viewer) {
  return db
    .selectFrom('held_payments')
    .selectAll()
    .where('firm_id', '=', viewer.firmId)
    .where(withinReach(viewer, 'held_payments.matter_id'));
}

export async function listHeld(
  db: Reader,
  viewer: Viewer,
  state: 'open' | 'resolved' | undefined,
  { limit, cursor }: PageQuery,
) {
  const rows = await seen(db, viewer)
    .$if(state !== undefined, (query) => query.where('resolved_at', state === 'open' ? 'is' : 'is not', null))
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export async function lockHeld(tx: Tx, viewer: Viewer, id: string): Promise<HeldRow | undefined> {
  return seen(tx, viewer).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function resolve(tx: Tx, { firm_id, id }: HeldRow, note: string, now: Date): Promise<HeldRow> {
  return tx
    .updateTable('held_payments')
    .set({ resolved_at: now, note })
    .where('firm_id', '=', firm_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function heldView({ id, reason, attempt_id: attemptId, matter_id: matterId, ...row }: HeldRow): HeldPayment {
  const { reference, amount, currency, raised_at, resolved_at, note } = row;
  return {
    ...{ id, reason, attemptId, matterId, reference, amount, currency, raisedAt: raised_at.toISOString() },
    resolved: resolved_at === null ? null : { note: note ?? '', at: resolved_at.toISOString() },
  };
}
