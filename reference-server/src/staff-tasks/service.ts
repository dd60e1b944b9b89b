import { conflict } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { PageQuery } from '../database/pages.js';
import type { Deps } from '../deps.js';
import { found, Refusal } from '../http/refusal.js';
import { listTasks, lockTask, resolveTask, type TaskFilter, taskView, type TaskViewer } from './store.js';

/** What waits for somebody of the staff. */
export const createStaffTasks = ({ work }: Pick<Deps, 'work'>) => ({
  list: (viewer: TaskViewer, filter: TaskFilter, query: PageQuery) =>
    work.read(viewer.firmId, async (db) => {
      const { data, nextCursor } = await listTasks(db, viewer, filter, query);
      return { data: data.map(taskView), nextCursor };
    }),

  resolve: (actor: Actor, viewer: TaskViewer, id: string, note: string) =>
    work.change(actor, async ({ tx, now, record }) => {
      const row = found(await lockTask(tx, viewer, id));
      if (row.resolved_at !== null) throw new Refusal(conflict, { reason: 'resolved' });
      const resolved = await resolveTask(tx, row, { resolved_at: now, resolved_by: actor.id, note });
      record({ action: 'staffTasks.resolve', object: id, event: null, details: { note } });
      return taskView(resolved);
    }),
});
