/** Phone numbers as people type them, and as the server takes them. */
import { westernDigits } from './digits.js';

/** E.164 of what was typed with a country code, in any script's numerals; undefined where it is none. */
export function phoneOf(typed: string): string | undefined {
  const plain = westernDigits(typed)
    .replace(/[\s().\-/\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(plain) ? plain : undefined;
}
