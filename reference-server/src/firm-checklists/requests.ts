/** What staff do about a single request; each act is one change, and answers the checklist as it is after it. */
import { conflict, type FirmChecklist } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { tellOfRequests } from '../notifications/notify.js';
import { adapt, reopenChecklist } from '../requests/adapt.js';
import { type Act, stateAfter } from '../requests/life.js';
import { type Changes, conditionalItems, lockRequest, type LockedRequest, moveRequest } from '../requests/store.js';
import { mustHoldTogether, present } from './service.js';
import { type RequestChanges, updateRequest } from './store.js';

export class FirmRequests {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Changes what is named; a condition brings the request, or takes it away, at once. */
  update(actor: Actor, viewer: Viewer, id: string, changes: RequestChanges): Promise<FirmChecklist> {
    return this.#act(actor, viewer, id, async (change, { firmId, checklistId, matterId }) => {
      const { tx, now, record } = change;
      if (changes.condition !== undefined) {
        const items = await conditionalItems(tx, firmId, checklistId);
        const at = items.findIndex((item) => item.id === id);
        mustHoldTogether(
          items.map((item) => (item.id === id ? { ...item, condition: changes.condition } : item)),
          at,
        );
      }
      await updateRequest(tx, firmId, id, changes);
      record({
        action: 'requests.update',
        object: id,
        event: { type: 'request.updated', data: { requestId: id, checklistId, matterId } },
      });
      if (changes.condition === undefined) return;
      const { asks } = await adapt(change, { firmId, checklistId, matterId });
      if (asks) await tellOfRequests(this.#deps, tx, { firmId, matterId, now });
    });
  }

  takeUp(actor: Actor, viewer: Viewer, id: string): Promise<FirmChecklist> {
    return this.#act(actor, viewer, id, (change, request) =>
      move(change, request, 'takeUp', 'requests.takeUp', 'request.taken_up'),
    );
  }

  /** Confirms a task, or locks an answer. */
  accept(actor: Actor, viewer: Viewer, id: string): Promise<FirmChecklist> {
    return this.#act(actor, viewer, id, (change, request) =>
      move(change, request, 'accept', 'requests.accept', 'request.accepted', { reopened: null }),
    );
  }

  waive(actor: Actor, viewer: Viewer, id: string, reason: string): Promise<FirmChecklist> {
    return this.#act(actor, viewer, id, (change, request) =>
      move(change, request, 'waive', 'requests.waive', 'request.waived', { waived: { reason, at: change.now } }),
    );
  }

  /** Asks again. */
  reopen(actor: Actor, viewer: Viewer, id: string, note: string): Promise<FirmChecklist> {
    return this.#act(actor, viewer, id, async (change, request) => {
      const { firmId, checklistId, matterId } = request;
      const { tx, now } = change;
      const changes = { reopened: { note, at: now }, declined: null };
      await move(change, request, 'reopen', 'requests.reopen', 'request.reopened', changes);
      await adapt(change, { firmId, checklistId, matterId });
      await reopenChecklist(change, firmId, checklistId);
      await tellOfRequests(this.#deps, tx, { firmId, matterId, now });
    });
  }

  #act(
    actor: Actor,
    viewer: Viewer,
    id: string,
    run: (change: Change, request: LockedRequest) => Promise<void>,
  ): Promise<FirmChecklist> {
    return this.#deps.work.change(actor, async (change) => {
      const request = found(await lockRequest(change.tx, viewer, id));
      await run(change, request);
      return present(change.tx, viewer, request.checklistId);
    });
  }
}

async function move(
  { tx, record, nothing }: Change,
  request: LockedRequest,
  act: Act,
  action: string,
  type: string,
  changes: Changes = {},
): Promise<void> {
  const { id, state, checklistId, matterId } = request;
  const to = stateAfter(act, request);
  if (to === undefined) throw new Refusal(conflict);
  if (to === state) {
    nothing();
    return;
  }
  await moveRequest(tx, request, to, changes);
  record({ action, object: id, event: { type, data: { requestId: id, checklistId, matterId } } });
}
