import type { UploadItem } from './upload.js';
import type { Pace } from './pace.js';

/** All uploads together. What failed or was lost is left out: it does not move until a person acts. */
export interface UploadTotals {
  readonly files: number;
  readonly done: number;
  readonly bytes: number;
  readonly sent: number;
  /** For what is not paused; null while unknown or while nothing is on its way. */
  readonly secondsLeft: number | null;
}

/** Adds up. */
export function total(items: readonly UploadItem[], pace: Pace | undefined): UploadTotals {
  const counted = items.filter(({ state }) => state !== 'failed' && state !== 'lost');
  const moving = counted.some(({ state }) => state === 'sending');
  const ahead = counted.filter(({ state }) => state !== 'paused' && state !== 'checking');
  return {
    files: counted.length,
    done: counted.filter(({ state }) => state === 'done').length,
    bytes: sum(counted, ({ size }) => size),
    sent: sum(counted, ({ sent }) => sent),
    secondsLeft: moving && pace ? pace.secondsFor(sum(ahead, ({ size, sent }) => size - sent)) : null,
  };
}

function sum(items: readonly UploadItem[], of: (item: UploadItem) => number): number {
  return items.reduce((all, item) => all + of(item), 0);
}
