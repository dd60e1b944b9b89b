import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createMatters } from './service.js';

export const routes = (deps: Deps) => {
  const matters = createMatters(deps);
  return bind(features.matters, {
    listMatters: ({ caller, query }) => matters.list(caller.firmId, query),
    getMatter: ({ caller, params }) => matters.get(caller.firmId, params.id),
    createMatter: ({ actor, body }) => matters.create(actor, body),
    shareMatter: ({ actor, params }) => matters.share(actor, params.id, params.contactId),
    unshareMatter: ({ actor, params }) => matters.unshare(actor, params.id, params.contactId),
  });
};
