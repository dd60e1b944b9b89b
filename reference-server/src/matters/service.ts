import { conflict, type MatterData, notFound } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { clientExists } from '../clients/store.js';
import { getStaff } from '../firms/store.js';
import { firmViewer, type Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { tellOfRequests } from '../notifications/notify.js';
import { forgetShared, tellOfShared } from '../notifications/shared.js';
import { adapt } from '../requests/adapt.js';
import { lockChecklistsOf } from '../requests/store.js';
import * as store from './store.js';

interface NewMatter {
  readonly clientId: string;
  readonly title: string;
  readonly reference?: string | undefined;
  readonly caseType?: string | undefined;
  readonly data: MatterData;
}

/** Matters, whom they are shared with, and who works on them. */
export const createMatters = ({ work, ...deps }: Deps) => ({
  list: (viewer: Viewer, query: { limit: number; cursor?: string | undefined }) =>
    work.read(viewer.firmId, async (db) => {
      const { data, nextCursor } = await store.listMatters(db, viewer, query);
      return { data: data.map(matterView), nextCursor };
    }),

  get: (viewer: Viewer, id: string) =>
    work.read(viewer.firmId, async (db) => {
      const row = found(await store.getMatter(db, viewer, id));
      return matterView(row);
    }),

  create: (actor: Actor, body: NewMatter) =>
    work.change(actor, async ({ tx, now, record }) => {
      const all = firmViewer(actor.firmId);
      if (!(await clientExists(tx, actor.firmId, body.clientId))) throw new Refusal(notFound);
      const id = newId('mat');
      await store.insertMatter(tx, {
        firm_id: actor.firmId,
        id,
        client_id: body.clientId,
        title: body.title,
        reference: body.reference ?? null,
        caseType: body.caseType ?? null,
        data: body.data,
        created_at: now,
      });
      // Whoever opens a matter works on it; else a role that reaches to its own matters would lose it at once.
      if (actor.type === 'staff' && actor.id !== null) await store.insertAssignment(tx, all, id, actor.id, now);
      record({ action: 'matters.create', object: id, event: { type: 'matter.created', data: { matterId: id } } });
      return present(tx, all, id);
    }),

  /** Changes what is named, and brings the matter's checklists in line with it. */
  update: (actor: Actor, viewer: Viewer, id: string, body: store.MatterChanges) =>
    work.change(actor, async (change) => {
      const { tx, now, record } = change;
      const { firmId } = viewer;
      const checklists = await lockChecklistsOf(tx, firmId, id);
      if (!(await store.updateMatter(tx, viewer, id, body))) throw new Refusal(notFound);
      record({ action: 'matters.update', object: id, event: { type: 'matter.updated', data: { matterId: id } } });
      let asks = false;
      for (const checklistId of checklists) {
        asks = (await adapt(change, { firmId, checklistId, matterId: id })).asks || asks;
      }
      if (asks) await tellOfRequests(deps, tx, { firmId, matterId: id, now });
      return present(tx, viewer, id);
    }),

  share: (actor: Actor, viewer: Viewer, id: string, contactId: string) =>
    work.change(actor, async ({ tx, now, record, nothing }) => {
      if (await store.insertShare(tx, viewer, id, contactId, now)) {
        await tellOfRequests(deps, tx, { firmId: viewer.firmId, matterId: id, contactId, now });
        await tellOfShared(deps, tx, { firmId: viewer.firmId, matterId: id, contactId, now });
        record({
          action: 'matters.share',
          object: id,
          event: { type: 'matter.shared', data: { matterId: id, contactId } },
        });
      } else {
        if (!(await store.isOfClient(tx, viewer, id, contactId))) throw new Refusal(notFound);
        nothing();
      }
      return present(tx, viewer, id);
    }),

  unshare: (actor: Actor, viewer: Viewer, id: string, contactId: string) =>
    work.change(actor, async ({ tx, record, nothing }) => {
      if (await store.deleteShare(tx, viewer, id, contactId)) {
        await forgetShared(tx, viewer.firmId, [contactId]);
        record({
          action: 'matters.unshare',
          object: id,
          event: { type: 'matter.unshared', data: { matterId: id, contactId } },
        });
      } else {
        if (!(await store.isOfClient(tx, viewer, id, contactId))) throw new Refusal(notFound);
        nothing();
      }
      return present(tx, viewer, id);
    }),

  assign: (actor: Actor, viewer: Viewer, id: string, staffId: string) =>
    work.change(actor, async ({ tx, now, record, nothing }) => {
      if (await store.insertAssignment(tx, viewer, id, staffId, now)) {
        record({
          action: 'matters.assign',
          object: id,
          event: { type: 'matter.assigned', data: { matterId: id, staffId } },
        });
        return present(tx, viewer, id);
      }
      const matter = await present(tx, viewer, id);
      const member = found(await getStaff(tx, actor.firmId, staffId));
      if (!member.active) throw new Refusal(conflict, { reason: 'staff_inactive' });
      nothing();
      return matter;
    }),

  unassign: (actor: Actor, viewer: Viewer, id: string, staffId: string) =>
    work.change(actor, async ({ tx, record, nothing }) => {
      if (await store.deleteAssignment(tx, viewer, id, staffId)) {
        record({
          action: 'matters.unassign',
          object: id,
          event: { type: 'matter.unassigned', data: { matterId: id, staffId } },
        });
        // Members may end their own assignment, and are told what they leave behind.
        return present(tx, firmViewer(actor.firmId), id);
      }
      const matter = await present(tx, viewer, id);
      found(await getStaff(tx, actor.firmId, staffId));
      nothing();
      return matter;
    }),
});

async function present(tx: Tx, viewer: Viewer, id: string) {
  const row = found(await store.getMatter(tx, viewer, id));
  return matterView(row);
}

function matterView(row: NonNullable<Awaited<ReturnType<typeof store.getMatter>>>) {
  return {
    id: row.id,
    clientId: row.client_id,
    title: row.title,
    reference: row.reference,
    caseType: row.case_type,
    data: row.data,
    sharedWith: row.shared_with,
    assignedTo: row.assigned_to,
    createdAt: row.created_at.toISOString(),
  };
}
