import type { PageQuery } from '../database/pages.js';
import type { Deps } from '../deps.js';
import type { Viewer } from '../http/caller.js';
import { found } from '../http/refusal.js';
import { listChecklists } from './summaries.js';
import { getChecklist } from './view.js';

/** Checklists, as a client reads them. */
export const createChecklists = ({ work, clock }: Deps) => ({
  list: (viewer: Viewer, query: PageQuery) => work.read(viewer.firmId, (db) => listChecklists(db, viewer, query)),

  get: (viewer: Viewer, id: string, withdrawMinutes: number) =>
    work.read(viewer.firmId, async (db) => {
      const checklist = found(await getChecklist(db, viewer, id, { withdrawMinutes, now: clock.now() }));
      return checklist;
    }),
});
