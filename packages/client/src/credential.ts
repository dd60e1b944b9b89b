/**
 * A credential says who calls. It signs each attempt of each call anew, because a DPoP proof is good for one request
 * only, and it looks at each answer, because a nonce or a token may have to be replaced before the call is repeated.
 * The cookie of a same-site portal needs next to nothing of this, so the DPoP part is loaded only where it is used.
 */
import type { Access } from '@portico/contract';
import type { TokenSource } from './token-source.js';

/** One attempt of a call, before it is sent. */
export interface Attempt {
  readonly method: string;
  /** Absolute address. */
  readonly url: string;
  readonly audience: Access['audience'];
}

/** What a credential wants to know of an answer, from `fetch` and from `XMLHttpRequest` alike. */
export interface Answer {
  readonly status: number;
  /** A response header's value, or null. */
  header(name: string): string | null | undefined;
}

/** The headers of one attempt, and what its answer means for the next one. */
export interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  /** Learns from the answer; true when the same call with new headers may succeed. */
  repeat(answer: Answer): boolean;
}

/** Signs attempts; rejects with an `AuthError` when no session can be had. */
export interface Credential {
  /** Whether cookies travel with the calls. */
  readonly cookies: boolean;
  authorize(attempt: Attempt): Promise<Authorization>;
  /** Forgets the session, so that the next call needs a new one. */
  forget(): void;
}

/** Headers that every call carries: the mark that no cross-site form can set, and the firm's publishable key. */
export function commonHeaders(publishableKey: string | undefined): Record<string, string> {
  return { 'Portico-Client': '1', ...(publishableKey && { 'Portico-Key': publishableKey }) };
}

/** Asks every sign-in for a session by tokens, because the cookie of the API's site is not sent from this page's. */
export const CROSS_SITE = { 'Portico-Session': 'cross-site' } as const;

/** Same site: the browser keeps the session in an HttpOnly cookie that no script sees. */
export function cookieCredential(publishableKey: string | undefined): Credential {
  const authorization: Authorization = { headers: commonHeaders(publishableKey), repeat: () => false };
  return { cookies: true, authorize: () => Promise.resolve(authorization), forget: () => undefined };
}

/** Sessions by access token, from whatever source. */
export function tokenCredential(
  tokenUrl: () => string,
  publishableKey: string | undefined,
  source: TokenSource,
  fetcher: () => typeof fetch,
): Credential {
  let loading: Promise<Credential> | undefined;
  const load = () =>
    (loading ??= import('./token-session.js').then(
      ({ TokenSession }) => new TokenSession({ tokenUrl: tokenUrl(), publishableKey, source, fetch: fetcher() }),
    ));
  return {
    cookies: source.body === undefined,
    authorize: async (attempt) => {
      const credential = await load().catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
      return credential.authorize(attempt);
    },
    forget: () =>
      void loading?.then(
        (credential) => credential.forget(),
        () => undefined,
      ),
  };
}
