/**
 * One run through signing in: a password; an address, then a code; or a link. It refuses steps that make no sense
 * and keeps what went wrong as a code, so that the element only has to draw it.
 */
import { ProblemError, type Portal } from '@portico/client';
import type { PortalInfo, Session } from '@portico/contract';
import type { FollowedLink } from '../core/link.js';
import { isEmail, problemOf, weaknessOf, type SignInProblem } from './sign-in-problem.js';

/**
 * `password`: address and password. `email`: the address alone, for a message. `code`: the code of the message. `link`: a
 * followed link waits for a click. `invitation`: so does one of somebody who is new here. `link-password`: it asks for the
 * password as well. `forgot`: the address, for a link that
 * sets a password. `forgot-sent`: that link is on its way. `new-password`: it was followed.
 */
export type SignInStep =
  'password' | 'email' | 'code' | 'link' | 'invitation' | 'link-password' | 'forgot' | 'forgot-sent' | 'new-password';

/** What a message is asked for with. */
export interface Message {
  readonly email: string;
  /** BCP 47 tag of the message. */
  readonly language: string;
  /** Page that the link leads back to. */
  readonly returnTo: string;
}

/** Milliseconds before another code can be asked for. */
const pause = 30_000;

/** Dispatches `change` after every step. */
export class SignInRun extends EventTarget {
  readonly portal: Portal;
  #ways: PortalInfo['signIn'] | undefined;
  #attempt: string | undefined;
  #nextCodeAt = 0;

  step: SignInStep;
  /** True while the server is asked. */
  busy = false;
  problem: SignInProblem | undefined;
  /** Counts problems: the same one twice is news. */
  problems = 0;
  email = '';

  readonly #link: FollowedLink | undefined;

  /** @param link what was followed to come here, if anything */
  constructor(portal: Portal, link?: FollowedLink) {
    super();
    this.portal = portal;
    this.#link = link;
    this.step = link?.kind === 'password' ? 'new-password' : (link?.kind ?? 'email');
  }

  /** Takes what the firm allows; nobody who has begun is led elsewhere. */
  set ways(ways: PortalInfo['signIn'] | undefined) {
    this.#ways = ways;
    if (this.step === 'email' && !this.email) this.step = this.#first;
    this.#changed();
  }

  /** The password is one of the ways here. */
  get passwords(): boolean {
    return this.#ways?.password ?? false;
  }

  /** What a message brings: a code, a link alone, or undefined where no message is sent. */
  get message(): 'code' | 'link' | undefined {
    if (this.#ways?.emailCode ?? true) return 'code';
    return this.#ways?.emailLink ? 'link' : undefined;
  }

  /** Asks for a message with code and link. */
  async start(message: Message, signal: AbortSignal): Promise<void> {
    if (!this.#takeAddress(message.email)) return;
    await this.#ask(async () => {
      const { attempt } = await this.portal.signIn.start({ ...message, email: this.email }, { signal });
      this.#attempt = attempt;
      this.#nextCodeAt = Date.now() + pause;
      this.step = 'code';
    });
  }

  /** Completes with what was typed or pasted; spaces and dashes do not count. Undefined where it did not work. */
  async withCode(typed: string, signal: AbortSignal): Promise<Session | undefined> {
    const attempt = this.#attempt;
    const code = digitsOf(typed);
    if (!attempt) this.back();
    if (!attempt || code.length !== 6) {
      this.#fail('code_missing');
      return undefined;
    }
    return this.#ask(() => this.portal.signIn.withCode({ attempt, code }, { signal }));
  }

  /** Signs in with both. Undefined where it did not work. */
  async withPassword(email: string, password: string, signal: AbortSignal): Promise<Session | undefined> {
    if (!this.#takeAddress(email)) return undefined;
    if (!password) {
      this.#fail('password_missing');
      return undefined;
    }
    return this.#ask(() => this.portal.signIn.withPassword({ email: this.email, password }, { signal }));
  }

  /** Completes with the followed link; a spent one leads to the first step, one that needs a password asks. */
  async withLink(signal: AbortSignal): Promise<Session | undefined> {
    const { signIn } = this.portal;
    const token = this.#token;
    const session = await this.#ask(async () => {
      try {
        return await (this.step === 'invitation'
          ? signIn.withInvitation({ token }, { signal })
          : signIn.withLink({ token }, { signal }));
      } catch (error) {
        if (!(error instanceof ProblemError) || error.code !== 'password_required') throw error;
        this.#attempt = error.attempt;
        this.step = 'link-password';
        return undefined;
      }
    });
    if (this.problem === 'link_spent') this.back(this.problem);
    return session;
  }

  /** Completes a link that asked for the password; one that was guessed at too often leads to the first step. */
  async completeLink(password: string, signal: AbortSignal): Promise<Session | undefined> {
    const attempt = this.#attempt;
    if (!attempt || !password) {
      this.#fail('password_missing');
      return undefined;
    }
    const session = await this.#ask(() => this.portal.signIn.completeLink({ attempt, password }, { signal }));
    if (this.problem === 'code_spent') this.back('link_spent');
    return session;
  }

  /** Asks for a link that sets a new password. */
  async askForPasswordLink(message: Message, signal: AbortSignal): Promise<void> {
    if (!this.#takeAddress(message.email)) return;
    await this.#ask(async () => {
      await this.portal.signIn.askForPasswordLink({ ...message, email: this.email }, { signal });
      this.#nextCodeAt = Date.now() + pause;
      this.step = 'forgot-sent';
    });
  }

  /** Sets a password by such a link that was followed; a spent one leads to where a new one can be asked for. */
  async setPassword(password: string, signal: AbortSignal): Promise<Session | undefined> {
    const weak = weaknessOf(password);
    if (weak) {
      this.#fail(weak);
      return undefined;
    }
    const session = await this.#ask(() => this.portal.signIn.setPassword({ token: this.#token, password }, { signal }));
    if (this.problem === 'link_spent') {
      this.step = 'forgot';
      this.#changed();
    }
    return session;
  }

  /** Goes to where a link for a new password can be asked for. @param email as far as it is known */
  forget(email: string): void {
    if (this.busy) return;
    this.email = email.trim();
    this.problem = undefined;
    this.step = 'forgot';
    this.#changed();
  }

  /** Returns to the first step. */
  back(problem?: SignInProblem): void {
    this.step = this.#first;
    this.problem = problem;
    this.#changed();
  }

  /** Seconds until another message can be asked for. */
  get secondsToNextCode(): number {
    return Math.max(0, Math.ceil((this.#nextCodeAt - Date.now()) / 1000));
  }

  get #token(): string {
    return this.#link?.token ?? '';
  }

  get #first(): SignInStep {
    return this.passwords ? 'password' : 'email';
  }

  #takeAddress(email: string): boolean {
    this.email = email.trim();
    const valid = isEmail(this.email);
    if (!valid) this.#fail('email_invalid');
    return valid;
  }

  async #ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.problem = undefined;
    this.#changed();
    try {
      return await question();
    } catch (error) {
      this.problem = problemOf(error);
      this.problems += 1;
      return undefined;
    } finally {
      this.busy = false;
      this.#changed();
    }
  }

  #fail(problem: SignInProblem): void {
    this.problem = problem;
    this.problems += 1;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The digits of what was typed, in any script's numerals, at most six. */
export function digitsOf(typed: string): string {
  const western = typed.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
  return western.replace(/\D/g, '').slice(0, 6);
}
