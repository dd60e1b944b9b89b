/** Recovery codes: ten of 50 random bits, written down by the member, stored as keyed hashes, each good once. */
import type { Config } from '../deps.js';
import { keyedHash } from '../sign-in/codes.js';

const COUNT = 10;
const LENGTH = 10;
/** Crockford's base32: no letter that looks like a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ten codes, as `xxxxx-xxxxx`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const letters = [...crypto.getRandomValues(new Uint8Array(LENGTH))].map((byte) => ALPHABET[byte % 32]).join('');
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  });
}

/** Hash of a code as stored; however it was typed: case, spaces and look-alikes do not matter. */
export function recoveryHash(config: Config, staffId: string, code: string): string {
  const plain = code
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  return keyedHash(config, 'code', `recovery ${staffId} ${plain}`);
}
