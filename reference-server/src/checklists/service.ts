import { type LocalizedText, notFound } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import type { Viewer } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { getMatter } from '../matters/store.js';
import { tellOfRequests } from '../notifications/notify.js';
import * as store from './store.js';

interface NewChecklist {
  readonly title: LocalizedText;
  readonly groups: readonly { readonly title: LocalizedText; readonly requests: readonly store.NewRequest[] }[];
}

/** Checklists, as a client or as staff reads them, and as staff makes them. */
export const createChecklists = ({ work, ...deps }: Deps) => ({
  list: (viewer: Viewer, query: { limit: number; cursor?: string | undefined }) =>
    work.read(viewer.firmId, async (db) => {
      const { data, nextCursor } = await store.listChecklists(db, viewer, query);
      return {
        data: data.map(({ id, matter, title, created_at, ...counts }) => ({
          id,
          matter,
          title,
          counts,
          createdAt: created_at.toISOString(),
        })),
        nextCursor,
      };
    }),

  get: (viewer: Viewer, id: string) =>
    work.read(viewer.firmId, async (db) => {
      const checklist = await store.getChecklist(db, viewer, id);
      if (!checklist) throw new Refusal(notFound);
      return checklist;
    }),

  create: (actor: Actor, viewer: Viewer, matterId: string, body: NewChecklist) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      if (!(await getMatter(tx, viewer, matterId))) throw new Refusal(notFound);
      const id = newId('chk');
      await store.insertChecklist(tx, { firm_id: firmId, id, matter_id: matterId, title: body.title, created_at: now });
      for (const [position, group] of body.groups.entries()) {
        const groupId = newId('grp');
        await store.insertGroup(tx, { firm_id: firmId, id: groupId, checklist_id: id, position, title: group.title });
        await store.insertRequests(
          tx,
          { firmId, checklistId: id, groupId, from: 0 },
          group.requests.map((request) => ({ id: newId('req'), request })),
        );
      }
      await tellOfRequests(deps, tx, { firmId, matterId, now });
      record({
        action: 'checklists.create',
        object: id,
        event: { type: 'checklist.created', data: { checklistId: id, matterId } },
      });
      return present(tx, viewer, id);
    }),

  addRequest: (
    actor: Actor,
    viewer: Viewer,
    id: string,
    { groupId, ...request }: store.NewRequest & { readonly groupId: string },
  ) =>
    work.change(actor, async ({ tx, now, record }) => {
      const { firmId } = actor;
      const from = await store.nextPosition(tx, viewer, id, groupId);
      if (from === undefined) throw new Refusal(notFound);
      const requestId = newId('req');
      await store.insertRequests(tx, { firmId, checklistId: id, groupId, from }, [{ id: requestId, request }]);
      const checklist = await present(tx, viewer, id);
      await tellOfRequests(deps, tx, { firmId, matterId: checklist.matter.id, now });
      record({
        action: 'checklists.addRequest',
        object: requestId,
        event: { type: 'request.created', data: { requestId, checklistId: id } },
      });
      return checklist;
    }),
});

async function present(tx: Tx, viewer: Viewer, id: string) {
  const checklist = await store.getChecklist(tx, viewer, id);
  if (!checklist) throw new Refusal(notFound);
  return checklist;
}
