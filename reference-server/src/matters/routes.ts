import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { createMatters } from './service.js';

export const routes = (deps: Deps) => {
  const matters = createMatters(deps);
  return bind(features.matters, {
    listMatters: ({ caller, query }) => matters.list(viewerOf(caller), query),
    getMatter: ({ caller, params }) => matters.get(viewerOf(caller), params.id),
    createMatter: ({ actor, body }) => matters.create(actor, body),
    updateMatter: ({ caller, actor, params, body }) => matters.update(actor, viewerOf(caller), params.id, body),
    shareMatter: ({ caller, actor, params }) => matters.share(actor, viewerOf(caller), params.id, params.contactId),
    unshareMatter: ({ caller, actor, params }) => matters.unshare(actor, viewerOf(caller), params.id, params.contactId),
    assignMatter: ({ caller, actor, params }) => matters.assign(actor, viewerOf(caller), params.id, params.staffId),
    unassignMatter: ({ caller, actor, params }) => matters.unassign(actor, viewerOf(caller), params.id, params.staffId),
  });
};
