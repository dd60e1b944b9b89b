/** Numerals of any script that our readers type, as the western ones. */
export function westernDigits(typed: string): string {
  return typed.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

/** The digits of a code as it was typed or pasted, at most six; spaces and dashes do not count. */
export function digitsOf(typed: string): string {
  return westernDigits(typed).replace(/\D/g, '').slice(0, 6);
}
