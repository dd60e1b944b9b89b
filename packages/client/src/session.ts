/** Who is there. The answer is fetched once, shared by all who ask at the same time, and kept until it changes. */
import {
  endSession,
  getSession,
  startPasskeyStepUp,
  startStepUp,
  stepUp,
  updateSession,
  type Session,
  type SignInAttempt,
  type StepUpProof,
  type WebAuthnJson,
} from '@portico/contract';
import type { CallOptions, Calls } from './call.js';
import { AuthError } from './errors/auth-error.js';
import type { SessionChange } from './session-change-event.js';
import type { Tabs } from './tabs.js';

/** What the session feature is given by its portal. */
export interface SessionsHost {
  readonly calls: Calls;
  readonly tabs: Tabs;
  /** Called for each change worth an event. */
  readonly changed: (session: Session | undefined, change: SessionChange) => void;
}

/** The session of a portal. */
export class Sessions {
  readonly #host: SessionsHost;
  #era = 0;
  /** True once the server has said that nobody is signed in; the next session is news then. */
  #ended = false;
  #asking: Promise<Session> | undefined;
  #current: Session | undefined;

  constructor(host: SessionsHost) {
    this.#host = host;
  }

  /** The session as last heard, or undefined while unknown or signed out. */
  get current(): Session | undefined {
    return this.#current;
  }

  /** Counts changes, so that an answer that was asked for before one is not taken for the present. */
  get era(): number {
    return this.#era;
  }

  /** Who is signed in and what they may do. Rejects with an `AuthError` when nobody is. */
  async get({ signal }: CallOptions = {}): Promise<Session> {
    signal?.throwIfAborted();
    if (this.#current) return this.#current;
    return abandonable((this.#asking ??= this.#ask()), signal);
  }

  /** Changes the contact's language, for e-mails and the next visit. */
  async updateLanguage(language: string, options?: CallOptions): Promise<Session> {
    const era = this.#era;
    const session = await this.#host.calls.json(updateSession, { body: { language } }, options);
    if (era === this.#era) this.#current = session;
    return session;
  }

  /** Has a six-digit code sent to the own address, for {@link stepUp}. */
  startStepUp(options?: CallOptions): Promise<SignInAttempt> {
    return this.#host.calls.json(startStepUp, {}, options);
  }

  /** What to ask the browser for, where a passkey is to prove it: its answer is the `credential` of {@link stepUp}. */
  startPasskeyStepUp(options?: CallOptions): Promise<WebAuthnJson> {
    return this.#host.calls.json(startPasskeyStepUp, {}, options);
  }

  /**
   * Proves anew who calls, so that for five minutes nothing answers `step_up_required`. `ProblemError`: `proof_wrong`,
   * `code_spent`, `challenge_spent`, or `too_many_requests` with `retryAfter`.
   */
  async stepUp(proof: StepUpProof, options?: CallOptions): Promise<Session> {
    const era = this.#era;
    const session = await this.#host.calls.json(stepUp, { body: proof }, options);
    if (era === this.#era) this.#current = session;
    return session;
  }

  /** Ends the session here, on the server and in the other tabs. That it had ended already is no error. */
  async signOut(options?: CallOptions): Promise<void> {
    try {
      await this.#host.calls.send(endSession, {}, options);
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
    }
    this.#host.tabs.tell('signed-out');
    this.end('signed-out');
  }

  /** Takes over a session that a sign-in has just made. For the portal's own features. */
  begin(session: Session): void {
    this.#replace(session);
    this.#ended = false;
    this.#host.tabs.tell('signed-in');
    this.#host.changed(session, 'signed-in');
  }

  /** Forgets the session because it is over. For the portal's own features. */
  end(change: 'signed-out' | 'expired'): void {
    const wasKnown = this.#current;
    this.#replace(undefined);
    this.#ended = true;
    this.#host.calls.credential.forget();
    if (wasKnown || change === 'signed-out') this.#host.changed(undefined, change);
  }

  /** The same, for a call that was refused; one of an earlier era says nothing about the present. */
  expire(era: number): void {
    if (era === this.#era) this.end('expired');
  }

  /** Another tab signed in: the cookie may be somebody else's now. For the portal's own features. */
  async refresh(): Promise<void> {
    this.#replace(undefined);
    this.#ended = true;
    await this.get();
  }

  #arrive(session: Session): void {
    this.#current = session;
    if (!this.#ended) return;
    this.#ended = false;
    this.#host.changed(session, 'signed-in');
  }

  #replace(session: Session | undefined): void {
    this.#era += 1;
    this.#asking = undefined;
    this.#current = session;
  }

  async #ask(): Promise<Session> {
    const era = this.#era;
    try {
      const session = await this.#host.calls.json(getSession);
      if (era === this.#era) this.#arrive(session);
      return session;
    } finally {
      if (era === this.#era) this.#asking = undefined;
    }
  }
}

/** Lets one of several waiters leave without ending the work for the others. */
function abandonable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const abandoned = new Promise<never>((_, reject) => {
    const leave = () => {
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('Abandoned', 'AbortError'));
    };
    signal.addEventListener('abort', leave, { once: true });
    const stay = () => {
      signal.removeEventListener('abort', leave);
    };
    work.then(stay, stay);
  });
  return Promise.race([work, abandoned]);
}
