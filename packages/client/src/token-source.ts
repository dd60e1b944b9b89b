/**
 * What an access token is traded for: a client secret of the firm's backend, the refresh cookie of a page on another site, or
 * a one-time link. All three are answered alike, so that one session keeps the token whatever it came from.
 */
import { exchangeClientSecret, openUploadLink, refreshSession } from '@portico/contract';
import { AuthError } from './errors/auth-error.js';

/** Where a token comes from, and what is given for it. */
export interface TokenSource {
  readonly endpoint: typeof exchangeClientSecret | typeof refreshSession | typeof openUploadLink;
  /** Gives the body; none where a cookie says it all. */
  readonly body: (() => Promise<unknown>) | undefined;
}

/** The firm's backend vouches for the client, as often as a token is wanted. */
export function firmSource(fetchSession: () => Promise<string>): TokenSource {
  const body = async () => ({ clientSecret: await askBackend(fetchSession) });
  return { endpoint: exchangeClientSecret, body };
}

/** The client has signed in here; the refresh cookie is seen by no script. */
export const refreshSource: TokenSource = { endpoint: refreshSession, body: undefined };

/** A one-time link, which opens as often as it lives. */
export function linkSource(token: string): TokenSource {
  return { endpoint: openUploadLink, body: () => Promise.resolve({ token }) };
}

async function askBackend(fetchSession: () => Promise<string>): Promise<string> {
  try {
    return await fetchSession();
  } catch (cause) {
    throw new AuthError('fetchSession', 'fetch_session_failed', { cause });
  }
}
