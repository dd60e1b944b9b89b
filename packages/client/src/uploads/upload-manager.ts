/**
 * Sends files, whatever happens meanwhile: it outlives the elements that show it, a lost network, a sleeping phone, a restart of
 * the server, an ended session and, through its journal, the page itself. Loaded on first use; everything heavy hangs on it.
 *
 * By a one-time link it only writes: nobody is signed in to be asked for, there is nothing to read, and nothing is kept on a
 * device that may be anybody's.
 */
import { cancelUpload } from '@portico/contract';
import type { Calls } from '../call.js';
import type { Portal } from '../portal.js';
import type { SessionChangeEvent } from '../session-change-event.js';
import { watchAwakening, type Awakening } from './awakening.js';
import { ChangeSignal } from './change-signal.js';
import { claim } from './claim.js';
import type { Entry } from './entry.js';
import { takeIn, type Intake } from './intake.js';
import { Journal } from './journal.js';
import { Pace } from './pace.js';
import type { UploadTarget } from './pre-check.js';
import { Queue } from './queue.js';
import { restore } from './restore.js';
import { Sender } from './sender.js';
import { total, type UploadTotals } from './totals.js';
import type { Arrival, UploadItem, UploadState } from './upload.js';
import { UploadedEvent } from './uploaded-event.js';
import { WakeLock } from './wake-lock.js';

const ACTIVE: readonly UploadState[] = ['waiting', 'sending', 'finishing', 'retrying'];

/** Events of an {@link UploadManager} by name. */
export interface UploadManagerEventMap {
  /** Items or totals changed; at most ten times a second. */
  change: Event;
  /** A file has become a document. */
  uploaded: UploadedEvent;
}

/** What a manager works with. */
export interface UploadManagerHost {
  readonly portal: Portal;
  readonly calls: Calls;
}

/** The uploads of a portal. Dispatches `change` and `uploaded`. */
export class UploadManager extends EventTarget {
  readonly #portal: Portal;
  readonly #calls: Calls;
  /** None by a one-time link. */
  readonly #journal: Journal | undefined;
  readonly #queue = new Queue(() => this.#changed());
  readonly #sender: Sender;
  readonly #wakeLock = new WakeLock();
  readonly #signal = new ChangeSignal(() => this.dispatchEvent(new Event('change')));
  #contactId: string | undefined;
  #restoring: Promise<void>;
  #unwatch: (() => void) | undefined;
  #pace: Pace | undefined;
  #items: readonly UploadItem[] | undefined;

