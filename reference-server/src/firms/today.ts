import type { Settings } from '@portico/contract';

const DAY_MS = 86_400_000;

/** The firm's calendar day at an instant, `YYYY-MM-DD`: in its time zone, UTC where it has named none. */
export function dayOf({ timeZone = 'UTC' }: Pick<Settings, 'timeZone'>, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const { year, month, day } = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
}

/** A day so many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
