/**
 * One run through signing in: an address, then a code; or a link. It refuses steps that make no sense
 * and keeps what went wrong as a code, so that the element only has to draw it.
 */
import { PortalError, type Portal } from '@portico/client';
import type { Session } from '@portico/contract';

export type SignInStep = 'email' | 'code' | 'link';
export type SignInProblem =
  | 'email_invalid'
  | 'code_missing'
  | 'code_invalid'
  | 'code_spent'
  | 'link_spent'
  | 'sign_in_method_off'
  | 'too_many_requests'
  | 'network_error'
  | 'failed';

const problems: readonly string[] = [
  'code_invalid',
  'code_spent',
  'link_spent',
  'sign_in_method_off',
  'too_many_requests',
  'network_error',
] satisfies readonly SignInProblem[];

/** Milliseconds before another code can be asked for. */
const pause = 30_000;
const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Dispatches `change` after every step. */
export class SignInRun extends EventTarget {
  readonly portal: Portal;
  #attempt: string | undefined;
  #nextCodeAt = 0;

  step: SignInStep;
  /** True while the server is asked. */
  busy = false;
  problem: SignInProblem | undefined;
  email = '';

  constructor(portal: Portal, step: SignInStep) {
    super();
    this.portal = portal;
    this.step = step;
  }

  /** Asks for a message with code and link. @param language BCP 47 tag of the message */
  async start(email: string, language: string, returnTo: string, signal: AbortSignal): Promise<void> {
    this.email = email.trim();
    if (!address.test(this.email)) {
      this.#fail('email_invalid');
      return;
    }
    await this.#ask(async () => {
      const { attempt } = await this.portal.signIn.start({ email: this.email, language, returnTo }, { signal });
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

  /** Completes with the token of a followed link; a spent one leads to the address step. */
  async withLink(token: string, signal: AbortSignal): Promise<Session | undefined> {
    const session = await this.#ask(() => this.portal.signIn.withLink({ token }, { signal }));
    if (this.problem === 'link_spent') this.back(this.problem);
    return session;
  }

  /** Returns to the address. */
  back(problem?: SignInProblem): void {
    this.step = 'email';
    this.problem = problem;
    this.#changed();
  }

  /** Seconds until another code can be asked for. */
  get secondsToNextCode(): number {
    return Math.max(0, Math.ceil((this.#nextCodeAt - Date.now()) / 1000));
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
      return undefined;
    } finally {
      this.busy = false;
      this.#changed();
    }
  }

  #fail(problem: SignInProblem): void {
    this.problem = problem;
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

function problemOf(error: unknown): SignInProblem {
  const code = error instanceof PortalError ? error.code : '';
  return isProblem(code) ? code : code === 'timeout' ? 'network_error' : 'failed';
}

function isProblem(code: string): code is SignInProblem {
  return problems.includes(code);
}
