/**
 * The key that signs a firm's checkpoints: made when it is first needed, kept wrapped by the master key, named after
 * the log that it signs. Its public half is what a firm gives to whoever is to verify its exports.
 */
import { newSeed, type NoteSigner, originOf, signerOf } from '@portico/audit';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { localKeys } from '../ports/keys.local.js';

export class AuditKeys {
  readonly #deps: Deps;
  readonly #firms = new Map<string, Promise<NoteSigner>>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws where the key was wrapped by another master key */
  signer(firmId: string): Promise<NoteSigner> {
    const known = this.#firms.get(firmId);
    if (known) return known;
    const loading = this.#load(firmId);
    this.#firms.set(firmId, loading);
    loading.catch(() => this.#firms.delete(firmId));
    return loading;
  }

  async #load(firmId: string): Promise<NoteSigner> {
    const { work, config, bytes } = this.#deps;
    const provider = localKeys(bytes, config.masterKey);
    const context = `audit ${firmId}`;
    let stored = await work.read(firmId, (db) => storedKey(db, firmId));
    if (!stored) {
      const wrapped_seed = await provider.wrap(newSeed(), context);
      const name = originOf(new URL(config.publicUrl).host, firmId);
      // Where two servers make it at once, the first to commit has made it.
      stored = await work.upkeep(firmId, async (tx, created_at) => {
        await tx
          .insertInto('audit_keys')
          .values({ firm_id: firmId, name, wrapped_seed, created_at })
          .onConflict((on) => on.doNothing())
          .execute();
        return storedKey(tx, firmId);
      });
    }
    if (!stored) throw new Error('The firm has no audit key');
    return signerOf(stored.name, await provider.unwrap(stored.wrapped_seed, context));
  }
}

function storedKey(db: Reader, firmId: string) {
  return db.selectFrom('audit_keys').select(['name', 'wrapped_seed']).where('firm_id', '=', firmId).executeTakeFirst();
}
