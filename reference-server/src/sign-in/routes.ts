import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { readCookie, sessionCookie, setCookie, staffCookie } from '../http/cookies.js';
import { ABSOLUTE_HOURS } from '../session/store.js';
import { tokenHash } from '../session/tokens.js';
import { createSignIn } from './service.js';
import { createStaffSignIn } from './staff.js';

const COOKIE_SECONDS = ABSOLUTE_HOURS * 3600;

export const routes = (deps: Deps) => {
  const { config } = deps;
  const signIn = createSignIn(deps);
  const staff = createStaffSignIn(deps);
  const oldSession = (request: Request) => tokenHash('ps', readCookie(request, sessionCookie(config)) ?? '');
  const oldStaffSession = (request: Request) => tokenHash('pst', readCookie(request, staffCookie(config)) ?? '');

  return bind(features.signIn, {
    getPortalInfo: ({ caller }) => signIn.info(caller.firmId),

    startSignIn: ({ actor, body, request, address }) => signIn.start(actor, startOf(body, request, address)),

    async signInWithCode({ actor, body, request, headers }) {
      const { token, session } = await signIn.withCode(actor, body, oldSession(request));
      headers.append('set-cookie', setCookie(config, sessionCookie(config), token, COOKIE_SECONDS));
      return session;
    },

    async signInWithLink({ actor, body, request, headers }) {
      const { token, session } = await signIn.withLink(actor, body.token, oldSession(request));
      headers.append('set-cookie', setCookie(config, sessionCookie(config), token, COOKIE_SECONDS));
      return session;
    },

    startStaffSignIn: ({ actor, body, request, address }) => staff.start(actor, startOf(body, request, address)),

    async signInStaffWithCode({ actor, body, request, headers }) {
      const { token, session } = await staff.withCode(actor, body, oldStaffSession(request));
      headers.append('set-cookie', setCookie(config, staffCookie(config), token, COOKIE_SECONDS));
      return session;
    },

    async endStaffSession({ actor, headers }) {
      await staff.end(actor);
      headers.append('set-cookie', setCookie(config, staffCookie(config), '', 0));
    },
  });
};

function startOf(
  { email, language, returnTo }: { email: string; language?: string | undefined; returnTo?: string | undefined },
  request: Request,
  address: string,
) {
  return { email, language, returnTo, address, publishableKey: request.headers.get('portico-key') ?? '' };
}
