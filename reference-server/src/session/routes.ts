import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { refreshCookie, sessionCookie, setCookie, setPartitionedCookie } from '../http/cookies.js';
import { createRefresh } from './refresh.js';
import { createSessions } from './service.js';
import { sessionView } from './view.js';

export const routes = (deps: Deps) => {
  const { config } = deps;
  const sessions = createSessions(deps);
  const refresh = createRefresh(deps);
  return bind(features.session, {
    getSession: ({ caller }) => Promise.resolve(sessionView(caller)),

    updateSession: ({ caller, actor, body }) => sessions.setLanguage(actor, caller, body.language),

    async endSession({ caller, actor, headers }) {
      await sessions.end(actor, caller);
      // A page with an access token must not sign the same browser out of a session of its own.
      if (caller.session.kind !== 'own') return;
      headers.append(
        'set-cookie',
        caller.session.bound
          ? setPartitionedCookie(refreshCookie(config), '', 0)
          : setCookie(config, sessionCookie(config), '', 0),
      );
    },

    async refreshSession({ request, place, from, headers }) {
      const { refreshToken, maxAge, ...token } = await refresh(request, place, from);
      headers.append('set-cookie', setPartitionedCookie(refreshCookie(config), refreshToken, maxAge));
      return token;
    },

    exchangeClientSecret: ({ request, place, from, body }) =>
      sessions.exchange(request, place, from, body.clientSecret),
  });
};
