import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { createChecklists } from './service.js';

export const routes = (deps: Deps) => {
  const checklists = createChecklists(deps);
  return bind(features.checklists, {
    listChecklists: ({ caller, query }) => checklists.list(viewerOf(caller), query),
    getChecklist: ({ caller, params }) =>
      checklists.get(viewerOf(caller), params.id, caller.session.settings.withdrawMinutes),
  });
};
