import { hash, verify } from '@node-rs/argon2';
import { ARGON2ID, normalized, type Passwords } from './passwords.js';

/** Hashes in native threads, argon2id being what the library makes unless told otherwise; for Node. */
export const nativePasswords: Passwords = {
  hash: (password) =>
    hash(normalized(password), {
      memoryCost: ARGON2ID.memory,
      timeCost: ARGON2ID.passes,
      parallelism: ARGON2ID.lanes,
      outputLen: ARGON2ID.length,
    }),

  verify: (stored, password) => verify(stored, normalized(password)).catch(() => false),
};
