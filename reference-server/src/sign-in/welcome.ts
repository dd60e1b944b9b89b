/** The browser at a sign-in: what is known of it before, and the cookie that it gets. */
import type { Session } from '@portico/contract';
import type { Config } from '../deps.js';
import { readCookie, refreshCookie, sessionCookie, setCookie, setPartitionedCookie } from '../http/cookies.js';
import { type Browser, nameOfBrowser } from '../session/browser.js';
import type { SignedIn } from '../session/open.js';
import { ABSOLUTE_HOURS } from '../session/store.js';
import { tokenHash } from '../session/tokens.js';

/** The browser of a contact. */
export function browserOf(config: Config, request: Request): Browser {
  // Each way of signing in can begin either kind of session, so it is asked for beside the body.
  const crossSite = request.headers.get('portico-session') === 'cross-site' ? request.headers.get('origin') : null;
  const had =
    crossSite === null
      ? tokenHash('ps', readCookie(request, sessionCookie(config)) ?? '')
      : tokenHash('prt', readCookie(request, refreshCookie(config)) ?? '');
  return {
    session: had,
    crossSite,
    name: nameOfBrowser(request.headers.get('user-agent')),
  };
}

/** Puts the session's cookie into the answer. @returns the session, which is the answer's body */
export function welcome(config: Config, headers: Headers, { token, session }: SignedIn<Session>): Session {
  const seconds = ABSOLUTE_HOURS * 3600;
  headers.append(
    'set-cookie',
    token.startsWith('prt_')
      ? setPartitionedCookie(refreshCookie(config), token, seconds)
      : setCookie(config, sessionCookie(config), token, seconds),
  );
  return session;
}
