import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { createChecklists } from './service.js';

export const routes = (deps: Deps) => {
  const checklists = createChecklists(deps);
  return bind(features.checklists, {
    listChecklists: ({ caller, query }) => checklists.list(viewerOf(caller), query),
    getChecklist: ({ caller, params }) => checklists.get(viewerOf(caller), params.id),
    createChecklist: ({ caller, actor, params, body }) => checklists.create(actor, viewerOf(caller), params.id, body),
    getFirmChecklist: ({ caller, params }) => checklists.get(viewerOf(caller), params.id),
    addRequest: ({ caller, actor, params, body }) => checklists.addRequest(actor, viewerOf(caller), params.id, body),
  });
};
