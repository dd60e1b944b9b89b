/**
 * The one rounding rule (docs/decisions/0014): to whole minor units, halves away from zero. Everything is counted in
 * BigInt; nothing here has ever been a fraction in a float.
 */

/** Places of a quantity, and of a rate in per cent as a share of one: 8.875 % is 88,750 millionths. */
export const MILLION = 1_000_000n;

/** A decimal with at most `places` places, in units of the last of them. */
export function scaled(decimal: string, places: number): bigint {
  const [whole = '', rest = ''] = decimal.split('.');
  return BigInt(whole + rest.padEnd(places, '0'));
}

/** A rate in per cent, in millionths of the whole. */
export function millionths(percent: string): bigint {
  return scaled(percent, 4);
}

/** A quotient to the nearest whole number, halves away from zero. @param divisor more than zero */
export function rounded(dividend: bigint, divisor: bigint): bigint {
  const half = (dividend < 0n ? -dividend : dividend) * 2n + divisor;
  const size = half / (divisor * 2n);
  return dividend < 0n ? -size : size;
}

/**
 * Divides an amount by weights without losing a unit: everybody gets the whole part of their share, and what is left goes, a unit
 * each, to the largest remainders; among equals to the first. @param weights of which one at least is more than zero
 */
export function shared(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  const shares = weights.map((weight) => (amount * weight) / whole);
  const left = Number(amount - shares.reduce((sum, share) => sum + share, 0n));
  const lucky = weights
    .map((weight, at) => ({ at, remainder: (amount * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1))
    .slice(0, left);
  const winners = new Set(lucky.map(({ at }) => at));
  return shares.map((share, at) => (winners.has(at) ? share + 1n : share));
}
