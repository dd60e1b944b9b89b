/**
 * Sends what waits, three at a time, and sees to it that what stumbles gets up again. It decides when; {@link transfer} does it,
 * {@link judge} says what an error means, and the {@link Upload} keeps the steps legal.
 */
import type { Calls } from '../call.js';
import type { Documents } from '../documents.js';
import { AuthError } from '../errors/auth-error.js';
import { ContractError } from '../errors/contract-error.js';
import type { Awakening } from './awakening.js';
import type { Entry } from './entry.js';
import { Pace } from './pace.js';
import { transfer } from './transfer.js';
import type { Arrival, UploadState } from './upload.js';
import { judge } from './verdict.js';

const AT_ONCE = 3;
/** Milliseconds after which progress is written down again. */
const NOTE_EVERY = 1_000;
/** Silence (in milliseconds) after which a connection counts as dead. A document takes longer to make than a byte to send. */
const SILENCE: Partial<Record<UploadState, number>> = { sending: 60_000, finishing: 180_000 };
/** The same for a page that somebody has just come back to. */
const SILENCE_ON_RETURN = 10_000;

/** What a sender works with. */
export interface SenderHost {
  readonly calls: Calls;
  /** What has come of uploads; none where the session may write only. */
  readonly documents: Documents | undefined;
  /** Everything there is, in the order in which it is sent. */
  readonly entries: () => Iterable<Entry>;
  /** Something changed that a view shows. */
  readonly changed: () => void;
  /** Something changed that must outlive the page. */
  readonly noted: (entry: Entry) => void;
  /** So many bytes more have left. */
  readonly moved: (bytes: number) => void;
  /** A document has come of it. */
  readonly arrived: (entry: Entry, arrival: Arrival) => void;
}

/** Works off a queue. */
export class Sender {
  readonly #host: SenderHost;

  constructor(host: SenderHost) {
    this.#host = host;
  }

  /** Starts what waits as long as there is room. */
  pump(): void {
    let busy = 0;
    for (const { upload } of this.#host.entries()) if (isBusy(upload.state)) busy += 1;
    for (const entry of this.#host.entries()) {
      if (busy >= AT_ONCE) break;
      if (entry.upload.state !== 'waiting') continue;
      busy += 1;
      void this.#send(entry);
    }
    this.#host.changed();
  }

  /** Tries again what has stumbled, without waiting any longer. */
  hurry(entry: Entry): void {
    entry.stumbles = 0;
    if (!entry.upload.can('due')) return;
    entry.halt();
    entry.upload.step('due');
  }

  /** Makes the best of a moment at which trying again is worth while. */
  awaken(awakening: Awakening): void {
    const now = performance.now();
    for (const entry of this.#host.entries()) {
      const { state } = entry.upload;
      const silence = awakening === 'visible' ? SILENCE_ON_RETURN : SILENCE[state];
      const dead = awakening === 'slept' || (awakening === 'online' && state === 'sending');
      if (isBusy(state) && (dead || now - entry.movedAt > (silence ?? Infinity))) {
        entry.halt();
        entry.upload.stumble('network_error');
        entry.upload.step('due');
      } else if (awakening !== 'tick') {
        this.hurry(entry);
      }
    }
    this.pump();
  }

  async #send(entry: Entry): Promise<void> {
    const signal = entry.begin();
    const era = this.#host.calls.era();
    entry.movedAt = performance.now();
    entry.pace = undefined;
    entry.upload.step('start');
    try {
      const arrival = await this.#deliver(entry, signal);
      signal.throwIfAborted();
      if (entry.upload.can('sent')) entry.upload.step('sent');
      entry.upload.complete(arrival);
      this.#host.arrived(entry, arrival);
    } catch (error) {
      // Whoever ended the work has also said what comes next.
      if (signal.aborted) return;
      await this.#stumble(entry, error, signal);
      if (error instanceof AuthError) this.#host.calls.signedOut(era);
    }
    this.pump();
  }

