import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { type ClientCaller, viewerOf } from '../http/caller.js';
import { type Contact, createPaymentPlans } from './service.js';

export const routes = (deps: Deps) => {
  const plans = createPaymentPlans(deps);
  return bind(features.paymentPlans, {
    getInvoicePlan: ({ caller, params }) => plans.get(contactOf(caller), params.id),
    acceptPlan: ({ caller, actor, params, body: { termsHash, language = caller.session.contact.language } }) =>
      plans.accept(actor, contactOf(caller), params.id, { termsHash, language }),
  });
};

function contactOf(caller: ClientCaller): Contact {
  return { ...viewerOf(caller), contactId: caller.contactId };
}
