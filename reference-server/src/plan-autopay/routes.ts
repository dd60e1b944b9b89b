import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createPlanAutopay } from './service.js';

export const routes = (deps: Deps) => {
  const automatic = createPlanAutopay(deps);
  return bind(features.planAutopay, {
    getPlanAutopay: ({ caller, params, query }) => automatic.get(caller, params.id, query.language),
    setPlanAutopay: ({ caller, actor, params, body }) => automatic.set(actor, caller, params.id, body),
  });
};
