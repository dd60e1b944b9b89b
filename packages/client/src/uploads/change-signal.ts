/** Turns a stream of changes into at most ten a second: the first is told at once, the last is never left out. */
export class ChangeSignal {
  readonly #tell: () => void;
  #resting = false;
  #more = false;

  /** @param tell what to call */
  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** Something changed. */
  raise(): void {
    if (this.#resting) {
      this.#more = true;
      return;
    }
    this.#resting = true;
    // Not at once: several changes of one moment are one change.
    queueMicrotask(() => {
      this.#tell();
      setTimeout(() => this.#rested(), 100);
    });
  }

  #rested(): void {
    this.#resting = false;
    if (!this.#more) return;
    this.#more = false;
    this.raise();
  }
}
