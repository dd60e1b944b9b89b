/**
 * What a person has begun to say about requests, what of it is on its way, and what failed. What was typed stays until it has
 * arrived, whatever happens to the page's elements; what failed for want of a connection is tried again when that is back. It
 * knows no DOM and no words.
 */
import { AuthError, NetworkError, ProblemError, type Requests, TimeoutError } from '@portico/client';
import type { Checklist } from '@portico/contract';

/** Why something was not saved, as far as a person can do anything about it. */
export type LifeTrouble = 'offline' | 'server' | 'closed' | 'gone' | 'changed' | 'tooLate' | 'incomplete';

/** One thing that a person wants done. */
export type Act = (requests: Requests) => Promise<Checklist>;

interface Failed {
  readonly trouble: LifeTrouble;
  readonly again: () => void;
}

/** Dispatches `change` whenever there is something new to draw. */
export class LifeDesk extends EventTarget {
  readonly #requests: () => Requests | undefined;
  readonly #typed = new Map<string, string>();
  readonly #opened = new Map<string, string>();
  readonly #failed = new Map<string, Failed>();
  readonly #busy = new Set<string>();
  readonly #done = new Set<string>();

  /** @param requests the client's; undefined while there is none */
  constructor(requests: () => Requests | undefined) {
    super();
    this.#requests = requests;
  }

  /** What was typed and not saved. @param field a request's id and the name of a field, `req_…/note` */
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
    this.#changed();
  }

  forget(...fields: readonly string[]): void {
    for (const field of fields) this.#typed.delete(field);
  }

  /** Which form of a request is open, if any; one at a time. */
  opened(id: string): string | undefined {
    return this.#opened.get(id);
  }

  open(id: string, form: string): void {
    this.#opened.set(id, form);
    this.#failed.delete(id);
    this.#done.delete(id);
    this.#changed();
  }

  close(id: string): void {
    this.#opened.delete(id);
    this.#failed.delete(id);
    this.#changed();
  }

  busy(id: string): boolean {
    return this.#busy.has(id);
  }

  /** True once something of a request has just been saved. */
  done(id: string): boolean {
    return this.#done.has(id);
  }

  trouble(id: string): LifeTrouble | undefined {
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
   * Does one thing about a request, or about a checklist, once at a time.
   * @param arrived is given the checklist as it is after it @param failed is told why not
   */
  async run(
    id: string,
    act: Act,
    arrived: (checklist: Checklist) => void,
    failed: (trouble: LifeTrouble) => void,
  ): Promise<void> {
    const requests = this.#requests();
    if (!requests || this.#busy.has(id)) return;
    this.#busy.add(id);
    this.#failed.delete(id);
    this.#done.delete(id);
    this.#changed();
    let checklist: Checklist;
    try {
      checklist = await act(requests);
    } catch (error) {
      this.#busy.delete(id);
      const trouble = troubleOf(error);
      this.#failed.set(id, { trouble, again: () => void this.run(id, act, arrived, failed) });
      failed(trouble);
      this.#changed();
      return;
    }
    this.#busy.delete(id);
    this.#opened.delete(id);
    this.#done.add(id);
    arrived(checklist);
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

const codes: Readonly<Partial<Record<string, LifeTrouble>>> = {
  request_closed: 'closed',
  not_found: 'gone',
  conflict: 'changed',
  answer_invalid: 'changed',
  withdraw_closed: 'tooLate',
  checklist_incomplete: 'incomplete',
};

function troubleOf(error: unknown): LifeTrouble {
  if (error instanceof NetworkError || error instanceof TimeoutError) return 'offline';
  // The sign-in comes by itself, and what was typed waits for it.
  if (error instanceof AuthError) return 'offline';
  const known = error instanceof ProblemError ? codes[error.code] : undefined;
  return known ?? 'server';
}
