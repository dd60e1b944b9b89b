/**
 * Numbers, bytes, days and durations in the reader's language, by Intl alone. Formatters are costly to
 * make and a checklist has hundreds of rows, so each is made once per language.
 */

const minute = 60;
const hour = 60 * minute;
const day = 86_400_000;

export class Formats {
  readonly language: string;
  readonly #made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
  #relative: Intl.RelativeTimeFormat | undefined;

  /** @param language BCP 47 tag; one that Intl does not know falls back to English */
  constructor(language: string) {
    this.language = Intl.NumberFormat.supportedLocalesOf(language)[0] ?? 'en';
  }

  /** A whole number with separators. */
  number(value: number): string {
    return this.#unit('', 0).format(value);
  }

  /** A decimal as the contract has it, with a point: `2.25`, `2,25`. */
  decimal(value: string): string {
    return this.#unit('', 6).format(Number(value));
  }

  /** A rate: `8.875%`. @param value of a hundred, as the contract has it */
  rate(value: string): string {
    return this.#number('percent', { style: 'percent', maximumFractionDigits: 4 }).format(Number(value) / 100);
  }

  /** A size: `0 kB` rounded up to a tenth of a megabyte, as people speak of files. @param bytes whole bytes */
  bytes(bytes: number): string {
    if (bytes >= 1_000_000_000) return this.#unit('gigabyte', 1).format(bytes / 1_073_741_824);
    if (bytes >= 1_000_000) return this.#unit('megabyte', bytes < 10_485_760 ? 1 : 0).format(bytes / 1_048_576);
    return this.#unit('kilobyte', 0).format(Math.ceil(bytes / 1024));
  }

  /** A duration in its largest fitting unit, rounded up: `40 seconds`, `3 minutes`, `2 hours`. */
  duration(seconds: number): string {
    if (seconds < minute) return this.#unit('second', 0, 'long').format(Math.max(5, Math.ceil(seconds / 5) * 5));
    if (seconds < 90 * minute) return this.#unit('minute', 0, 'long').format(Math.ceil(seconds / minute));
    return this.#unit('hour', 0, 'long').format(Math.ceil(seconds / hour));
  }

  /** Seconds as they are, for a countdown: `12 seconds`. */
  seconds(seconds: number): string {
    return this.#unit('second', 0, 'long').format(seconds);
  }

  /** A day without its time: `28 November`, with the year where it is not this one. @param value RFC 3339 or YYYY-MM-DD */
  day(value: string, now = new Date()): string {
    const date = new Date(value.length === 10 ? `${value}T00:00:00` : value);
    const sameYear = date.getFullYear() === now.getFullYear();
    return this.#date(
      sameYear ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' },
    ).format(date);
  }

  /** A moment of a day: `28 November at 2:05 PM`. @param value RFC 3339 */
  moment(value: string): string {
    return this.#date({ day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' }).format(new Date(value));
  }

  /** A day near today in words: `today`, `tomorrow`, `in 3 days`, `2 days ago`. @param days from today, may be negative */
  relativeDays(days: number): string {
    this.#relative ??= new Intl.RelativeTimeFormat(this.language, { numeric: 'auto' });
    return this.#relative.format(days, 'day');
  }

  #unit(unit: string, digits: number, unitDisplay: 'short' | 'long' = 'short'): Intl.NumberFormat {
    return this.#number(
      `${unit}${String(digits)}`,
      unit ? { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits } : { maximumFractionDigits: digits },
    );
  }

  #number(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const found = this.#made.get(key);
    if (found instanceof Intl.NumberFormat) return found;
    const made = new Intl.NumberFormat(this.language, options);
    this.#made.set(key, made);
    return made;
  }

  #date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = Object.keys(options).join();
    const found = this.#made.get(key);
    if (found instanceof Intl.DateTimeFormat) return found;
    const made = new Intl.DateTimeFormat(this.language, options);
    this.#made.set(key, made);
    return made;
  }
}

/** Whole days from today to a calendar day, in the reader's own time zone; negative once it has passed. */
export function daysUntil(dueOn: string, now = new Date()): number {
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.round((Date.parse(`${dueOn}T00:00:00Z`) - today) / day);
}
