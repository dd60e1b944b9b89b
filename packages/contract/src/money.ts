/**
 * Money: whole minor units and a currency, never a fraction in a float. How many digits the minor unit has is ISO 4217's
 * word and stands here, because runtimes do not agree about it: V8 gives the forint none and Firefox two, by how shops
 * round rather than by how banks count (docs/decisions/0014).
 */
import * as z from 'zod/mini';
import { problem } from './problems.js';

/** Largest amount of one invoice, line or payment in minor units; sums of many stay exact numbers. */
export const LARGEST_AMOUNT = 999_999_999_999;

export const currencyUnknown = problem('currency_unknown', 422, 'No such currency is in use.');
export const amountTooLarge = problem(
  'amount_too_large',
  422,
  'The lines come to more than 999,999,999,999 minor units.',
);

/** A currency by its code of ISO 4217. */
export const Currency = z.string().check(z.regex(/^[A-Z]{3}$/));
export type Currency = z.infer<typeof Currency>;

/** Minor units, none or more. */
export const Amount = z.number().check(z.int(), z.minimum(0), z.maximum(LARGEST_AMOUNT));
/** Minor units, at least one. */
export const PositiveAmount = z.number().check(z.int(), z.minimum(1), z.maximum(LARGEST_AMOUNT));

/** How many of something: a decimal with at most six places, more than nothing, and no exponent. */
export const Quantity = z.string().check(
  z.regex(/^(0|[1-9][0-9]{0,6})(\.[0-9]{1,6})?$/),
  z.refine((value) => /[1-9]/.test(value)),
);
/** A share in per cent, as a decimal with at most four places: `8.875`. */
export const Percent = z.string().check(z.regex(/^(100|[1-9]?[0-9](\.[0-9]{1,4})?)$/));

/** Codes whose minor unit is not a hundredth (ISO 4217, table A.1). */
const NOT_HUNDREDTHS: Readonly<Record<string, number>> = Object.fromEntries([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV'].map(digits(0)),
  ...['XAF', 'XOF', 'XPF'].map(digits(0)),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map(digits(3)),
  ...['CLF', 'UYW'].map(digits(4)),
]);

/** Digits of a currency's minor unit: 0 for yen, 3 for dinars, 2 for most. Tell Intl so when an amount is shown. */
export function minorDigitsOf(currency: Currency): number {
  return NOT_HUNDREDTHS[currency] ?? 2;
}

function digits(count: number) {
  return (currency: string) => [currency, count] as const;
}
