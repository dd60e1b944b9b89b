/**
 * How long the rest will take. The rate is smoothed over about five seconds, for a number that jumps is worse than none, and
 * nothing is said before there is enough to go by.
 */
const SMOOTHING = 5;
const LEAST_SAMPLE = 0.2;

/** Rate of a stream of bytes. Times are milliseconds of `performance.now()`. */
export class Pace {
  #rate: number | undefined;
  #at: number;
  #bytes = 0;

  /** @param at when the stream begins */
  constructor(at: number) {
    this.#at = at;
  }

  /** Notes that more bytes have left. */
  add(bytes: number, at: number): void {
    this.#bytes += bytes;
    const seconds = (at - this.#at) / 1000;
    if (seconds < LEAST_SAMPLE) return;
    const rate = this.#bytes / seconds;
    const weight = 1 - Math.exp(-seconds / SMOOTHING);
    this.#rate = this.#rate === undefined ? rate : this.#rate + (rate - this.#rate) * weight;
    this.#bytes = 0;
    this.#at = at;
  }

  /** Seconds for so many bytes more, rounded up; null while unknown or standing still. */
  secondsFor(bytes: number): number | null {
    return this.#rate ? Math.ceil(Math.max(0, bytes) / this.#rate) : null;
  }
}
