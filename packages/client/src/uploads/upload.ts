/**
 * The life of one upload. It knows no network and no clock; it only keeps the steps legal, so that a late answer or a second
 * click can never bring an upload into a state that was not possible.
 *
 *   checking → waiting → sending → finishing → done
 *
 * `waiting` has no place in the queue yet, `finishing` has sent its last byte and awaits the document. From any of the middle
 * three it can stumble (`retrying`, and back to `waiting`), from `waiting`, `sending` and `retrying` it can be paused. `failed`
 * has a reason that waiting will not cure; `lost` has no file any more.
 */
import type { Document, RequestSlot } from '@portico/contract';
import { PortalError } from '../errors/portal-error.js';

/** Where an upload stands. */
export type UploadState =
  'checking' | 'waiting' | 'sending' | 'paused' | 'retrying' | 'finishing' | 'done' | 'failed' | 'lost';

/** What can happen to an upload. */
export type UploadStep =
  'pass' | 'start' | 'sent' | 'complete' | 'stumble' | 'due' | 'pause' | 'resume' | 'fail' | 'retry' | 'lose' | 'find';

const steps: Readonly<Record<UploadStep, { readonly from: readonly UploadState[]; readonly to: UploadState }>> = {
  pass: { from: ['checking'], to: 'waiting' },
  start: { from: ['waiting'], to: 'sending' },
  sent: { from: ['sending'], to: 'finishing' },
  complete: { from: ['finishing'], to: 'done' },
  stumble: { from: ['sending', 'finishing'], to: 'retrying' },
  due: { from: ['retrying'], to: 'waiting' },
  pause: { from: ['waiting', 'sending', 'retrying'], to: 'paused' },
  resume: { from: ['paused'], to: 'waiting' },
  fail: { from: ['checking', 'sending', 'finishing'], to: 'failed' },
  retry: { from: ['failed'], to: 'waiting' },
  lose: { from: ['checking', 'waiting', 'sending', 'paused', 'retrying', 'failed'], to: 'lost' },
  find: { from: ['lost'], to: 'waiting' },
};

/** An upload as a view sees it: a frozen picture of one moment. */
export interface UploadItem {
  readonly id: string;
  readonly requestId: string;
  readonly name: string;
  /** Media type by the name. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Part of the request that it is, where that has parts. */
  readonly slot?: RequestSlot | undefined;
  /** Id of the document that it takes the place of. */
  readonly replaces?: string | undefined;
  /** Bytes that have left; never more than `size`. */
  readonly sent: number;
  readonly state: UploadState;
  /** Smoothed; null while nothing can be said. */
  readonly secondsLeft: number | null;
  /** Stable code of what stands in the way, while something does. */
  readonly error?: string;
  /** Id of the document that came of it, once `done`. */
  readonly documentId?: string;
  /** That document, where the session may read it: a one-time link may not. */
  readonly document?: Document;
  readonly file?: File;
}

/** What came of an upload: always an id, and the document itself where the session may read it. */
export interface Arrival {
  readonly documentId: string;
  readonly document?: Document;
}

/** What an upload is from its first to its last moment. */
export interface UploadFacts {
  readonly id: string;
  readonly requestId: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** Part of the request that it is, where that has parts. */
  readonly slot?: RequestSlot | undefined;
  /** Id of the document that it takes the place of. */
  readonly replaces?: string | undefined;
}

/** Where in its request a file goes; nothing where that does not matter. */
export function place({
  slot,
  replaces,
}: Pick<UploadFacts, 'slot' | 'replaces'>): Pick<UploadFacts, 'slot' | 'replaces'> {
  return { ...(slot && { slot }), ...(replaces !== undefined && { replaces }) };
}

/** One file on its way to one request. */
export class Upload {
  readonly facts: UploadFacts;
  #state: UploadState;
  #file: File | undefined;
  #sent = 0;
  #secondsLeft: number | null = null;
  #error: string | undefined;
  #arrival: Arrival | undefined;
  #picture: UploadItem | undefined;

  /** @param sent bytes that had left when it was last heard of */
  constructor(facts: UploadFacts, file: File | undefined, state: 'checking' | 'waiting' | 'paused' | 'lost', sent = 0) {
    this.facts = facts;
    this.#sent = sent;
    this.#file = file;
    this.#state = state;
  }

  get state(): UploadState {
    return this.#state;
  }

  get file(): File | undefined {
    return this.#file;
  }

  get sent(): number {
    return this.#sent;
  }

  /** True when the step is possible now. */
  can(step: UploadStep): boolean {
    return steps[step].from.includes(this.#state);
  }

  /** Takes a step that needs nothing more. Throws a `PortalError` `upload_step_illegal` where it is not possible. */
  step(step: Exclude<UploadStep, 'complete' | 'stumble' | 'fail' | 'find' | 'lose'>): void {
    this.#move(step);
  }

  /** The bytes have arrived and are a document. */
  complete(arrival: Arrival): void {
    this.#move('complete');
    this.#arrival = arrival;
    this.#sent = this.facts.size;
    this.#file = undefined;
  }

  /** Something went wrong that may pass; `code` says what stands in the way, if that is known. */
  stumble(code: string): void {
    this.#move('stumble');
    this.#error = code;
  }

  /** Something went wrong that stays wrong until a person acts. */
  fail(code: string): void {
    this.#move('fail');
    this.#error = code;
  }

  /** The device no longer has the file. */
  lose(): void {
    this.#move('lose');
    this.#file = undefined;
  }

  /** The person chose the same file again. */
  find(file: File): void {
    this.#move('find');
    this.#file = file;
  }

  /** Notes how many bytes have left and how long the rest will take. Only a sending upload makes progress. */
  progress(sent: number, secondsLeft: number | null): void {
    if (this.#state !== 'sending') throw illegal('progress', this.#state);
    this.#sent = Math.min(sent, this.facts.size);
    this.#secondsLeft = secondsLeft;
    this.#picture = undefined;
  }

  /** The present moment; the same object until something changes. */
  get item(): UploadItem {
    this.#picture ??= Object.freeze({
      ...this.facts,
      sent: this.#sent,
      state: this.#state,
      secondsLeft: this.#secondsLeft,
      ...(this.#error !== undefined && { error: this.#error }),
      ...this.#arrival,
      ...(this.#file && { file: this.#file }),
    });
    return this.#picture;
  }

  #move(step: UploadStep): void {
    if (!this.can(step)) throw illegal(step, this.#state);
    this.#state = steps[step].to;
    this.#secondsLeft = null;
    this.#error = undefined;
    this.#picture = undefined;
  }
}

function illegal(step: string, state: UploadState): PortalError {
  return new PortalError('upload_step_illegal', `An upload that is ${state} cannot ${step}`);
}
