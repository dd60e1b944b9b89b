import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { checklistOf } from '../templates/service.js';
import { FirmRequests } from './requests.js';
import { FirmChecklists } from './service.js';

export const routes = (deps: Deps) => {
  const checklists = new FirmChecklists(deps);
  const requests = new FirmRequests(deps);
  return bind(features.firmChecklists, {
    listFirmChecklists: ({ caller, params, query }) => checklists.list(viewerOf(caller), params.id, query),
    createChecklist: ({ caller, actor, params, body }) =>
      checklists.create(actor, viewerOf(caller), params.id, () => Promise.resolve(body)),
    createFromTemplate: ({ caller, actor, params, body }) =>
      checklists.create(actor, viewerOf(caller), params.id, (tx, now) =>
        checklistOf(tx, caller.firmId, body.templateId, now),
      ),
    getFirmChecklist: ({ caller, params }) => checklists.get(viewerOf(caller), params.id),
    addGroup: ({ caller, actor, params, body }) => checklists.addGroup(actor, viewerOf(caller), params.id, body.title),
    addRequest: ({ caller, actor, params, body }) => checklists.addRequest(actor, viewerOf(caller), params.id, body),
    arrangeChecklist: ({ caller, actor, params, body }) => checklists.arrange(actor, viewerOf(caller), params.id, body),
    updateRequest: ({ caller, actor, params, body }) => requests.update(actor, viewerOf(caller), params.id, body),
    takeUpRequest: ({ caller, actor, params }) => requests.takeUp(actor, viewerOf(caller), params.id),
    acceptRequest: ({ caller, actor, params }) => requests.accept(actor, viewerOf(caller), params.id),
    waiveRequest: ({ caller, actor, params, body }) => requests.waive(actor, viewerOf(caller), params.id, body.reason),
    reopenRequest: ({ caller, actor, params, body }) => requests.reopen(actor, viewerOf(caller), params.id, body.note),
  });
};
