import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createDomains } from './service.js';

export const routes = (deps: Deps) => {
  const domains = createDomains(deps);
  return bind(features.domains, {
    listDomains: ({ caller, query }) => domains.list(caller.firmId, query),
    addDomain: ({ actor, body }) => domains.add(actor, body.host),
    verifyDomain: ({ actor, params }) => domains.verify(actor, params.id),
    removeDomain: ({ actor, params }) => domains.remove(actor, params.id),
  });
};