  /** Made by `portal.uploads()`. */
  constructor({ portal, calls }: UploadManagerHost) {
    super();
    this.#portal = portal;
    this.#calls = calls;
    const writeOnly = portal.mode === 'upload-link';
    this.#journal = writeOnly ? undefined : new Journal(portal.name);
    this.#sender = new Sender({
      calls,
      documents: writeOnly ? undefined : portal.documents,
      entries: () => this.#queue.values(),
      changed: () => this.#changed(),
      noted: (entry) => this.#note(entry),
      moved: (bytes) => this.#pace?.add(bytes, performance.now()),
      arrived: (entry, arrival) => this.#arrived(entry, arrival),
    });
    portal.addEventListener('session', (event) => this.#onSession(event));
    this.#restoring = this.#restore();
  }

  /** Everything there is, oldest first, as frozen pictures; the same array until something changes. */
  get items(): readonly UploadItem[] {
    this.#items ??= Object.freeze(Array.from(this.#queue.values(), ({ upload }) => upload.item));
    return this.#items;
  }

  /** All uploads together. */
  get totals(): UploadTotals {
    return total(this.items, this.#pace);
  }

  /** Takes files for a request. Resolves when all are checked; those that pass are sent meanwhile. Rejects with an `AuthError` when nobody is signed in; by a one-time link nobody needs to be. */
  async add(request: UploadTarget, files: readonly File[]): Promise<Intake> {
    if (this.#journal) {
      const { contact } = await this.#portal.session.get();
      await this.#restoring;
      this.#contactId = contact.id;
    }
    this.#forgetFinishedBatch();
    return takeIn(request, files, this.#queue, (entry) => this.#take(entry));
  }

  /** Holds an upload; what has arrived stays. Without effect where there is nothing to hold. */
  pause(id: string): void {
    this.#pause(this.#queue.get(id));
    this.#sender.pump();
  }

  /** Goes on with a held upload. */
  resume(id: string): void {
    this.#resume(this.#queue.get(id));
    this.#sender.pump();
  }

  /** Tries a failed upload again, or one that waits for its next try at once. */
  retry(id: string): void {
    const entry = this.#queue.get(id);
    if (!entry) return;
    this.#sender.hurry(entry);
    if (entry.upload.can('retry')) entry.upload.step('retry');
    this.#sender.pump();
  }

  /** Takes an upload out of the list and erases what has arrived of it. A finished one leaves the list only. */
  async cancel(id: string): Promise<void> {
    const entry = this.#queue.get(id);
    if (!entry) return;
    const { uploadId } = entry;
    const unfinished = entry.upload.state !== 'done';
    this.#queue.remove(entry);
    this.#sender.pump();
    await this.#journal?.erase(id);
    if (!uploadId || !unfinished) return;
    // The server erases what nobody finishes; this only makes it sooner.
    await this.#calls
      .send(cancelUpload, { params: { id: uploadId }, headers: { 'Tus-Resumable': '1.0.0' } })
      .catch(() => undefined);
  }

  /** Holds whatever can be held. */
  pauseAll(): void {
    for (const entry of this.#queue.values()) this.#pause(entry);
    this.#sender.pump();
  }

  /** Goes on with whatever is held. */
  resumeAll(): void {
    for (const entry of this.#queue.values()) this.#resume(entry);
    this.#sender.pump();
  }

  override addEventListener<K extends keyof UploadManagerEventMap>(
    type: K,
    listener: ((event: UploadManagerEventMap[K]) => void) | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener, options);
  }

  #pause(entry: Entry | undefined): void {
    if (!entry?.upload.can('pause')) return;
    entry.halt();
    entry.upload.step('pause');
    this.#note(entry);
  }

  #resume(entry: Entry | undefined): void {
    if (!entry?.upload.can('resume')) return;
    entry.stumbles = 0;
    entry.upload.step('resume');
    this.#note(entry);
  }

  async #take(entry: Entry): Promise<void> {
    const { file } = entry.upload;
    entry.release = (await claim(`${this.#portal.name} ${entry.facts.id}`)) ?? entry.release;
    this.#note(entry);
    if (file) void this.#journal?.keep(entry.facts.id, file);
    this.#sender.pump();
  }

  async #restore(): Promise<void> {
    const journal = this.#journal;
    if (!journal) return;
    const session = await this.#portal.session.get().catch(() => undefined);
    if (!session) return;
    this.#contactId = session.contact.id;
    await restore(journal, this.#queue, session.contact.id, this.#portal.name);
    this.#sender.pump();
  }

  #onSession({ session, change }: SessionChangeEvent): void {
    const someoneElse = session && this.#contactId !== undefined && session.contact.id !== this.#contactId;
    if (change === 'signed-out' || someoneElse) {
      for (const entry of [...this.#queue.values()]) this.#queue.remove(entry);
      this.#contactId = undefined;
    }
    if (!session) return;
    this.#restoring = this.#restoring.then(() => this.#restore());
    for (const entry of this.#queue.values()) this.#sender.hurry(entry);
    this.#sender.pump();
  }

  #onAwakening(awakening: Awakening): void {
    if (awakening === 'visible') void this.#wakeLock.acquire();
    this.#sender.awaken(awakening);
  }

  #arrived(entry: Entry, arrival: Arrival): void {
    entry.release();
    void this.#journal?.erase(entry.facts.id);
    this.#changed();
    this.dispatchEvent(new UploadedEvent(entry.upload.item, arrival));
  }

  /** A batch that is done to the last file is forgotten when the next begins, so that totals tell of what is going on. */
  #forgetFinishedBatch(): void {
    const entries = [...this.#queue.values()];
    if (entries.some(({ upload }) => upload.state !== 'done')) return;
    for (const entry of entries) this.#queue.remove(entry);
  }

  #note(entry: Entry): void {
    if (this.#contactId !== undefined) void this.#journal?.write(entry.record(this.#contactId));
  }

  #changed(): void {
    this.#items = undefined;
    const states = Array.from(this.#queue.values(), ({ upload }) => upload.state);
    const moving = states.some((state) => state === 'sending' || state === 'finishing');
    if (!moving) this.#pace = undefined;
    else this.#pace ??= new Pace(performance.now());
    this.#wakeLock.wanted = moving;
    const active = states.some((state) => ACTIVE.includes(state));
    if (active) this.#unwatch ??= watchAwakening((awakening) => this.#onAwakening(awakening));
    else {
      this.#unwatch?.();
      this.#unwatch = undefined;
    }
    this.#signal.raise();
  }
}
