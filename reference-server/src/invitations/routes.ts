import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { browserOf, welcome } from '../sign-in/welcome.js';
import { createInvitations } from './service.js';

export const routes = (deps: Deps) => {
  const { config } = deps;
  const invitations = createInvitations(deps);
  return bind(features.invitations, {
    async acceptInvitation({ actor, body, request, address, headers }) {
      const browser = browserOf(config, request);
      return welcome(config, headers, await invitations.accept(actor, body.token, browser, address));
    },
    resendInvitation: ({ actor, params, body }) => invitations.resend(actor, params.id, body.returnTo),
    revokeInvitation: ({ actor, params }) => invitations.revoke(actor, params.id),
  });
};
