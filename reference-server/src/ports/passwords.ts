/**
 * Passwords are stored as argon2id in PHC strings (RFC 9106) with parameters of the OWASP cheat sheet: 19 MiB, two
 * passes, one lane. Natively in the server, in plain JavaScript where a page runs it; both read what the other wrote.
 */
export interface Passwords {
  /** A PHC string with a new random salt. */
  hash(password: string): Promise<string>;
  /** Whether a password is the one of a PHC string; false for a string that is none of ours. */
  verify(hash: string, password: string): Promise<boolean>;
}

/** Kibibytes, passes, lanes and bytes of every hash that is made. */
export const ARGON2ID = { memory: 19_456, passes: 2, lanes: 1, length: 32, saltLength: 16 } as const;

/** One text, one password: keyboards write the same letter in several ways (Unicode NFKC, as NIST SP 800-63B asks). */
export function normalized(password: string): string {
  return password.normalize('NFKC');
}

/**
 * The hash of no password, with the work of a real one: who has no password, or is nobody, is refused in the same time.
 */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$cG9ydGljb25vYm9keXNwdw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
