/**
 * The keys that sign a firm's receipts. The first is that of its audit log; each rotation adds one, which signs from then on. None is
 * taken away: what a key has signed is as genuine as before. The log keeps its own, which is its name to whoever has a checkpoint.
 */
import { newSeed, type NoteSigner, signerOf, verifierKey } from '@portico/audit';
import { AuditKeys } from '../audit/keys.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { localKeys } from '../ports/keys.local.js';

interface ReceiptKeyTable {
  firm_id: string;
  id: string;
  /** That of the log, so that a receipt names its firm. */
  name: string;
  wrapped_seed: Uint8Array;
  created_at: Date;
}

declare module '../database/tables.js' {
  interface Tables {
    receipt_keys: ReceiptKeyTable;
  }
}

export class ReceiptKeys {
  readonly #deps: Deps;
  readonly #first: AuditKeys;
  /** Signers of keys by id; what a key is never changes. */
  readonly #known = new Map<string, Promise<NoteSigner>>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#first = new AuditKeys(deps);
  }

  /** The one that signs now. It is asked for each time: another server may have made a new one. */
  async signer(firmId: string): Promise<NoteSigner> {
    const [newest] = await this.#deps.work.read(firmId, (db) => rowsOf(db, firmId, 1));
    return newest ? this.#open(newest) : this.#first.signer(firmId);
  }

  /** All as verifier keys, the one that signs now first. */
  async list(firmId: string): Promise<string[]> {
    const rows = await this.#deps.work.read(firmId, (db) => rowsOf(db, firmId));
    const signers = await Promise.all([...rows.map((row) => this.#open(row)), this.#first.signer(firmId)]);
    return signers.map(verifierKey);
  }

  /** Makes another. @returns all, as {@link list} */
  async rotate(actor: Actor): Promise<{ readonly keys: string[] }> {
    const { work } = this.#deps;
    const { firmId } = actor;
    const { name } = await this.#first.signer(firmId);
    const before = await this.list(firmId);
    const id = newId('rky');
    const seed = newSeed();
    const wrapped = await this.#provider().wrap(seed, contextOf(firmId, id));
    const key = verifierKey(await signerOf(name, seed));
    return work.change(actor, async ({ tx, now, record }) => {
      await tx
        .insertInto('receipt_keys')
        .values({ firm_id: firmId, id, name, wrapped_seed: wrapped, created_at: now })
        .execute();
      record({
        action: 'receiptKeys.rotate',
        object: id,
        event: { type: 'receipt_key.rotated', data: { key } },
      });
      return { keys: [key, ...before] };
    });
  }

  #open({ firm_id: firmId, id, name, wrapped_seed }: ReceiptKeyTable): Promise<NoteSigner> {
    const known = this.#known.get(id);
    if (known) return known;
    const opening = this.#provider()
      .unwrap(wrapped_seed, contextOf(firmId, id))
      .then((seed) => signerOf(name, seed));
    this.#known.set(id, opening);
    opening.catch(() => this.#known.delete(id));
    return opening;
  }

  #provider() {
    return localKeys(this.#deps.bytes, this.#deps.config.masterKey);
  }
}

function contextOf(firmId: string, id: string): string {
  return `receipts ${firmId} ${id}`;
}

function rowsOf(db: Reader, firmId: string, limit = 1000): Promise<ReceiptKeyTable[]> {
  return db
    .selectFrom('receipt_keys')
    .selectAll()
    .where('firm_id', '=', firmId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
