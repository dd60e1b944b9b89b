import type { Settings } from '@portico/contract';

const DAY_MS = 86_400_000;

/** The firm's calendar day at an instant, `YYYY-MM-DD`: in its time zone, UTC where it has named none. */
export function dayOf({ timeZone = 'UTC' }: Pick<Settings, 'timeZone'>, at: Date): string {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return [parts.get('year'), parts.get('month'), parts.get('day')].join('-');
}

/** The hour of the firm's day at an instant, 0 to 23. */
export function hourOf({ timeZone = 'UTC' }: Pick<Settings, 'timeZone'>, at: Date): number {
  return Number(
    new Intl.DateTimeFormat('en', { timeZone, numberingSystem: 'latn', hour: '2-digit', hourCycle: 'h23' }).format(at),
  );
}

/**
 * Whole months from one day to another, none where it is before. A month ends on the same day of the next, or on its last day where
 * it has none.
 */
export function monthsBetween(from: string, to: string): number {
  const [[year, month, day], [toYear, toMonth, toDay]] = [partsOf(from), partsOf(to)];
  const last = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  const months = (toYear - year) * 12 + (toMonth - month);
  return Math.max(toDay < Math.min(day, last) ? months - 1 : months, 0);
}

function partsOf(day: string): readonly [number, number, number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return [year, month, date];
}

/** A day so many days later, counted in UTC, which has no hour too many or too few. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
