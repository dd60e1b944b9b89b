import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createOrigins } from './service.js';

export const routes = (deps: Deps) => {
  const origins = createOrigins(deps);
  return bind(features.origins, {
    listOrigins: ({ caller, query }) => origins.list(caller.firmId, query),
    addOrigin: ({ actor, body }) => origins.add(actor, body.origin),
    removeOrigin: ({ actor, params }) => origins.remove(actor, params.id),
  });
};
