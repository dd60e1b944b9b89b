/** Amounts, days and rates as a reader's language writes them, in Latin digits, and without marks of direction: papers are copied from. */
import { minorDigitsOf } from '@portico/contract';

export type Formats = ReturnType<typeof formatsIn>;

/** @param language that there are words in */
export function formatsIn(language: string) {
  const locale = `${language}-u-ca-gregory-nu-latn`;
  const days = (month: 'long' | 'short') =>
    new Intl.DateTimeFormat(locale, { year: 'numeric', month, day: 'numeric', timeZone: 'UTC' });
  const [long, short] = [days('long'), days('short')];
  const quantity = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 });
  const currencies = new Intl.DisplayNames(language, { type: 'currency' });
  const [bare, coded] = [known('decimal'), known('currency')];
  return {
    /** A day within a sentence. */
    day: (day: string) => plain(long.format(new Date(day))),
    /** A day within a table. */
    shortDay: (day: string) => plain(short.format(new Date(day))),
    /** @param decimal as the contract's quantities are */
    quantity: (decimal: string) => plain(quantity.format(Number(decimal))),
    /** @param rate in per cent, as a decimal */
    rate: (rate: string) => plain(percent.format(Number(rate) / 100)),
    /** Without the currency: in a column that names it. */
    amount: (minor: number, currency: string) => bare(minor, currency),
    /** With the currency's code, which is the same everywhere and in every font. */
    money: (minor: number, currency: string) => coded(minor, currency),
    /** `US Dollar (USD)`. */
    currency: (currency: string) => `${capital(currencies.of(currency) ?? currency)} (${currency})`,
    /** A word that stands alone. */
    capital,
  };

  function capital(text: string): string {
    return text.replace(/^./u, (first) => first.toLocaleUpperCase(language));
  }

  function known(style: 'decimal' | 'currency') {
    const formats = new Map<string, Intl.NumberFormat>();
    return (minor: number, currency: string) => {
      const digits = minorDigitsOf(currency);
      const format =
        formats.get(currency) ??
        new Intl.NumberFormat(locale, {
          style,
          ...(style === 'currency' && { currency, currencyDisplay: 'code' }),
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
          useGrouping: 'always',
        });
      formats.set(currency, format);
      return plain(format.format(minor / 10 ** digits));
    };
  }
}

function plain(text: string): string {
  return text.replaceAll(/[\u061c\u200e\u200f]/g, '');
}
