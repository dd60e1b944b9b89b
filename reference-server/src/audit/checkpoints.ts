/**
 * Signed checkpoints: one at most every minute or hundred entries, and one whenever somebody exports. Nothing is signed that
 * is not a continuation of what was signed before (c2sp.org/tlog-checkpoint): whoever rewrote the database, and not
 * the key, gets no signature for it.
 */
import { type Checkpoint, fromBase64, openCheckpoint, signCheckpoint, Tree, verifyConsistency } from '@portico/audit';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { AuditKeys } from './keys.js';
import { proveConsistency } from './proofs.js';
import { getHead } from './store.js';

/** A checkpoint as it was signed. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: string;
  readonly at: Date;
}

const EVERY_MS = 60_000;
const EVERY_ENTRIES = 100;

export class Checkpoints {
  readonly keys: AuditKeys;
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.keys = new AuditKeys(deps);
  }

  /** The latest of a firm; the first is made here where there is none. */
  async latest(firmId: string): Promise<SignedCheckpoint> {
    return (await this.#stored(firmId)) ?? this.sign(firmId);
  }

  /**
   * Signs the log as it stands, unless that has been done.
   * @throws where the log is no continuation of what was signed before
   */
  async sign(firmId: string): Promise<SignedCheckpoint> {
    const { work, clock } = this.#deps;
    const before = await this.#stored(firmId);
    const head = await work.read(firmId, (db) => getHead(db, firmId));
    const tree = new Tree(head?.size, head?.frontier);
    if (before && before.size >= tree.size) return before;
    const root = tree.root();
    if (before) await this.#mustContinue(firmId, before, { size: tree.size, root });
    const signer = await this.keys.signer(firmId);
    const note = await signCheckpoint(signer, tree.size, root);
    const at = clock.now();
    // Another server may have signed the same; Ed25519 gives the same signature.
    await work.upkeep(firmId, (tx) =>
      tx
        .insertInto('audit_checkpoints')
        .values({ firm_id: firmId, size: tree.size, note, at })
        .onConflict((on) => on.doNothing())
        .execute(),
    );
    return this.#opened(firmId, { note, at });
  }

  /** Signs for every firm whose log has grown by a hundred entries, or for a minute. @returns for how many */
  async signDue(): Promise<number> {
    const { work, clock, log } = this.#deps;
    const due = await work.read(everyFirm, (db) => dueFirms(db, new Date(clock.now().getTime() - EVERY_MS)));
    let signed = 0;
    for (const { firm_id } of due) {
      try {
        await this.sign(firm_id);
        signed += 1;
      } catch (error) {
        // What is wrong with one firm's log keeps nobody else from a checkpoint.
        log.error({ firmId: firm_id, error: error instanceof Error ? error : new Error('unknown') }, 'checkpoint');
      }
    }
    return signed;
  }

  async #stored(firmId: string): Promise<SignedCheckpoint | undefined> {
    const row = await this.#deps.work.read(firmId, (db) =>
      db
        .selectFrom('audit_checkpoints')
        .select(['note', 'at'])
        .where('firm_id', '=', firmId)
        .orderBy('size', 'desc')
        .limit(1)
        .executeTakeFirst(),
    );
    return row && this.#opened(firmId, row);
  }

  async #opened(firmId: string, { note, at }: { note: string; at: Date }): Promise<SignedCheckpoint> {
    const checkpoint = await openCheckpoint(note, await this.keys.signer(firmId));
    if (!checkpoint) throw new Error(`A checkpoint of ${firmId} was not signed by its key`);
    return { ...checkpoint, note, at };
  }

  async #mustContinue(firmId: string, before: Checkpoint, now: { size: number; root: Uint8Array }): Promise<void> {
    const proof = await this.#deps.work.read(firmId, (db) => proveConsistency(db, firmId, before.size, now.size));
    const root = fromBase64(before.root) ?? new Uint8Array();
    if (!verifyConsistency({ size: before.size, root }, now, proof))
      throw new Error(`The audit log of ${firmId} is no continuation of its checkpoint at ${before.size}`);
  }
}

async function dueFirms(db: Reader, before: Date): Promise<{ firm_id: string }[]> {
  const { rows } = await sql<{ firm_id: string }>`
    select h.firm_id from audit_heads h
    left join lateral (
      select c.size, c.at from audit_checkpoints c where c.firm_id = h.firm_id order by c.size desc limit 1
    ) c on true
    where h.size > coalesce(c.size, 0)
      and (c.size is null or c.at <= ${before} or h.size - c.size >= ${EVERY_ENTRIES})`.execute(db);
  return rows;
}
