/**
 * Across processes the right to write an upload is a lease in its row, taken by compare-and-set and renewed
 * by one statement for everything that this process writes. An advisory lock of PostgreSQL would hold a
 * connection per upload. A process that could not renew in time asks again
 * before it writes, and stops when another has taken over.
 */
import { notFound, uploadBusy, uploadGone } from '@portico/contract';
import { everyFirm } from '../database/confine.js';
import type { Work } from '../database/work.js';
import { Refusal } from '../http/refusal.js';
import type { Clock } from '../ports/clock.js';
import * as store from './store.js';

const LEASE_MS = 15_000;
const RENEW_MS = 4_000;
/** So long before a lease runs out nobody relies on it any more without asking. */
const MARGIN_MS = 5_000;
const POLL_MS = 250;
const POLLS = 16;

export class Leases {
  /** Names this process in the rows. */
  readonly writer = crypto.randomUUID();
  readonly #work: Work;
  readonly #clock: Clock;
  #held = 0;
  #renewing: ReturnType<typeof setInterval> | undefined;
  #sureUntil = 0;

  constructor(work: Work, clock: Clock) {
    this.#work = work;
    this.#clock = clock;
  }

  /**
   * Takes an open upload for writing; every one taken is given back by {@link leave}.
   * @returns the upload; one that is finished comes back as it is, without a lease
   * @throws Refusal `not_found`, `upload_gone`, or `upload_busy` when another process keeps it
   */
  async take(owner: store.UploadOwner, id: string): Promise<store.Upload> {
    for (let poll = 0; ; poll += 1) {
      const { now, until } = this.#term();
      const lease = { writer: this.writer, now, until };
      const taken = await this.#work.touch(owner.firmId, (db) => store.takeUpload(db, owner, id, lease));
      if (taken) {
        this.#enter(until);
        return taken;
      }
      const upload = await this.#work.read(owner.firmId, (db) => store.getUpload(db, owner, id));
      if (!upload) throw new Refusal(notFound);
      if (upload.state === 'finished') return upload;
      if (upload.state === 'ended' || upload.expires_at <= now) throw new Refusal(uploadGone);
      if (poll === POLLS) throw new Refusal(uploadBusy, { headers: { 'retry-after': '5' } });
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** Says that one upload less is being written. */
  leave(): void {
    this.#held -= 1;
    if (this.#held === 0) clearInterval(this.#renewing);
  }

  /**
   * Called before bytes are written. Where renewing is late, because machine or database are slow, the row is asked.
   * @throws Refusal `upload_busy` when another process has taken the upload
   */
  ensure(upload: store.Upload): Promise<void> | undefined {
    return this.#clock.now().getTime() > this.#sureUntil ? this.#ask(upload) : undefined;
  }

  async #ask(upload: store.Upload): Promise<void> {
    const { until } = this.#term();
    const ours = await this.#work.touch(upload.firm_id, (db) => store.renewLease(db, upload, this.writer, until));
    if (!ours) throw new Refusal(uploadBusy);
  }

  #enter(until: Date): void {
    if (this.#held === 0) {
      this.#sureUntil = until.getTime() - MARGIN_MS;
      this.#renewing = setInterval(() => void this.#renew(), RENEW_MS);
    }
    this.#held += 1;
  }

  async #renew(): Promise<void> {
    const { until } = this.#term();
    try {
      await this.#work.touch(everyFirm, (db) => store.renewLeases(db, this.writer, until));
      this.#sureUntil = until.getTime() - MARGIN_MS;
    } catch {
      // The database is away: ensure() asks it before anything is written, and the next tick tries again.
    }
  }

  #term(): { now: Date; until: Date } {
    const now = this.#clock.now();
    return { now, until: new Date(now.getTime() + LEASE_MS) };
  }
}
