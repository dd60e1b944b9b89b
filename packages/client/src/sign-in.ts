/** Signing in, in every way that a firm may allow. Only for portals with a publishable key. */
import {
  acceptInvitation,
  askForPasswordLink,
  completeLinkWithPassword,
  confirmEmailChange,
  getPortalInfo,
  refuseEmailChange,
  setPassword,
  signInWithCode,
  signInWithLink,
  signInWithPasskey,
  signInWithPassword,
  startPasskeySignIn,
  startSignIn,
  startSmsSignIn,
  type EmailChangeStep,
  type PasskeyAnswerJson,
  type PortalInfo,
  type Session,
  type SignInAttempt,
  type WebAuthnJson,
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

  /** Has a code sent by text message, for {@link withCode}. Answers alike whether or not the number is known. */
  startSms({ phone, language }: { phone: string; language?: string }, options?: CallOptions): Promise<SignInAttempt> {
    return this.#calls.json(startSmsSignIn, { body: { phone, ...(language && { language }) } }, options);
  }

  /**
   * What to ask the browser for, by `PublicKeyCredential.parseRequestOptionsFromJSON`: whichever passkey it has for this
   * page, so that nobody has to say who they are. Good for five minutes.
   */
  startPasskey(options?: CallOptions): Promise<WebAuthnJson> {
    return this.#calls.json(startPasskeySignIn, {}, options);
  }

  /**
   * Signs in with what the browser answered, by its `toJSON`. `ProblemError`: `passkey_unknown`, `passkey_of_other_page`,
   * `passkey_copied`, `passkey_refused`, `challenge_spent`, `contact_disabled`.
   */
  withPasskey({ credential }: { credential: PasskeyAnswerJson }, options?: CallOptions): Promise<Session> {
    return this.#begin(this.#calls.json(signInWithPasskey, { body: { credential } }, options));
  }

  /** Completes an attempt; `ProblemError` `code_invalid` while tries are left, `code_spent` after that. */
  withCode({ attempt, code }: { attempt: string; code: string }, options?: CallOptions): Promise<Session> {
    return this.#begin(this.#calls.json(signInWithCode, { body: { attempt, code } }, options));
  }

  /**
   * Completes a sign-in with the token of the link; `ProblemError` `link_spent` where it does not work any more, and
   * `password_required` where the password is needed as well: its `attempt` goes to {@link completeLink}.
   */
  withLink({ token }: { token: string }, options?: CallOptions): Promise<Session> {
    return this.#begin(this.#calls.json(signInWithLink, { body: { token } }, options));
  }

  /** Begins the first session with the token of an invitation; as {@link withLink} where it does not, or not alone. */
  withInvitation({ token }: { token: string }, options?: CallOptions): Promise<Session> {
    return this.#begin(this.#calls.json(acceptInvitation, { body: { token } }, options));
  }

  /** Completes a link that asked for the password; `password_invalid` while tries are left, `code_spent` after that. */
  completeLink({ attempt, password }: { attempt: string; password: string }, options?: CallOptions): Promise<Session> {
    return this.#begin(this.#calls.json(completeLinkWithPassword, { body: { attempt, password } }, options));
  }

  /** Signs in; `ProblemError` `password_invalid` where the two do not fit, `too_many_requests` with `retryAfter`. */
  withPassword({ email, password }: { email: string; password: string }, options?: CallOptions): Promise<Session> {
    return this.#begin(this.#calls.json(signInWithPassword, { body: { email, password } }, options));
  }

  /** Has a link sent that sets a new password. Answers alike whether or not the address is known. */
  askForPasswordLink({ email, language, returnTo }: SignInStart, options?: CallOptions): Promise<void> {
    const body = { email, ...(language && { language }), ...(returnTo && { returnTo }) };
    return this.#calls.send(askForPasswordLink, { body }, options);
  }

  /**
   * Sets a password by the token of such a link, and signs in; `link_spent` where it does not work any more,
   * `password_weak` with the reason `common` or `personal`.
   */
  setPassword({ token, password }: { token: string; password: string }, options?: CallOptions): Promise<Session> {
    return this.#begin(this.#calls.json(setPassword, { body: { token, password } }, options));
  }

  /** Says yes to a new address with the token of either mail's link; `link_spent` where it does not work any more. */
  confirmEmail({ token }: { token: string }, options?: CallOptions): Promise<EmailChangeStep> {
    return this.#calls.json(confirmEmailChange, { body: { token } }, options);
  }

  /** Says "that was not me" with such a token: the change is off, and from the old address every session ends. */
  refuseEmail({ token }: { token: string }, options?: CallOptions): Promise<void> {
    return this.#calls.send(refuseEmailChange, { body: { token } }, options);
  }

  async #begin(signedIn: Promise<Session>): Promise<Session> {
    const session = await signedIn;
    this.#sessions.begin(session);
    return session;
  }
}
