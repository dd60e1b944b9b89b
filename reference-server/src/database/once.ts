/**
 * Idempotency keys (draft-ietf-httpapi-idempotency-key-header). The answer is stored in the very
 * transaction that it answers for, so that neither a crash nor a race can do a thing twice: a second call
 * with the same key waits for the first on the unique index and then gets its answer. Answers are sealed,
 * because some of them carry a secret.
 */
import { idempotencyKeyReused } from '@portico/contract';
import type { Bytes } from '../ports/bytes.js';
import { Refusal } from '../http/refusal.js';
import type { Tx } from './tables.js';
import { everyFirm } from './confine.js';
import type { Work } from './work.js';

interface IdempotencyKeyTable {
  firm_id: string;
  /** Who used the key: a key of one caller says nothing about another's. */
  caller: string;
  key: string;
  /** SHA-256 of operation, path and body. */
  request_hash: string;
  /** Sealed JSON of the answer; null while the transaction that makes it is open. */
  answer: Uint8Array | null;
  created_at: Date;
}

declare module './tables.js' {
  interface Tables {
    idempotency_keys: IdempotencyKeyTable;
  }
}

/** The idempotency key of a call. */
export interface Once {
  readonly caller: string;
  readonly key: string;
  readonly requestHash: string;
}

/** Thrown out of a change when the call has been answered before. */
export class Replay extends Error {
  override name = 'Replay' as const;
  readonly answer: unknown;

  constructor(answer: unknown) {
    super('This call has been answered before');
    this.answer = answer;
  }
}

export interface OnceStore {
  /** Takes the key for this transaction. @throws Replay, or Refusal when it belongs to another request */
  claim(tx: Tx, firmId: string, once: Once, now: Date): Promise<void>;
  /** Stores the answer in the same transaction. */
  settle(tx: Tx, firmId: string, once: Once, answer: unknown): Promise<void>;
}

/** @param masterKey 32 bytes that seal the answers */
export function createOnceStore(bytes: Bytes, masterKey: Uint8Array): OnceStore {
  const label = (firmId: string, once: Once) => new TextEncoder().encode(`once ${firmId} ${once.caller} ${once.key}`);
  return {
    async claim(tx, firmId, once, now) {
      const inserted = await tx
        .insertInto('idempotency_keys')
        .values({
          firm_id: firmId,
          caller: once.caller,
          key: once.key,
          request_hash: once.requestHash,
          answer: null,
          created_at: now,
        })
        .onConflict((on) => on.doNothing())
        .executeTakeFirst();
      if (inserted.numInsertedOrUpdatedRows === 1n) return;
      const row = await tx
        .selectFrom('idempotency_keys')
        .select(['request_hash', 'answer'])
        .where('firm_id', '=', firmId)
        .where('caller', '=', once.caller)
        .where('key', '=', once.key)
        .executeTakeFirstOrThrow();
      if (row.request_hash !== once.requestHash || row.answer === null) throw new Refusal(idempotencyKeyReused);
      const plain = await bytes.open(
        masterKey,
        row.answer.subarray(0, 12),
        row.answer.subarray(12),
        label(firmId, once),
      );
      throw new Replay(JSON.parse(new TextDecoder().decode(plain)));
    },

    async settle(tx, firmId, once, answer) {
      const nonce = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(answer ?? null));
      const sealed = await bytes.seal(masterKey, nonce, plain, label(firmId, once));
      const stored = new Uint8Array(12 + sealed.byteLength);
      stored.set(nonce);
      stored.set(sealed, 12);
      await tx
        .updateTable('idempotency_keys')
        .set({ answer: stored })
        .where('firm_id', '=', firmId)
        .where('caller', '=', once.caller)
        .where('key', '=', once.key)
        .execute();
    },
  };
}

/** A key is remembered for so long; a retry comes within minutes. */
const KEPT_MS = 24 * 3_600_000;

/** Forgets keys that are a day old. @returns how many */
export async function sweepKeys({ work }: { readonly work: Work }): Promise<number> {
  const swept = await work.upkeep(everyFirm, (tx, now) =>
    tx
      .deleteFrom('idempotency_keys')
      .where('created_at', '<', new Date(now.getTime() - KEPT_MS))
      .executeTakeFirst(),
  );
  return Number(swept.numDeletedRows);
}
