import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { createFirmPaymentPlans } from './service.js';

export const routes = (deps: Deps) => {
  const plans = createFirmPaymentPlans(deps);
  return bind(features.firmPaymentPlans, {
    offerPlan: ({ caller, actor, params, body }) => plans.offer(actor, viewerOf(caller), params.id, body),
    listFirmPlans: ({ caller, query: { limit, cursor, ...filter } }) =>
      plans.list(viewerOf(caller), filter, { limit, cursor }),
    getFirmPlan: ({ caller, params }) => plans.get(viewerOf(caller), params.id),
    withdrawPlan: ({ caller, actor, params }) => plans.withdraw(actor, viewerOf(caller), params.id),
    endPlan: ({ caller, actor, params }) => plans.end(actor, viewerOf(caller), params.id),
  });
};
