/** Tasks of the staff. Each is opened once for what it is about, and for each time that it begins anew (`cycle`). */
import type { StaffTask, StaffTaskKind } from '@portico/contract';
import { newId } from '../database/ids.js';
import { page, type PageQuery } from '../database/pages.js';
import type { Reader, Tx } from '../database/tables.js';
import type { Change } from '../database/work.js';
import type { Viewer } from '../http/caller.js';
import { withinReach } from '../matters/reach.js';

interface StaffTaskTable {
  firm_id: string;
  id: string;
  kind: StaffTaskKind;
  about: string;
  /** What tells one time from another, as a due day does; empty where there is one time only. */
  cycle: string;
  matter_id: string | null;
  opened_at: Date;
  resolved_at: Date | null;
  /** Null where the server resolved it. */
  resolved_by: string | null;
  note: string | null;
}

declare module '../database/tables.js' {
  interface Tables {
    staff_tasks: StaffTaskTable;
  }
}

export type StaffTaskRow = Readonly<StaffTaskTable>;

/** Who reads: within their reach, and of the kinds that they may read about. */
export type TaskViewer = Viewer & { readonly kinds: readonly StaffTaskKind[] };

export interface TaskFilter {
  readonly state?: 'open' | 'resolved' | undefined;
  readonly kind?: StaffTaskKind | undefined;
  readonly matterId?: string | undefined;
}

type Opening = Pick<StaffTaskRow, 'firm_id' | 'kind' | 'about' | 'matter_id'> & { readonly cycle?: string };

/** Opens a task in a change that has other facts, and tells other systems. @returns false where there was one */
export async function openTask({ tx, now, record }: Change, opening: Opening): Promise<boolean> {
  const row = await tx
    .insertInto('staff_tasks')
    .values({
      ...{ cycle: '', ...opening, id: newId('tsk'), opened_at: now },
      ...{ resolved_at: null, resolved_by: null, note: null },
    })
    .onConflict((on) => on.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return false;
  const { id, kind, about, matter_id } = row;
  const data = { taskId: id, kind, about, ...(matter_id !== null && { matterId: matter_id }) };
  record({ action: 'staffTasks.open', object: id, event: { type: 'staff_task.opened', data } });
  return true;
}

/** Resolves what is open about something, because its reason is gone. @returns how many */
export async function closeTasks(
  { tx, now, record }: Change,
  { firm_id, kind, about }: Pick<StaffTaskRow, 'firm_id' | 'kind' | 'about'>,
): Promise<number> {
  const rows = await tx
    .updateTable('staff_tasks')
    .set({ resolved_at: now })
    .where('firm_id', '=', firm_id)
    .where('kind', '=', kind)
    .where('about', '=', about)
    .where('resolved_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of rows) record({ action: 'staffTasks.close', object: id, event: null });
  return rows.length;
}

function seen(db: Reader, viewer: TaskViewer) {
  return db
    .selectFrom('staff_tasks')
    .selectAll()
    .where('firm_id', '=', viewer.firmId)
    .where('kind', 'in', [...viewer.kinds])
    .where(withinReach(viewer, 'staff_tasks.matter_id'));
}

export async function listTasks(db: Reader, viewer: TaskViewer, filter: TaskFilter, { limit, cursor }: PageQuery) {
  if (viewer.kinds.length === 0) return { data: [], nextCursor: null };
  const { state, kind, matterId } = filter;
  const rows = await seen(db, viewer)
    .$if(state !== undefined, (query) => query.where('resolved_at', state === 'open' ? 'is' : 'is not', null))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'invoice_unpaid'))
    .$if(matterId !== undefined, (query) => query.where('matter_id', '=', matterId ?? ''))
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, (row) => row.id);
}

export async function lockTask(tx: Tx, viewer: TaskViewer, id: string): Promise<StaffTaskRow | undefined> {
  if (viewer.kinds.length === 0) return undefined;
  return seen(tx, viewer).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function resolveTask(
  tx: Tx,
  { firm_id, id }: StaffTaskRow,
  resolution: { readonly resolved_at: Date; readonly resolved_by: string | null; readonly note: string },
): Promise<StaffTaskRow> {
  return tx
    .updateTable('staff_tasks')
    .set(resolution)
    .where('firm_id', '=', firm_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function taskView({ id, kind, about, matter_id, opened_at, ...row }: StaffTaskRow): StaffTask {
  const { resolved_at, resolved_by: by, note } = row;
  return {
    ...{ id, kind, about, matterId: matter_id, openedAt: opened_at.toISOString() },
    resolved: resolved_at && { at: resolved_at.toISOString(), by, note },
  };
}