  async #deliver(entry: Entry, signal: AbortSignal): Promise<Arrival> {
    const { calls, documents } = this.#host;
    const { upload, facts, uploadId } = entry;
    const { file } = upload;
    if (!file) throw new DOMException('The file is gone', 'NotFoundError');
    // The answer to the last byte may have been lost, and the upload be forgotten by now. Sending it again would double it.
    const known = entry.inDoubt ? await this.#documentLike(entry, signal) : undefined;
    if (known) return known;
    const onUploadId = (id: string) => {
      entry.uploadId = id;
      this.#host.noted(entry);
    };
    const onProgress = (sent: number) => this.#progress(entry, sent);
    const id = await transfer({ calls, facts, file, uploadId, onUploadId, onProgress }, signal);
    if (id) return { documentId: id, ...(documents && { document: await documents.get(id, { signal }) }) };
    const found = await this.#documentLike(entry, signal);
    if (!found) throw new ContractError('upload');
    return found;
  }

  /** The document with these very bytes, if the request has it by now. */
  async #documentLike({ facts, sha256 }: Entry, signal: AbortSignal): Promise<Arrival | undefined> {
    const { documents } = this.#host;
    if (!documents) return undefined;
    const { data } = await documents.list({ requestId: facts.requestId, limit: 100 }, { signal });
    const document = data.find(
      ({ id, sha256: known, state, slot }) =>
        known === sha256 && state !== 'returned' && id !== facts.replaces && (slot ?? undefined) === facts.slot,
    );
    return document && { documentId: document.id, document };
  }

  #progress(entry: Entry, sent: number): void {
    const { upload, facts } = entry;
    if (upload.state !== 'sending') return;
    const now = performance.now();
    entry.movedAt = now;
    if (entry.pace) {
      const more = Math.max(0, sent - upload.sent);
      entry.pace.add(more, now);
      this.#host.moved(more);
    } else {
      // The first word of an attempt is what the server has: no time was spent on it now, and it alone proves progress.
      entry.pace = new Pace(now);
      if (sent > entry.confirmed) entry.stumbles = 0;
      entry.confirmed = sent;
    }
    upload.progress(sent, entry.pace.secondsFor(facts.size - sent));
    if (sent >= facts.size) {
      entry.inDoubt = true;
      upload.step('sent');
    }
    if (now - entry.notedAt > NOTE_EVERY) {
      entry.notedAt = now;
      this.#host.noted(entry);
    }
    this.#host.changed();
  }

  async #stumble(entry: Entry, error: unknown, signal: AbortSignal): Promise<void> {
    const { upload } = entry;
    if (await unreadable(upload.file)) {
      if (!signal.aborted && upload.can('lose')) upload.lose();
      return;
    }
    if (signal.aborted) return;
    entry.stumbles += 1;
    const verdict = judge(error, entry.stumbles, entry.uploadId !== undefined);
    if (verdict.next === 'never') {
      upload.fail(verdict.code);
      return;
    }
    upload.stumble(verdict.code);
    if (verdict.next === 'session') return;
    if (verdict.next === 'anew') {
      entry.uploadId = undefined;
      entry.inDoubt = true;
      this.#host.noted(entry);
    }
    entry.alarm = setTimeout(() => this.#wake(entry), verdict.delay);
  }

  #wake(entry: Entry): void {
    if (entry.upload.can('due')) entry.upload.step('due');
    this.pump();
  }
}

function isBusy(state: UploadState): boolean {
  return state === 'sending' || state === 'finishing';
}

/** True when the device no longer hands out the file. To the network that looks like a lost connection. */
async function unreadable(file: File | undefined): Promise<boolean> {
  if (!file) return true;
  try {
    await file.slice(0, 1).arrayBuffer();
    return false;
  } catch {
    return true;
  }
}
