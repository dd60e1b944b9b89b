/**
 * Amounts of money in the reader's language. Intl decides where the sign and the symbol stand; how many digits there are is the
 * contract's word, because runtimes do not agree about it (docs/decisions/0014).
 */
import { minorDigitsOf, type Currency } from '@portico/contract';
import { isRightToLeft } from './translate.js';

export class Money {
  readonly language: string;
  readonly #made = new Map<string, Intl.NumberFormat>();
  #names: Intl.DisplayNames | undefined;

  /** @param language BCP 47 tag that Intl knows, as `Formats` has it */
  constructor(language: string) {
    this.language = language;
  }

  /** An amount with its currency: `$1,234.50`, `1.234,50 €`. @param amount minor units, may be below zero */
  format(amount: number, currency: Currency): string {
    const digits = minorDigitsOf(currency);
    const found = this.#made.get(currency);
    const format =
      found ??
      new Intl.NumberFormat(this.language, {
        style: 'currency',
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
    if (!found) this.#made.set(currency, format);
    const value = amount / 10 ** digits;
    if (!isRightToLeft(this.language)) return format.format(value);
    // Without an isolate, the sign of `US$` would wander to the other end (Unicode UAX 9: it counts as part of a number).
    const parts = format.formatToParts(value);
    return parts.map(({ type, value: text }) => (type === 'currency' ? `\u2068${text}\u2069` : text)).join('');
  }

  /** What the currency is called: `US Dollar`. */
  nameOf(currency: Currency): string {
    this.#names ??= new Intl.DisplayNames(this.language, { type: 'currency' });
    return this.#names.of(currency) ?? currency;
  }
}
