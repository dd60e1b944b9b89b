import type { RequestSlot, RequestType } from '@portico/contract';
import { sql } from 'kysely';
import { opens, visible } from '../checklists/store.js';
import type { Reader, Tx } from '../database/tables.js';
import { type DocumentRow, ofStaff } from '../documents/store.js';
import type { Viewer } from '../http/caller.js';
import { isOver, type KeptState } from '../requests/life.js';

/** A request that a document may be filed under. */
export interface Target {
  readonly id: string;
  readonly matterId: string;
  readonly slots: readonly RequestSlot[];
  /** Takes documents, applies, and is not over. */
  readonly open: boolean;
}

interface TargetState {
  readonly type: RequestType;
  readonly applies: boolean;
  readonly state: KeptState;
}

/** Requests that the viewer, of the staff, may file under: those of the kinds that their role opens. */
export async function findTargets(db: Reader, viewer: Viewer, ids: readonly string[]): Promise<readonly Target[]> {
  const result = await sql<Omit<Target, 'open'> & TargetState>`
    select r.id, k.matter_id as "matterId", r.slots, r.type, r.applies, r.state
    from checklist_requests r join checklists k on k.firm_id = r.firm_id and k.id = r.checklist_id
    where r.firm_id = ${viewer.firmId} and r.id = any(${[...ids]}) and ${visible(viewer)} and ${opens(viewer)}`.execute(
    db,
  );
  return result.rows.map(({ type, applies, state, ...target }) => ({
    ...target,
    open: type === 'documents' && applies && !isOver(state),
  }));
}

/** Locks requests behind their checklists, each in an order that is the same for all. */
export async function lockRequests(tx: Tx, firmId: string, ids: readonly string[]): Promise<void> {
  await sql`select 1 from checklists k where k.firm_id = ${firmId} and k.id in (
    select r.checklist_id from checklist_requests r where r.firm_id = ${firmId} and r.id = any(${[...ids]}))
    order by k.id for update`.execute(tx);
  await sql`select 1 from checklist_requests r where r.firm_id = ${firmId} and r.id = any(${[...ids]})
    order by r.id for update`.execute(tx);
}

/**
 * Takes received documents that the viewer may see out of review, by compare-and-set.
 * @param into what was made of them @returns how many there were
 */
export async function markRearranged(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
  into: readonly string[],
): Promise<number> {
  const result = await tx
    .updateTable('documents')
    .set({ state: 'rearranged', made_into: [...into] })
    .where('firm_id', '=', viewer.firmId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'received')
    .where(ofStaff(viewer))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** What the client had sent that documents come from, in the order of these. */
export function originsOf(documents: readonly DocumentRow[]): string[] {
  return [...new Set(documents.flatMap(({ id, origins }) => (origins.length > 0 ? origins : [id])))];
}
