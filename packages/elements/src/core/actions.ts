/**
 * What a person sets going and what takes a while: opening, downloading, paying. Each thing is done once at a time however often
 * its button is pressed, and what went wrong is said in words, on the page and to a screen reader, while everything else stays.
 */
import { AuthError, ProblemError, type Portal } from '@portico/client';
import type { FacesContext, FacesHost } from './faces.js';

/** What of the element is used; it passes itself. */
export interface ActionsHost extends Pick<FacesHost, 'listening' | 'requestUpdate'> {
  facesContext(): Pick<FacesContext, 'portal' | 'announce'>;
}

/** What an element has to say about it. */
export interface ActionsOptions {
  /** What to say about what went wrong, in the language on screen. */
  readonly words: (error: unknown) => string;
  /** What was asked for is not there any more, or not shared. */
  readonly gone: () => void;
}

export class Actions {
  readonly #host: ActionsHost;
  readonly #options: ActionsOptions;
  #busy: ReadonlySet<string> = new Set();
  #error: unknown;

  constructor(host: ActionsHost, options: ActionsOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** What is under way, by its key. */
  get busy(): ReadonlySet<string> {
    return this.#busy;
  }

  /** What went wrong last, until something else is tried. */
  get problem(): string | undefined {
    return this.#error === undefined ? undefined : this.#options.words(this.#error);
  }

  /**
   * Does something unless the same is being done already. Whoever has to sign in again is shown the sign-in instead of a problem.
   * @param key of what is done, e.g. an id
   */
  async run(key: string, act: (portal: Portal, signal: AbortSignal) => Promise<void>): Promise<void> {
    const { listening: signal } = this.#host;
    const { announce, portal } = this.#host.facesContext();
    if (!portal || this.#busy.has(key)) return;
    this.#error = undefined;
    this.#mark([...this.#busy, key]);
    try {
      await act(portal, signal);
    } catch (error) {
      if (signal.aborted || error instanceof AuthError) return;
      this.#error = error;
      announce(this.#options.words(error));
      if (isGone(error)) this.#options.gone();
    } finally {
      this.#mark([...this.#busy].filter((one) => one !== key));
    }
  }

  #mark(busy: readonly string[]): void {
    this.#busy = new Set(busy);
    this.#host.requestUpdate();
  }
}

/** True where what was asked for is not there, or not shared any more. */
export function isGone(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'not_found';
}
