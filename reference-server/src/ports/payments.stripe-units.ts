/**
 * Amounts as Stripe counts them. Mostly that is ISO 4217's minor unit, as everywhere here, but not for every currency
 * (docs.stripe.com/currencies, "special cases"); a mistake is a hundredfold charge, so what is not certain is refused.
 */
import { PaymentError } from './payments.js';

/** Has no minor unit since 2007; Stripe keeps on asking for hundredths, and refuses any but whole crowns. */
const HUNDREDTHS_OF_NOTHING = new Set(['ISK']);
/** Thousandths, of which Stripe's partners take none but whole tens. */
const THOUSANDTHS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
/** Counted in whole units at one place of Stripe's documentation and in hundredths at another, or unlike ISO 4217. */
const UNCERTAIN = new Set(['UGX', 'MGA']);

/** @param amount minor units of ISO 4217 @throws PaymentError `amount_refused` */
export function toStripe(amount: number, currency: string): { readonly amount: number; readonly currency: string } {
  const fits =
    Number.isSafeInteger(amount) &&
    amount > 0 &&
    /^[A-Z]{3}$/.test(currency) &&
    !UNCERTAIN.has(currency) &&
    !(THOUSANDTHS.has(currency) && amount % 10 !== 0);
  if (!fits) throw new PaymentError('amount_refused');
  return { amount: amount * factorOf(currency), currency: currency.toLowerCase() };
}

/** Reverses {@link toStripe}. What Stripe should never say comes out as a fraction, which equals no amount of ours. */
export function fromStripe(amount: number, currency: string): { readonly amount: number; readonly currency: string } {
  const upper = currency.toUpperCase();
  return { amount: amount / factorOf(upper), currency: upper };
}

function factorOf(currency: string): number {
  return HUNDREDTHS_OF_NOTHING.has(currency) ? 100 : 1;
}
