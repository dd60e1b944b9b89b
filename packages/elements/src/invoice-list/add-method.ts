/**
 * Keeping another card or bank account, without a page: what the processor's fields need, and whether it is there then. Nothing is
 * charged. What was kept is what the server says, never what the page was told by the fields. Dispatches `change`.
 */
import { NetworkError, type Portal, ProblemError, TimeoutError } from '@portico/client';
import type { DemoCard, FeeKind, PayingFields, SavedMethod } from '@portico/contract';
import { Run } from '../form/run.js';
import { type Pause, pauseFor } from '../payment/pause.js';
import type { Confirmed } from '../payment/payment-run.js';

/** What went wrong; the strings have words for each. */
export type AddProblem =
  | ('incomplete' | 'refused' | 'blocked')
  | ('notHere' | 'unavailable' | 'preview' | 'tooOften')
  | ('offline' | 'server');

const problems: Readonly<Record<string, AddProblem>> = {
  payments_not_configured: 'notHere',
  not_permitted: 'notHere',
  not_found: 'notHere',
  processor_unavailable: 'unavailable',
  preview_read_only: 'preview',
  too_many_requests: 'tooOften',
};

/** Milliseconds between two questions whether it is there; the server asks the processor as often. */
const SOON = 2_000;
const TRIES = 6;

/** Does something that may need a proof; undefined where the person would rather not. */
export type Guard = <T>(act: (portal: Portal) => Promise<T>) => Promise<T | undefined>;

export class AddMethod extends Run<AddProblem> {
  readonly #portal: () => Portal | undefined;
  readonly #guard: Guard;
  readonly #pause: Pause;
  #kind: FeeKind | undefined;
  #fields: PayingFields | undefined;

  constructor(portal: () => Portal | undefined, guard: Guard, pause: Pause = pauseFor) {
    super();
    this.#portal = portal;
    this.#guard = guard;
    this.#pause = pause;
  }

  /** The kind of money that it is to pay, while one is being added. */
  get kind(): FeeKind | undefined {
    return this.#kind;
  }

  /** What the processor's fields need, once the server has said it. */
  get fields(): PayingFields | undefined {
    return this.#fields;
  }

  /** Makes it ready. Where the person would rather not prove who they are, it is over. */
  async begin(kind: FeeKind): Promise<void> {
    this.#kind = kind;
    this.#fields = undefined;
    const begun = await this.ask(() => this.#guard(({ paymentMethods }) => paymentMethods.setUp(kind)));
    if (this.#kind !== kind) return;
    this.#fields = begun;
    if (!begun && !this.problem) this.end();
    else this.changed();
  }

  /** Keeps a test card of the demo. @returns what is there then, `later` where it is not there yet, undefined where it failed */
  demo(card: DemoCard, signal: AbortSignal): Promise<SavedMethod | 'later' | undefined> {
    return this.keep(async () => {
      await this.#portal()?.paymentMethods.demo(this.#fields?.clientSecret ?? '', card, { signal });
      return 'done';
    }, signal);
  }

  /** Keeps what was typed into the processor's fields. @param put has the fields keep it @returns as {@link demo} */
  async keep(put: () => Promise<Confirmed>, signal: AbortSignal): Promise<SavedMethod | 'later' | undefined> {
    let said: Confirmed = 'done';
    const kept = await this.ask(async () => {
      const before = await this.#list(signal);
      said = await put();
      return said === 'done' ? this.#untilThere(before, signal) : undefined;
    });
    if (said !== 'done') this.fail(said);
    return kept;
  }

  /** Says that the fields did not come. */
  block(): void {
    this.fail('blocked');
  }

  /** They are tried once more. */
  unblock(): void {
    this.problem = undefined;
    this.changed();
  }

  /** Forgets what was begun. */
  end(): void {
    this.#kind = undefined;
    this.#fields = undefined;
    this.problem = undefined;
    this.changed();
  }

  protected override problemOf(error: unknown): AddProblem {
    if (error instanceof NetworkError || error instanceof TimeoutError) return 'offline';
    const known = error instanceof ProblemError ? problems[error.code] : undefined;
    return known ?? 'server';
  }

  async #list(signal: AbortSignal): Promise<readonly SavedMethod[]> {
    return (await this.#portal()?.paymentMethods.list({ signal })) ?? [];
  }

  /** A bank may want to check an account for days; it is there when it is. */
  async #untilThere(before: readonly SavedMethod[], signal: AbortSignal): Promise<SavedMethod | 'later'> {
    const known = new Set(before.map(({ id }) => id));
    for (let tries = TRIES; tries > 0 && !signal.aborted; tries -= 1) {
      // It is kept by now: what goes wrong with looking says nothing about that.
      const methods = await this.#list(signal).catch(() => []);
      const fresh = methods.find(({ id }) => !known.has(id));
      if (fresh) return fresh;
      await this.#pause(SOON, signal);
    }
    return 'later';
  }
}
