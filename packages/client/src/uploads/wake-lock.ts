/** Keeps the screen on while files are sent: a phone that falls asleep stops sending. Where there is no such thing, nothing happens. */
export class WakeLock {
  #wanted = false;
  #held: WakeLockSentinel | undefined;
  #asking = false;

  /** True while something is being sent. */
  set wanted(wanted: boolean) {
    this.#wanted = wanted;
    if (wanted) void this.acquire();
    else this.#release();
  }

  /** Asks (again) for the lock; the platform takes it away whenever the page is hidden. */
  async acquire(): Promise<void> {
    if (!this.#wanted || this.#asking || (this.#held && !this.#held.released)) return;
    if (!('wakeLock' in (globalThis.navigator ?? {}))) return;
    this.#asking = true;
    try {
      this.#held = await navigator.wakeLock.request('screen');
    } catch {
      // Refused while hidden or to save power. Sending goes on without it.
    } finally {
      this.#asking = false;
    }
    if (!this.#wanted) this.#release();
  }

  #release(): void {
    this.#held?.release().catch(() => undefined);
    this.#held = undefined;
  }
}
