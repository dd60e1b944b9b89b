import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { wholeBody } from '../http/whole-body.js';
import { paymentAccounts } from './accounts.js';
import { createHeld } from './held.js';
import { receive } from './hooks.js';
import { createRefunds } from './refunds.js';
import { createPaying } from './service.js';

export const routes = (deps: Deps) => {
  const paying = createPaying(deps);
  const refunds = createRefunds(deps);
  const held = createHeld(deps);
  return bind(features.paying, {
    getPayingOptions: ({ caller, params }) => paying.options(caller, params.id),
    startPayment: ({ caller, actor, body }) => paying.start(caller, actor, body),
    getPayment: ({ caller, params }) => paying.get(caller, params.id),
    cancelPayment: ({ caller, params }) => paying.cancel(caller, params.id),
    playDemoPayment: ({ caller, params, body }) => paying.demo(caller, params.id, body),
    refundProcessorPayment: ({ caller, actor, params, body }) => refunds.ask(actor, viewerOf(caller), params.id, body),
    getPaymentRefund: ({ caller, params }) => refunds.get(viewerOf(caller), params.id),
    listPaymentAccounts: () => Promise.resolve(paymentAccounts(deps.payments)),
    listHeldPayments: ({ caller, query }) => held.list(viewerOf(caller), query),
    resolveHeldPayment: ({ caller, actor, params, body }) =>
      held.resolve(actor, viewerOf(caller), params.id, body.note),
    async receivePaymentEvent({ request, stream, headers }) {
      const signature = request.headers.get('stripe-signature') ?? undefined;
      await receive(deps, await wholeBody(stream()), signature);
      return new Response(null, { status: 204, headers });
    },
  });
};
