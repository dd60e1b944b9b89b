/**
 * Tokens are opaque: 256 random bits behind a prefix that says what they are, and a CRC-32 so that secret
 * scanners recognise them. Only their SHA-256 is stored, and it is looked up on every call, so that
 * revoking works at once.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * - `ps` session cookie, `prt` refresh cookie, `pst` staff cookie, `pat` access token, `pcs` client secret, `ppa` sign-in attempt,
 *   `pml` e-mail link, `ppw` link to set a password, `piv` invitation, `pec` yes or no to a new address, `pul` one-time upload link,
 *   `sk` secret key, `pk` publishable key (not a secret).
 */
export type TokenKind =
  'ps' | 'prt' | 'pst' | 'pat' | 'pcs' | 'ppa' | 'pml' | 'ppw' | 'piv' | 'pec' | 'pul' | 'sk' | 'pk';

const SHAPE = /^(ps|prt|pst|pat|pcs|ppa|pml|ppw|piv|pec|pul|sk|pk)_([A-Za-z0-9_-]{43})([0-9a-z]{7})$/;

/** A new token of a kind. */
export function newToken(kind: TokenKind): string {
  const secret = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  return `${kind}_${secret}${checksum(`${kind}_${secret}`)}`;
}

/** Hash of a token as stored, or undefined where it cannot be a token of that kind. */
export function tokenHash(kind: TokenKind, token: string): string | undefined {
  const [, prefix, secret, sum] = SHAPE.exec(token) ?? [];
  if (prefix !== kind || secret === undefined || checksum(`${kind}_${secret}`) !== sum) return undefined;
  return hashText(token);
}

/** SHA-256 of a text in lower-case hex. */
export function hashText(text: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(text)));
}

/** Base64url without padding, RFC 4648 section 5. */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** CRC-32 (ISO 3309) in seven base-36 digits. */
function checksum(text: string): string {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(36).padStart(7, '0');
}
