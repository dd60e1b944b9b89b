import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { contactOf } from './present.js';
import { createPaymentPlans } from './service.js';

export const routes = (deps: Deps) => {
  const plans = createPaymentPlans(deps);
  return bind(features.paymentPlans, {
    getInvoicePlan: ({ caller, params }) => plans.get(contactOf(caller), params.id),
    acceptPlan: ({ caller, actor, params, body }) =>
      plans.accept(actor, caller, params.id, { ...body, language: body.language ?? caller.session.contact.language }),
  });
};
