/**
 * One change of the own account. Where it asks for a proof of who they are in between, it goes on with what was typed.
 */
import { PortalError, ProblemError, type Portal } from '@portico/client';
import { Run } from '../form/run.js';
import { type Means, StepUp, stepUpProblem } from '../form/step-up.js';
import type { AccountField, AccountProblem, Task, Typed } from './account-tasks.js';

/** Dispatches `change` after every step. */
export class AccountChange extends Run<AccountProblem> {
  readonly task: Task;
  readonly #stepUp: StepUp;
  #typed: Typed;

  /** The field that the problem is about. */
  field: AccountField | undefined;

  constructor(portal: Portal, task: Task, means: Means) {
    super();
    this.task = task;
    this.#stepUp = new StepUp(portal, () => Promise.resolve(means));
    this.#typed = task.start;
  }

  /** What the proof is, while one is asked for. */
  get asking(): StepUp['asking'] {
    return this.#stepUp.asking;
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
    const { task } = this;
    if (this.asking) await this.#stepUp.prove(typed.proof ?? '', signal);
    const sent = await this.#stepUp.guard(() => task.send(this.#typed, signal), signal, task.proof?.(this.#typed));
    return sent?.value ?? false;
  }

  #checkProof({ proof = '' }: Typed) {
    const problem = this.#stepUp.check(proof);
    return problem && { field: 'proof' as const, problem };
  }
}

function accountProblem(error: unknown): AccountProblem {
  const code = error instanceof PortalError ? error.code : '';
  if (code === 'last_way_in') return code;
  if (code === 'conflict' && error instanceof ProblemError) {
    if (error.reason === 'phone_taken') return error.reason;
    return error.reason === 'too_many' ? 'too_many_passkeys' : 'passkey_known';
  }
  return stepUpProblem(error);
}
