/**
 * One change of the own account. What weighs is done only for somebody who has proven a moment ago who they are: where that
 * was longer ago, it asks for a proof in between, by passkey, password or a code from the mail, and goes on with what was typed.
 */
import { PortalError, ProblemError, type Portal } from '@portico/client';
import type { StepUpProof } from '@portico/contract';
import { digitsOf } from '../form/digits.js';
import { answerWithPasskey } from '../form/passkey-browser.js';
import { PasskeyError } from '../form/passkeys.js';
import { Run } from '../form/run.js';
import { problemOf } from '../sign-in/sign-in-problem.js';
import type { AccountField, AccountProblem, Task, Typed } from './account-tasks.js';

/** What there is to prove with. */
export interface Means {
  readonly hasPassword: boolean;
  /** A passkey that works on this page's host. */
  readonly hasPasskey: boolean;
}

/** Dispatches `change` after every step. */
export class AccountChange extends Run<AccountProblem> {
  readonly task: Task;
  readonly #portal: Portal;
  readonly #means: Means;
  #typed: Typed;
  #attempt: string | undefined;

  /** What the proof is, while one is asked for. */
  asking: 'password' | 'code' | undefined;
  /** The field that the problem is about. */
  field: AccountField | undefined;

  constructor(portal: Portal, task: Task, means: Means) {
    super();
    this.#portal = portal;
    this.task = task;
    this.#means = means;
    this.#typed = task.start;
  }

  /** Fields of the form as it is now. */
  get fields(): readonly AccountField[] {
    return this.asking ? ['proof'] : this.task.fields;
  }

  /** What stands in a field that has been sent before, or what the task starts with. */
  typed(field: AccountField): string {
    return this.#typed[field] ?? '';
  }

  /** Does it, or asks for one thing more. True where it is done. */
  async submit(typed: Typed, signal: AbortSignal): Promise<boolean> {
    if (this.busy) return false;
    const trouble = this.asking ? this.#checkProof(typed) : this.task.check(typed);
    this.field = trouble?.field;
    if (trouble) {
      this.fail(trouble.problem);
      return false;
    }
    if (!this.asking) this.#typed = { ...this.#typed, ...typed };
    const done = await this.ask(() => this.#go(typed, signal));
    return done ?? false;
  }

  protected override problemOf(error: unknown): AccountProblem {
    const problem = accountProblem(error);
    if (problem === 'proof_wrong' || problem === 'code_spent')
      this.field = this.fields.find((field) => field === 'proof' || field === 'current' || field === 'code');
    else if (problem.startsWith('password_')) this.field = 'password';
    else if (problem === 'phone_taken') this.field = this.fields.find((field) => field === 'phone' || field === 'code');
    return problem;
  }

  async #go(typed: Typed, signal: AbortSignal): Promise<boolean> {
    const { session } = this.#portal;
    if (this.asking) {
      await session.stepUp(this.#proof(typed), { signal });
      this.asking = undefined;
    }
    try {
      return await this.task.send(this.#typed, signal);
    } catch (error) {
      if (!(error instanceof PortalError) || error.code !== 'step_up_required') throw error;
      const own = this.task.proof?.(this.#typed);
      if (own) await session.stepUp(own, { signal });
      if (!own && !(await this.#byPasskey(signal))) return this.#askForProof(signal);
      return this.task.send(this.#typed, signal);
    }
  }

  /** The quickest proof where there is one; false where the person would rather not. */
  async #byPasskey(signal: AbortSignal): Promise<boolean> {
    const { session } = this.#portal;
    if (!this.#means.hasPasskey) return false;
    try {
      const credential = await answerWithPasskey(await session.startPasskeyStepUp({ signal }));
      await session.stepUp({ credential }, { signal });
      return true;
    } catch (error) {
      if (error instanceof PasskeyError) return false;
      throw error;
    }
  }

  async #askForProof(signal: AbortSignal): Promise<false> {
    if (this.#means.hasPassword) this.asking = 'password';
    else {
      this.#attempt = (await this.#portal.session.startStepUp({ signal })).attempt;
      this.asking = 'code';
    }
    return false;
  }

  #proof({ proof = '' }: Typed): StepUpProof {
    return this.#attempt ? { attempt: this.#attempt, code: digitsOf(proof) } : { password: proof };
  }

  #checkProof({ proof = '' }: Typed) {
    const field = 'proof' as const;
    if (this.asking === 'password') return proof ? undefined : { field, problem: 'password_missing' as const };
    return digitsOf(proof).length === 6 ? undefined : { field, problem: 'code_missing' as const };
  }
}

function accountProblem(error: unknown): AccountProblem {
  const code = error instanceof PortalError ? error.code : '';
  if (code === 'proof_wrong' || code === 'last_way_in') return code;
  if (code === 'conflict' && error instanceof ProblemError) {
    if (error.reason === 'phone_taken') return error.reason;
    return error.reason === 'too_many' ? 'too_many_passkeys' : 'passkey_known';
  }
  return problemOf(error);
}
