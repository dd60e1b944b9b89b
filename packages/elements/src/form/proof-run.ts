/**
 * Something that may need a proof of who asks for it, told as one promise: whoever waits for it need not know that a form was
 * filled in between. One at a time; dispatches `change`.
 */
import type { Portal } from '@portico/client';
import { Run } from './run.js';
import { meansOf, StepUp, stepUpProblem, type StepUpProblem } from './step-up.js';

interface Asked {
  readonly stepUp: StepUp;
  readonly signal: AbortSignal;
  /** True where they have proven it, false where they would rather not. */
  readonly answer: (proven: boolean) => void;
}

export class ProofRun extends Run<StepUpProblem> {
  #asked: Asked | undefined;

  /** What is to be typed, while something waits for it. */
  get asking(): StepUp['asking'] {
    return this.#asked?.stepUp.asking;
  }

  /** Does something. @returns what came of it; undefined where the person would rather not prove who they are */
  async guard<T>(portal: Portal, act: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    this.cancel();
    const stepUp = new StepUp(portal, () => meansOf(portal, signal));
    const done = await stepUp.guard(act, signal);
    if (done) return done.value;
    const proven = await new Promise<boolean>((answer) => {
      this.#asked = { stepUp, signal, answer };
      this.problem = undefined;
      this.changed();
    });
    return proven ? act() : undefined;
  }

  /** Sends what was typed. */
  async submit(proof: string): Promise<void> {
    const asked = this.#asked;
    if (!asked || this.busy) return;
    const problem = asked.stepUp.check(proof);
    if (problem) {
      this.fail(problem);
      return;
    }
    const proven = await this.ask(() => asked.stepUp.prove(proof, asked.signal).then(() => true));
    if (proven) this.#end(asked, true);
  }

  /** They would rather not. */
  cancel(): void {
    if (this.#asked) this.#end(this.#asked, false);
  }

  protected override problemOf(error: unknown): StepUpProblem {
    return stepUpProblem(error);
  }

  #end(asked: Asked, proven: boolean): void {
    if (this.#asked === asked) this.#asked = undefined;
    this.changed();
    asked.answer(proven);
  }
}
