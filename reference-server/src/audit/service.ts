/** What a firm may ask of its audit log. */
import { type AuditQuery, proofOutOfRange } from '@portico/contract';
import { ERASURE, toBase64, verifierKey } from '@portico/audit';
import type { Actor } from '../database/actor.js';
import type { PageQuery } from '../database/pages.js';
import type { Deps } from '../deps.js';
import { Refusal } from '../http/refusal.js';
import { Checkpoints } from './checkpoints.js';
import { bodyOf, exportCsv, exportLines } from './export.js';
import { proveConsistency, proveInclusion, rootAt } from './proofs.js';
import { type AuditFilter, eraseDetailsUntil, listAudit } from './store.js';

export class Audit {
  readonly #deps: Deps;
  readonly #checkpoints: Checkpoints;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#checkpoints = new Checkpoints(deps);
  }

  list(firmId: string, query: AuditQuery & PageQuery) {
    return this.#deps.work.read(firmId, (db) => listAudit(db, firmId, filterOf(query), query));
  }

  /** Whoever takes the log away is in it, in the very copy that they take. */
  async exportLines(actor: Actor): Promise<ReadableStream<Uint8Array>> {
    await this.#record(actor, 'audit.export');
    return bodyOf(exportLines(this.#exporting(actor)));
  }

  async exportCsv(actor: Actor, query: AuditQuery): Promise<ReadableStream<Uint8Array>> {
    await this.#record(actor, 'audit.exportCsv');
    return bodyOf(exportCsv(this.#exporting(actor), filterOf(query)));
  }

  async checkpoint(firmId: string) {
    const { note, size, root, at } = await this.#checkpoints.latest(firmId);
    const key = verifierKey(await this.#checkpoints.keys.signer(firmId));
    return { checkpoint: note, key, size, root, at: at.toISOString() };
  }

  /** @throws Refusal where the log has no such entry, or was not so large when it was last signed */
  async inclusion(firmId: string, seq: number, wanted: number | undefined) {
    const { size: signed } = await this.#checkpoints.latest(firmId);
    const size = wanted ?? signed;
    if (seq > size || size > signed) throw new Refusal(proofOutOfRange);
    return this.#deps.work.read(firmId, async (db) => {
      const { leaf, proof } = await proveInclusion(db, firmId, seq, size);
      const root = await rootAt(db, firmId, size);
      return { seq, size, leaf: toBase64(leaf), root: toBase64(root), proof: proof.map(toBase64) };
    });
  }

  /** @throws Refusal where the log was not so large when it was last signed */
  async consistency(firmId: string, from: number, wanted: number | undefined) {
    const { size: signed } = await this.#checkpoints.latest(firmId);
    const to = wanted ?? signed;
    if (from > to || to > signed) throw new Refusal(proofOutOfRange);
    return this.#deps.work.read(firmId, async (db) => {
      const proof = await proveConsistency(db, firmId, from, to);
      const [fromRoot, toRoot] = [await rootAt(db, firmId, from), await rootAt(db, firmId, to)];
      return { from, to, fromRoot: toBase64(fromRoot), toRoot: toBase64(toRoot), proof: proof.map(toBase64) };
    });
  }

  /** Retention: erases what is personal about the entries until a time, and writes down that it did. */
  eraseDetails(actor: Actor, until: Date): Promise<number | null> {
    return this.#deps.work.change(actor, async ({ tx, record, nothing }) => {
      const last = await eraseDetailsUntil(tx, actor.firmId, until);
      if (last === null) nothing();
      else record({ action: ERASURE, object: String(last), event: null });
      return last;
    });
  }

  #record(actor: Actor, action: string): Promise<void> {
    return this.#deps.work.change(actor, async ({ record }) => {
      record({ action, object: actor.firmId, event: null });
    });
  }

  #exporting({ firmId }: Actor) {
    return { work: this.#deps.work, checkpoints: this.#checkpoints, firmId };
  }
}

/** Signs for every firm that has something to sign; a timer runs it. */
export function createCheckpointing(deps: Deps): () => Promise<number> {
  const checkpoints = new Checkpoints(deps);
  return () => checkpoints.signDue();
}

function filterOf({ from, until, ...query }: AuditQuery): AuditFilter {
  return {
    ...query,
    ...(from !== undefined && { from: instant(from) }),
    ...(until !== undefined && { until: instant(until) }),
  };
}

/** PostgreSQL has no year 0; no log has entries from before 1970. */
function instant(text: string): Date {
  return new Date(Math.max(0, new Date(text).getTime()));
}
