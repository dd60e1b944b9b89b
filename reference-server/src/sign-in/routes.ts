import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { readCookie, setCookie, staffCookie } from '../http/cookies.js';
import { nameOfBrowser } from '../session/browser.js';
import { ABSOLUTE_HOURS } from '../session/store.js';
import { tokenHash } from '../session/tokens.js';
import { staffSessionView } from '../second-factor/view.js';
import { createSignIn } from './service.js';
import { createStaffSignIn } from './staff.js';
import { browserOf, welcome } from './welcome.js';

const COOKIE_SECONDS = ABSOLUTE_HOURS * 3600;

export const routes = (deps: Deps) => {
  const { config } = deps;
  const signIn = createSignIn(deps);
  const staff = createStaffSignIn(deps);
  const staffBrowser = (request: Request) => ({
    session: tokenHash('pst', readCookie(request, staffCookie(config)) ?? ''),
    crossSite: null,
    name: nameOfBrowser(request.headers.get('user-agent')),
  });

  return bind(features.signIn, {
    getPortalInfo: ({ caller }) => signIn.info(caller.firmId),

    startSignIn: ({ actor, body, request, address }) => signIn.start(actor, startOf(body, request, address)),

    async signInWithCode({ actor, body, request, headers }) {
      return welcome(config, headers, await signIn.withCode(actor, body, browserOf(config, request)));
    },

    async signInWithLink({ actor, body, request, headers }) {
      return welcome(config, headers, await signIn.withLink(actor, body.token, browserOf(config, request)));
    },

    async completeLinkWithPassword({ actor, body, request, headers }) {
      return welcome(config, headers, await signIn.withLinkAndPassword(actor, body, browserOf(config, request)));
    },

    async signInWithPassword({ actor, body, request, address, headers }) {
      const signedIn = await signIn.withPassword(actor, { ...body, address }, browserOf(config, request));
      return welcome(config, headers, signedIn);
    },

    startStaffSignIn: ({ actor, body, request, address }) => staff.start(actor, startOf(body, request, address)),

    async signInStaffWithCode({ actor, body, request, headers }) {
      const { token, session } = await staff.withCode(actor, body, staffBrowser(request));
      headers.append('set-cookie', setCookie(config, staffCookie(config), token, COOKIE_SECONDS));
      return session;
    },

    getStaffSession: ({ caller }) => Promise.resolve(staffSessionView(caller)),

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
