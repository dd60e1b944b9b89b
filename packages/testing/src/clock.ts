import type { Clock } from '@portico/reference-server';

/** A clock that stands where a test puts it. */
export class TestClock implements Clock {
  #now = new Date('2026-11-23T09:00:00.000Z');

  now(): Date {
    return new Date(this.#now);
  }

  /** @param milliseconds may be negative */
  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }

  set(now: Date): void {
    this.#now = new Date(now);
  }
}
