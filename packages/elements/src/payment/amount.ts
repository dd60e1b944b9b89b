/** Amounts of money as people type them, in whatever way their language writes them. */
import { westernDigits } from '../form/digits.js';

/**
 * Minor units of what was typed; undefined where it is no amount, or has more digits behind the sign than the currency.
 * Of a sign that may be for thousands or for decimals, three digits behind it decide: then the language's own way counts.
 * @param language BCP 47 tag that Intl knows
 * @param digits of the currency's minor unit
 */
export function readAmount(typed: string, language: string, digits: number): number | undefined {
  const plain = westernDigits(typed)
    .replaceAll('٫', '.')
    .replaceAll('٬', ',')
    .replace(/[\s\p{Sc}\p{L}\p{Cf}'’_]|^[.]|[.]$/gu, '');
  const [, whole = '', sign, rest = ''] = /^(.*?)(?:([.,])(\d*))?$/.exec(plain) ?? [];
  const isDecimal = sign !== undefined && isDecimalSign(sign, whole, rest, language, digits);
  const thousands = isDecimal || sign === undefined ? whole : `${whole}${sign}${rest}`;
  if (!/^\d+$|^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(thousands)) return undefined;
  const fraction = isDecimal ? rest : '';
  if (fraction.length > digits) return undefined;
  const amount = Number(thousands.replace(/[.,]/g, '') + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(amount) ? amount : undefined;
}

function isDecimalSign(sign: string, whole: string, rest: string, language: string, digits: number): boolean {
  if (/[.,]/.test(whole)) return !whole.includes(sign);
  if (rest.length !== 3) return true;
  return digits >= 3 && sign === decimalOf(language);
}

function decimalOf(language: string): string {
  const parts = new Intl.NumberFormat(language, { numberingSystem: 'latn' }).formatToParts(0.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}

/** An amount as somebody would type it, to begin with. @param amount minor units */
export function typedAmount(amount: number, language: string, digits: number): string {
  return new Intl.NumberFormat(language, {
    ...{ useGrouping: false, minimumFractionDigits: digits, maximumFractionDigits: digits },
  }).format(amount / 10 ** digits);
}
