import type { Life, LifeHost } from './life.js';

/** What brings answers, notes and the like to whoever may have a say. Without them documents can still be sent. */
export class LifeDoor {
  readonly #host: LifeHost | undefined;
  readonly #may: () => boolean;
  readonly #signal: AbortSignal;
  #bringing: Promise<void> | undefined;
  #life: Life | undefined;

  /**
   * @param host undefined where there is nothing to have a say about
   * @param may whether this session has a say, as far as is known
   * @param signal ends it for good
   */
  constructor(host: LifeHost | undefined, may: () => boolean, signal: AbortSignal) {
    this.#host = host;
    this.#may = may;
    this.#signal = signal;
    // What did not load is asked for again when the line is back, and not each time that something is drawn.
    window.addEventListener(
      'online',
      () => {
        if (!this.#life) this.#bringing = undefined;
        void this.bring();
      },
      { signal },
    );
  }

  get life(): Life | undefined {
    return this.#life;
  }

  /** Resolves once it is there, or is known not to come. Whoever signs in later brings it along by calling again. */
  bring(): Promise<void> | undefined {
    const host = this.#host;
    if (!host || !this.#may()) return undefined;
    this.#bringing ??= this.#load(host);
    return this.#bringing;
  }

  async #load(host: LifeHost): Promise<void> {
    const loaded = await import('./life.js').catch(() => undefined);
    if (!loaded || this.#signal.aborted) return;
    const life = new loaded.Life(host, this.#signal);
    await life.ready();
    this.#life = life;
    host.changed();
  }
}
