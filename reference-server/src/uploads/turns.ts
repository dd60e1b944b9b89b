/**
 * One connection at a time may write an upload. Inside this process a newcomer asks the one before it to
 * stop, because after a lost network the old connection looks alive for minutes; what it brought is kept.
 */
import { uploadBusy } from '@portico/contract';
import { Refusal } from '../http/refusal.js';

/** How long a newcomer waits for the one before it to stop. */
export const PATIENCE_MS = 5000;

interface Holder {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

export class Turns {
  readonly #holders = new Map<string, Holder>();

  /** How many uploads are being written now. */
  get size(): number {
    return this.#holders.size;
  }

  /**
   * Runs alone for this upload.
   * @param run gets a signal that says "somebody else waits: keep what you have and leave"
   * @throws Refusal `upload_busy` when the one before does not leave
   */
  async take<T>(id: string, run: (stop: AbortSignal) => Promise<T>): Promise<T> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    for (let before = this.#holders.get(id); before; before = this.#holders.get(id)) {
      before.stop.abort();
      await Promise.race([before.done, aborted(patience)]);
      if (patience.aborted) throw new Refusal(uploadBusy, { headers: { 'retry-after': '5' } });
    }
    const stop = new AbortController();
    const running = run(stop.signal);
    const done = running.then(ignore, ignore).then(() => void this.#holders.delete(id));
    this.#holders.set(id, { stop, done });
    return running.finally(() => done);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function ignore(): void {
  // Whoever asked gets the error; the next one only waits for the end.
}
