import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { sessionCookie, setCookie } from '../http/cookies.js';
import { createSessions } from './service.js';
import { sessionView } from './view.js';

export const routes = (deps: Deps) => {
  const { config } = deps;
  const sessions = createSessions(deps);
  return bind(features.session, {
    getSession: ({ caller }) => Promise.resolve(sessionView(caller)),

    updateSession: ({ caller, actor, body }) => sessions.setLanguage(actor, caller, body.language),

    async endSession({ caller, actor, headers }) {
      await sessions.end(actor, caller);
      // A page with an access token must not sign the same browser out of a session of its own.
      if (caller.session.kind === 'own') headers.append('set-cookie', setCookie(config, sessionCookie(config), '', 0));
    },

    exchangeClientSecret: ({ request, place, body }) => sessions.exchange(request, place, body.clientSecret),
  });
};
