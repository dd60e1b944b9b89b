/** What every run through a form shares: one question to the server at a time, and what went wrong as a code. */
export abstract class Run<P extends string> extends EventTarget {
  /** True while the server is asked. */
  busy = false;
  problem: P | undefined;
  /** Counts problems: the same one twice is news. */
  problems = 0;

  /** The code for whatever was thrown. */
  protected abstract problemOf(error: unknown): P;

  /** Asks unless something is being asked already. Undefined where it did not work. */
  protected async ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.problem = undefined;
    this.changed();
    try {
      return await question();
    } catch (error) {
      this.problem = this.problemOf(error);
      this.problems += 1;
      return undefined;
    } finally {
      this.busy = false;
      this.changed();
    }
  }

  protected fail(problem: P): void {
    this.problem = problem;
    this.problems += 1;
    this.changed();
  }

  /** Dispatches `change`. */
  protected changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
