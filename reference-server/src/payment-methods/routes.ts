import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createPaymentMethods } from './service.js';

export const routes = (deps: Deps) => {
  const methods = createPaymentMethods(deps);
  return bind(features.paymentMethods, {
    listPaymentMethods: ({ caller }) => methods.list(caller),
    setUpPaymentMethod: ({ caller, body }) => methods.setUp(caller, body.kind),
    keepDemoMethod: ({ caller, body }) => methods.demo(caller, body.clientSecret, body.card),
    forgetPaymentMethod: ({ caller, actor, params }) => methods.forget(actor, caller, params.id),
  });
};
