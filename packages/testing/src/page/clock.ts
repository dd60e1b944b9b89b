import type { Clock } from '@portico/reference-server';

/** The time of a page's server: the real one, unless a scenario tells of days that have passed. */
export class PageClock implements Clock {
  #daysAgo = 0;

  now(): Date {
    return new Date(Date.now() - this.#daysAgo * 86_400_000);
  }

  /** Runs what has happened so many days ago. */
  async past<T>(daysAgo: number, run: () => Promise<T>): Promise<T> {
    this.#daysAgo = daysAgo;
    try {
      return await run();
    } finally {
      this.#daysAgo = 0;
    }
  }
}
