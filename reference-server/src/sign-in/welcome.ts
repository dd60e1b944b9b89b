/** The browser at a sign-in: what is known of it before, and the cookie that it gets. */
import type { Session } from '@portico/contract';
import type { Config } from '../deps.js';
import { readCookie, sessionCookie, setCookie } from '../http/cookies.js';
import { type Browser, nameOfBrowser } from '../session/browser.js';
import type { SignedIn } from '../session/open.js';
import { ABSOLUTE_HOURS } from '../session/store.js';
import { tokenHash } from '../session/tokens.js';

/** The browser of a contact. */
export function browserOf(config: Config, request: Request): Browser {
  return {
    session: tokenHash('ps', readCookie(request, sessionCookie(config)) ?? ''),
    name: nameOfBrowser(request.headers.get('user-agent')),
  };
}

/** Puts the session's cookie into the answer. @returns the session, which is the answer's body */
export function welcome(config: Config, headers: Headers, { token, session }: SignedIn<Session>): Session {
  headers.append('set-cookie', setCookie(config, sessionCookie(config), token, ABSOLUTE_HOURS * 3600));
  return session;
}
