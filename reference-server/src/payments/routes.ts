import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { createPayments } from './service.js';

export const routes = (deps: Deps) => {
  const payments = createPayments(deps);
  return bind(features.payments, {
    recordPayment: ({ caller, actor, params, body }) => payments.record(actor, viewerOf(caller), params.id, body),
    refundPayment: ({ caller, actor, params, body }) => payments.refund(actor, viewerOf(caller), params.id, body),
  });
};
