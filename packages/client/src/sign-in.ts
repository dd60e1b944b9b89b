/** Signing in by e-mail: a link and a six-digit code in the same message. Only for portals with a publishable key. */
import {
  getPortalInfo,
  signInWithCode,
  signInWithLink,
  startSignIn,
  type PortalInfo,
  type Session,
  type SignInAttempt,
} from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import type { Sessions } from './session.js';

/** Where the message goes, in which language, and to which page its link leads back. */
export interface SignInStart {
  readonly email: string;
  /** BCP 47 tag; the contact's own unless given. */
  readonly language?: string | undefined;
  /** Address of the page that shows the sign-in; the firm must allow its origin. */
  readonly returnTo?: string | undefined;
}

/** Ways to a session. */
export class SignIn {
  readonly #calls: Calls;
  readonly #sessions: Sessions;

  constructor(calls: Calls, sessions: Sessions) {
    this.#calls = calls;
    this.#sessions = sessions;
  }

  /** What a visitor may know of the firm: name, languages, ways to sign in, whom to turn to. */
  info(options?: CallOptions): Promise<PortalInfo> {
    return this.#calls.json(getPortalInfo, {}, options);
  }

  /** Has the message sent. Answers alike whether or not the address is known. */
  start({ email, language, returnTo }: SignInStart, options?: CallOptions): Promise<SignInAttempt> {
    const body = { email, ...(language && { language }), ...(returnTo && { returnTo }) };
    return this.#calls.json(startSignIn, { body }, options);
  }

  /** Completes an attempt; `ProblemError` `code_invalid` while tries are left, `code_spent` after that. */
  async withCode({ attempt, code }: { attempt: string; code: string }, options?: CallOptions): Promise<Session> {
    const session = await this.#calls.json(signInWithCode, { body: { attempt, code } }, options);
    this.#sessions.begin(session);
    return session;
  }

  /** Completes a sign-in with the token of the link; `ProblemError` `link_spent` where it does not work any more. */
  async withLink({ token }: { token: string }, options?: CallOptions): Promise<Session> {
    const session = await this.#calls.json(signInWithLink, { body: { token } }, options);
    this.#sessions.begin(session);
    return session;
  }
}
