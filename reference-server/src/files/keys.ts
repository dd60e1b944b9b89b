/**
 * Keys of files: a random key for each file, wrapped by the firm's key, which the key provider wraps.
 * Erasing a firm's key erases every file of the firm, wherever copies of the blobs may be.
 */
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import type { KeyProvider } from '../ports/keys.js';
import { localKeys } from '../ports/keys.local.js';

interface FirmDataKeyTable {
  firm_id: string;
  wrapped_key: Uint8Array;
  created_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    firm_data_keys: FirmDataKeyTable;
  }
}

/** A new file's key, plain for use and wrapped for the database. */
export interface NewFileKey {
  readonly key: Uint8Array;
  readonly wrapped: Uint8Array;
}

type KeyDeps = Pick<Deps, 'bytes' | 'config' | 'work'>;

/** Makes and opens the keys of a firm's files. */
export class FileKeys {
  readonly #deps: KeyDeps;
  readonly #provider: KeyProvider;
  /** Unwrapping may ask another machine, so each firm's key is kept once known. */
  readonly #firms = new Map<string, Promise<KeyProvider>>();

  constructor(deps: KeyDeps, provider = localKeys(deps.bytes, deps.config.masterKey)) {
    this.#deps = deps;
    this.#provider = provider;
  }

  /** Knows the firm's key from here on: to be called before a transaction that seals or opens, which must not wait for it. */
  async ready(firmId: string): Promise<void> {
    await this.#firm(firmId);
  }

  /** @param label the blob's key in the store */
  async create(firmId: string, label: string): Promise<NewFileKey> {
    const key = crypto.getRandomValues(new Uint8Array(32));
    return { key, wrapped: await (await this.#firm(firmId)).wrap(key, `file ${label}`) };
  }

  /** @throws where the wrapped key is not the one of this file and firm */
  async open(firmId: string, label: string, wrapped: Uint8Array): Promise<Uint8Array> {
    return (await this.#firm(firmId)).unwrap(wrapped, `file ${label}`);
  }

  /** Seals a small secret under the firm's key. @param what names it; the same must be given to open it */
  async seal(firmId: string, what: string, secret: Uint8Array): Promise<Uint8Array> {
    return (await this.#firm(firmId)).wrap(secret, what);
  }

  /** Reverses {@link seal}. @throws where it is not the secret of that name and firm */
  async unseal(firmId: string, what: string, sealed: Uint8Array): Promise<Uint8Array> {
    return (await this.#firm(firmId)).unwrap(sealed, what);
  }

  #firm(firmId: string): Promise<KeyProvider> {
    const known = this.#firms.get(firmId);
    if (known) return known;
    const loading = this.#load(firmId);
    this.#firms.set(firmId, loading);
    loading.catch(() => this.#firms.delete(firmId));
    return loading;
  }

  async #load(firmId: string): Promise<KeyProvider> {
    const { work } = this.#deps;
    const context = `firm ${firmId}`;
    let stored = await work.read(firmId, (db) => wrappedKey(db, firmId));
    if (!stored) {
      const fresh = await this.#provider.wrap(crypto.getRandomValues(new Uint8Array(32)), context);
      // Where two servers make it at once, the first to commit has made it.
      stored = await work.upkeep(firmId, async (tx, now) => {
        await tx
          .insertInto('firm_data_keys')
          .values({ firm_id: firmId, wrapped_key: fresh, created_at: now })
          .onConflict((on) => on.doNothing())
          .execute();
        return wrappedKey(tx, firmId);
      });
    }
    if (!stored) throw new Error('The firm has no data key');
    return localKeys(this.#deps.bytes, await this.#provider.unwrap(stored, context));
  }
}

/** 160 random bits; no name that a user chose is part of a place where bytes lie. */
export function newBlobKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function wrappedKey(db: Reader, firmId: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('firm_data_keys')
    .select('wrapped_key')
    .where('firm_id', '=', firmId)
    .executeTakeFirst();
  return row?.wrapped_key;
}
