/** Codes and telephone numbers as people type them, and as the server takes them. */

/** Numerals of any script that our readers type, as the western ones. */
export function westernDigits(typed: string): string {
  return typed.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

/** The digits of a code as it was typed or pasted, at most six; spaces and dashes do not count. */
export function digitsOf(typed: string): string {
  return westernDigits(typed).replace(/\D/g, '').slice(0, 6);
}

/** E.164 of what was typed with a country code, in any script's numerals; undefined where it is none. */
export function phoneOf(typed: string): string | undefined {
  const plain = westernDigits(typed)
    .replace(/[\s().\-/\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(plain) ? plain : undefined;
}
