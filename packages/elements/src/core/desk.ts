/**
 * What a person has begun to say or to choose, what of it is on its way, and what failed. What was typed stays until it has
 * arrived, whatever happens to the page's elements; what failed for want of a connection is tried again when that is back. It
 * knows no DOM and no words.
 */
import { AuthError, NetworkError, ProblemError, TimeoutError } from '@portico/client';

/** What can go wrong with everything that is sent. */
export type Trouble = 'offline' | 'server';

interface Failed<P> {
  readonly trouble: P | Trouble;
  readonly again: () => void;
}

/**
 * Dispatches `change` whenever there is something new to draw. `S` is whom it asks, `T` what comes of an act, `P` the troubles
 * about which a person can do something.
 */
export class Desk<S, T, P extends string> extends EventTarget {
  readonly #source: () => S | undefined;
  readonly #codes: Readonly<Partial<Record<string, P>>>;
  readonly #typed = new Map<string, string>();
  readonly #opened = new Map<string, string>();
  readonly #failed = new Map<string, Failed<P>>();
  readonly #busy = new Set<string>();
  readonly #done = new Set<string>();

  /**
   * @param source whom to ask; undefined while there is nobody
   * @param codes what the server's problems mean here, by their code; all others are `server`
   */
  constructor(source: () => S | undefined, codes: Readonly<Partial<Record<string, P>>>) {
    super();
    this.#source = source;
    this.#codes = codes;
  }

  /** What was typed and not saved. @param field an id and the name of a field, `req_…/note` */
  typed(field: string): string | undefined {
    return this.#typed.get(field);
  }

  /** Keeps what is typed; nothing has to be drawn for it. */
  type(field: string, text: string): void {
    this.#typed.set(field, text);
  }

  /** Keeps a choice that changes what is on screen. */
  choose(field: string, value: string): void {
    this.#typed.set(field, value);
    this.changed();
  }

  forget(...fields: readonly string[]): void {
    for (const field of fields) this.#typed.delete(field);
  }

  /** Which form of a thing is open, if any; one at a time. */
  opened(id: string): string | undefined {
    return this.#opened.get(id);
  }

  open(id: string, form: string): void {
    this.#opened.set(id, form);
    this.#failed.delete(id);
    this.#done.delete(id);
    this.changed();
  }

  close(id: string): void {
    this.#opened.delete(id);
    this.#failed.delete(id);
    this.changed();
  }

  busy(id: string): boolean {
    return this.#busy.has(id);
  }

  /** True once something of it has just been saved. */
  done(id: string): boolean {
    return this.#done.has(id);
  }

  trouble(id: string): P | Trouble | undefined {
    return this.#failed.get(id)?.trouble;
  }

  /** Tries once more what failed. */
  retry(id: string): void {
    this.#failed.get(id)?.again();
  }

  /** The connection is back: tries again what failed without it. */
  reconnected(): void {
    for (const { trouble, again } of [...this.#failed.values()]) if (trouble === 'offline') again();
  }

  /**
   * Does one thing about one id, once at a time.
   * @param arrived is given what came of it @param failed is told why not
   */
  async run(
    id: string,
    act: (source: S) => Promise<T>,
    arrived: (made: T) => void,
    failed: (trouble: P | Trouble) => void,
  ): Promise<void> {
    const source = this.#source();
    if (!source || this.#busy.has(id)) return;
    this.#busy.add(id);
    this.#failed.delete(id);
    this.#done.delete(id);
    this.changed();
    let made: T;
    try {
      made = await act(source);
    } catch (error) {
      this.#busy.delete(id);
      const trouble = this.#troubleOf(error);
      this.#failed.set(id, { trouble, again: () => void this.run(id, act, arrived, failed) });
      failed(trouble);
      this.changed();
      return;
    }
    this.#busy.delete(id);
    this.#opened.delete(id);
    this.#done.add(id);
    arrived(made);
    this.changed();
  }

  protected changed(): void {
    this.dispatchEvent(new Event('change'));
  }

  #troubleOf(error: unknown): P | Trouble {
    if (error instanceof NetworkError || error instanceof TimeoutError) return 'offline';
    // The sign-in comes by itself, and what was typed waits for it.
    if (error instanceof AuthError) return 'offline';
    return (error instanceof ProblemError ? this.#codes[error.code] : undefined) ?? 'server';
  }
}
