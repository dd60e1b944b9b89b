import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { readCookie, sessionCookie, setCookie, staffCookie } from '../http/cookies.js';
import { type Browser, nameOfBrowser } from '../session/browser.js';
import { ABSOLUTE_HOURS } from '../session/store.js';
import { tokenHash } from '../session/tokens.js';
import { createSignIn } from './service.js';
import { createStaffSignIn } from './staff.js';

const COOKIE_SECONDS = ABSOLUTE_HOURS * 3600;

export const routes = (deps: Deps) => {
  const { config } = deps;
  const signIn = createSignIn(deps);
  const staff = createStaffSignIn(deps);
  const browserOf = (request: Request, kind: 'ps' | 'pst', cookie: string): Browser => ({
    session: tokenHash(kind, readCookie(request, cookie) ?? ''),
    name: nameOfBrowser(request.headers.get('user-agent')),
  });
  const clientBrowser = (request: Request) => browserOf(request, 'ps', sessionCookie(config));
  const staffBrowser = (request: Request) => browserOf(request, 'pst', staffCookie(config));

  return bind(features.signIn, {
    getPortalInfo: ({ caller }) => signIn.info(caller.firmId),

    startSignIn: ({ actor, body, request, address }) => signIn.start(actor, startOf(body, request, address)),

    async signInWithCode({ actor, body, request, headers }) {
      const { token, session } = await signIn.withCode(actor, body, clientBrowser(request));
      headers.append('set-cookie', setCookie(config, sessionCookie(config), token, COOKIE_SECONDS));
      return session;
    },

    async signInWithLink({ actor, body, request, headers }) {
      const { token, session } = await signIn.withLink(actor, body.token, clientBrowser(request));
      headers.append('set-cookie', setCookie(config, sessionCookie(config), token, COOKIE_SECONDS));
      return session;
    },

    startStaffSignIn: ({ actor, body, request, address }) => staff.start(actor, startOf(body, request, address)),

    async signInStaffWithCode({ actor, body, request, headers }) {
      const { token, session } = await staff.withCode(actor, body, staffBrowser(request));
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
