/** The same hashes in plain JavaScript, on the page's own thread: for the server inside a page of Storybook. */
import { argon2idAsync } from '@noble/hashes/argon2.js';
import { ARGON2ID, normalized, type Passwords } from './passwords.js';

export const webPasswords: Passwords = {
  async hash(password) {
    const salt = crypto.getRandomValues(new Uint8Array(ARGON2ID.saltLength));
    const { memory, passes, lanes, length } = ARGON2ID;
    const key = await derive(password, { salt, memory, passes, lanes, length });
    return `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${toBase64(salt)}$${toBase64(key)}`;
  },

  async verify(stored, password) {
    const parsed = parse(stored);
    if (!parsed) return false;
    const key = await derive(password, { ...parsed, length: parsed.key.byteLength });
    let difference = 0;
    for (let at = 0; at < key.byteLength; at += 1) difference |= (key[at] ?? 0) ^ (parsed.key[at] ?? 0);
    return difference === 0;
  },
};

interface Work {
  readonly salt: Uint8Array;
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
  readonly length: number;
}

function derive(password: string, { salt, memory, passes, lanes, length }: Work): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(normalized(password));
  return argon2idAsync(bytes, salt, { m: memory, t: passes, p: lanes, dkLen: length });
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{16,128})$/;

function parse(stored: string) {
  const [, memory, passes, lanes, salt, key] = PHC.exec(stored) ?? [];
  if (salt === undefined || key === undefined) return undefined;
  return {
    memory: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: fromBase64(salt),
    key: fromBase64(key),
  };
}

/** Base64 without padding, as PHC strings have it. */
function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('=', '');
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
