/** Checklists as staff make, read and arrange them. */
import {
  conditionInvalid,
  conflict,
  faultsOf,
  type FirmChecklist,
  type LocalizedText,
  notFound,
} from '@portico/contract';
import * as store from '../checklists/store.js';
import { listChecklists } from '../checklists/summaries.js';
import { getFirmChecklist } from '../checklists/view.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { PageQuery } from '../database/pages.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { getMatter } from '../matters/store.js';
import { tellOfRequests } from '../notifications/notify.js';
import { adapt, reopenChecklist } from '../requests/adapt.js';
import { conditionalItems, lockChecklist } from '../requests/store.js';
import { arrange, insertGroupAtEnd, orderOf } from './store.js';

export interface NewChecklist {
  readonly title: LocalizedText;
  readonly groups: readonly { readonly title: LocalizedText; readonly requests: readonly store.NewRequest[] }[];
}

export interface Order {
  readonly groups: readonly { readonly id: string; readonly requests: readonly string[] }[];
}

export class FirmChecklists {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  list(viewer: Viewer, matterId: string, query: PageQuery) {
    return this.#deps.work.read(viewer.firmId, async (db) => {
      found(await getMatter(db, viewer, matterId));
      return listChecklists(db, viewer, { ...query, matterId });
    });
  }

  get(viewer: Viewer, id: string): Promise<FirmChecklist> {
    return this.#deps.work.read(viewer.firmId, async (db) => {
      const checklist = found(await getFirmChecklist(db, viewer, id));
      return checklist;
    });
  }

  /** @param make what to create, found in the same change: a body, or a template */
  create(
    actor: Actor,
    viewer: Viewer,
    matterId: string,
    make: (tx: Tx, now: Date) => Promise<NewChecklist>,
  ): Promise<FirmChecklist> {
    return this.#deps.work.change(actor, async (change) => {
      const { tx, now, record } = change;
      const { firmId } = viewer;
      found(await getMatter(tx, viewer, matterId));
      const body = await make(tx, now);
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
      record({
        action: 'checklists.create',
        object: id,
        event: { type: 'checklist.created', data: { checklistId: id, matterId } },
      });
      await adapt(change, { firmId, checklistId: id, matterId });
      await tellOfRequests(this.#deps, tx, { firmId, matterId, now });
      return present(tx, viewer, id);
    });
  }

  addGroup(actor: Actor, viewer: Viewer, id: string, title: LocalizedText): Promise<FirmChecklist> {
    return this.#deps.work.change(actor, async ({ tx, record }) => {
      found(await lockChecklist(tx, viewer, id));
      const groupId = newId('grp');
      await insertGroupAtEnd(tx, { firmId: viewer.firmId, checklistId: id, id: groupId, title });
      record({
        action: 'checklists.addGroup',
        object: groupId,
        event: { type: 'checklist.updated', data: { checklistId: id } },
      });
      return present(tx, viewer, id);
    });
  }

  addRequest(
    actor: Actor,
    viewer: Viewer,
    id: string,
    { groupId, ...request }: store.NewRequest & { readonly groupId: string },
  ): Promise<FirmChecklist> {
    return this.#deps.work.change(actor, async (change) => {
      const { tx, now, record } = change;
      const { firmId } = viewer;
      const checklist = await lockChecklist(tx, viewer, id);
      const from = checklist && (await store.nextPosition(tx, viewer, id, groupId));
      if (!checklist || from === undefined) throw new Refusal(notFound);
      const items = await conditionalItems(tx, firmId, id);
      mustHoldTogether([...items, request], items.length);
      const requestId = newId('req');
      await store.insertRequests(tx, { firmId, checklistId: id, groupId, from }, [{ id: requestId, request }]);
      const place = { firmId, checklistId: id, matterId: checklist.matter_id };
      const { hidden } = await adapt(change, place);
      record({
        action: 'checklists.addRequest',
        object: requestId,
        event: { type: 'request.created', data: { requestId, checklistId: id } },
      });
      if (!hidden.includes(requestId)) {
        await reopenChecklist(change, firmId, id);
        await tellOfRequests(this.#deps, tx, { firmId, matterId: place.matterId, now });
      }
      return present(tx, viewer, id);
    });
  }

  /** @throws Refusal `conflict` where the order does not name every group and every request once */
  arrange(actor: Actor, viewer: Viewer, id: string, { groups }: Order): Promise<FirmChecklist> {
    return this.#deps.work.change(actor, async ({ tx, record, nothing }) => {
      const { firmId } = viewer;
      found(await lockChecklist(tx, viewer, id));
      const before = await orderOf(tx, firmId, id);
      const names = (order: Order) => order.groups.flatMap((group) => [group.id, ...group.requests]);
      if (names({ groups }).toSorted().join() !== names(before).toSorted().join()) throw new Refusal(conflict);
      if (JSON.stringify(groups) === JSON.stringify(before.groups)) {
        nothing();
      } else {
        await arrange(tx, firmId, groups);
        record({
          action: 'checklists.arrange',
          object: id,
          event: { type: 'checklist.updated', data: { checklistId: id } },
        });
      }
      return present(tx, viewer, id);
    });
  }
}

/** @param at place of the item whose faults count; what was there before is as it is */
export function mustHoldTogether(items: Parameters<typeof faultsOf>[0], at: number): void {
  const faults = faultsOf(items).filter(({ index, code }) => index === at || code === 'circular');
  if (faults.length === 0) return;
  throw new Refusal(conditionInvalid, {
    errors: faults.map(({ code }) => ({
      path: code.startsWith('key') ? '/key' : '/condition',
      code,
      message: conditionInvalid.title,
    })),
  });
}

export async function present(tx: Tx, viewer: Viewer, id: string): Promise<FirmChecklist> {
  const checklist = found(await getFirmChecklist(tx, viewer, id));
  return checklist;
}
