/**
 * A change of the own password: the old one and the new one, and, for somebody who has none yet and signed in a while ago, a
 * code that proves anew who they are. It keeps what went wrong as a code, so that the element only has to draw it.
 */
import { PortalError, type Portal } from '@portico/client';
import { problemOf, weaknessOf, type SignInProblem } from '../sign-in/sign-in-problem.js';
import { digitsOf } from '../sign-in/sign-in-run.js';

/** The field that a problem is about. */
export type ChangeField = 'current' | 'password' | 'code';

/** What was typed. */
export interface Typed {
  readonly current: string;
  readonly password: string;
  readonly code: string;
}

/** Dispatches `change` after every step. */
export class PasswordChange extends EventTarget {
  readonly #portal: Portal;
  readonly #hasPassword: boolean;
  #attempt: string | undefined;

  step: 'password' | 'code' = 'password';
  busy = false;
  problem: SignInProblem | 'proof_wrong' | undefined;
  field: ChangeField | undefined;
  /** Counts problems: the same one twice is news. */
  problems = 0;

  constructor(portal: Portal, hasPassword: boolean) {
    super();
    this.#portal = portal;
    this.#hasPassword = hasPassword;
  }

  /** Changes it, or asks for one proof more. True where the new password holds. */
  async submit({ current, password, code }: Typed, signal: AbortSignal): Promise<boolean> {
    if (this.busy) return false;
    if (this.#hasPassword && !current) return this.#fail('password_missing', 'current');
    const weak = weaknessOf(password);
    if (weak) return this.#fail(weak, 'password');
    if (this.#attempt && digitsOf(code).length !== 6) return this.#fail('code_missing', 'code');
    this.busy = true;
    this.problem = this.field = undefined;
    this.#changed();
    try {
      return await this.#change({ current, password, code: digitsOf(code) }, signal);
    } catch (error) {
      return this.#refused(error);
    } finally {
      this.busy = false;
      this.#changed();
    }
  }

  async #change({ current, password, code }: Typed, signal: AbortSignal): Promise<boolean> {
    const { session, profile } = this.#portal;
    const change = { password, ...(this.#hasPassword && { current }) };
    if (this.#attempt) await session.stepUp({ attempt: this.#attempt, code }, { signal });
    try {
      await profile.changePassword(change, { signal });
    } catch (error) {
      if (!(error instanceof PortalError) || error.code !== 'step_up_required') throw error;
      if (!this.#hasPassword) {
        this.#attempt = (await session.startStepUp({ signal })).attempt;
        this.step = 'code';
        return false;
      }
      await session.stepUp({ password: current }, { signal });
      await profile.changePassword(change, { signal });
    }
    return true;
  }

  #refused(error: unknown): false {
    const wrong = error instanceof PortalError && error.code === 'proof_wrong';
    const problem = wrong ? 'proof_wrong' : problemOf(error);
    if (wrong) return this.#fail(problem, this.step === 'code' ? 'code' : 'current');
    return this.#fail(problem, problem.startsWith('password_') ? 'password' : undefined);
  }

  #fail(problem: SignInProblem | 'proof_wrong', field: ChangeField | undefined): false {
    this.problem = problem;
    this.field = field;
    this.problems += 1;
    this.#changed();
    return false;
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
