/**
 * Which passwords are refused: no rules of composition, but not what everybody tries first (NIST SP 800-63B, section
 * 5.1.1.2). Length is the contract's.
 */
import type { NewPassword } from '@portico/contract';
import type * as z from 'zod/mini';
import { normalized } from '../ports/passwords.js';

/** What somebody who guesses knows of a contact. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly firmName: string;
}

/** A password must have so many characters besides what everybody knows. */
const OWN_CHARACTERS = 6;
/** Shorter pieces of a name are in too many words. */
const PIECE = 3;

/** The commonest of published lists that are long enough; what differs in case, spaces and marks alone is the same. */
const COMMON = new Set([
  'passwordpassword',
  'password1234',
  'password12345',
  'password123456',
  'password12345678',
  'mypassword123',
  'mypassword1234',
  'iloveyou1234',
  'iloveyou12345',
  'iloveyouforever',
  'letmeinletmein',
  'letmeinplease',
  'welcomewelcome',
  'welcome12345',
  'welcome123456',
  'qwertyuiop123',
  'qwertyuiop1234',
  'qwertyuiopasdf',
  'qwertyuiopasdfghjkl',
  'qwertyuiopasdfghjklzxcvbnm',
  'asdfghjklzxcvbnm',
  'asdfghjkl123',
  'zxcvbnmasdfghjkl',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  'qazwsxedcrfv',
  'qazwsxedcrfvtgb',
  'q1w2e3r4t5y6',
  'q1w2e3r4t5y6u7i8',
  '1q2w3e4r5t6y',
  '1q2w3e4r5t6y7u8i',
  'administrator',
  'administrator1',
  'changemechangeme',
  'changeme1234',
  'correcthorsebatterystaple',
  'thisismypassword',
  'trustno1trustno1',
  'superman1234',
  'footballfootball',
  'liverpoolfc1',
  'manchesterunited',
  'christopher1',
  'jesuschrist1',
  'contrasena123',
  'contraseña123',
  'contraseñacontraseña',
  'unodostrescuatro',
]);

const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** @returns why a new password is refused, or undefined where it is taken */
export function weaknessOf(password: z.infer<typeof NewPassword>, person: Person): 'common' | 'personal' | undefined {
  const folded = fold(password);
  if (COMMON.has(folded) || isRepetition(folded) || isRow(folded)) return 'common';
  const known = [person.email, ...person.email.split(/[^\p{L}\p{N}]+/u), ...person.name.split(/\s+/), person.firmName]
    .map(fold)
    .filter((piece) => piece.length >= PIECE)
    .toSorted((a, b) => b.length - a.length);
  const rest = known.reduce((left, piece) => left.replaceAll(piece, ''), folded);
  return rest.length < OWN_CHARACTERS && rest !== folded ? 'personal' : undefined;
}

/** Letters and digits in lower case; of a password of marks alone, the marks. */
function fold(text: string): string {
  const lower = normalized(text).toLowerCase();
  return lower.replaceAll(/[^\p{L}\p{N}]+/gu, '') || lower;
}

/** The same piece of at most four characters again and again. */
function isRepetition(text: string): boolean {
  return /^(.{1,4})\1+.{0,3}$/su.test(text) && new Set(text).size <= 4;
}

/** A row of the keyboard, the alphabet or the digits, forwards or backwards, and little besides. */
function isRow(text: string): boolean {
  const backwards = ROWS.map((row) => Array.from(row).toReversed().join(''));
  return [...ROWS, ...backwards].some((row) => text.length - longest(text, row) < OWN_CHARACTERS);
}

/** Length of the longest piece of a text that is in a row. */
function longest(text: string, row: string): number {
  let most = 0;
  for (let from = 0; from < text.length; from += 1) {
    let length = most + 1;
    while (from + length <= text.length && row.includes(text.slice(from, from + length))) {
      most = length;
      length += 1;
    }
  }
  return most;
}
