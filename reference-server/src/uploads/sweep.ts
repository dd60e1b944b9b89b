/**
 * Cleans up what crashes and absent-minded people leave: expired uploads end, blobs that nothing names go,
 * and uploads whose blob is gone end. A document is never touched, whatever its blob looks like.
 */
import { everyFirm } from '../database/confine.js';
import type { Deps } from '../deps.js';
import * as store from './store.js';

/** A blob that nothing names may belong to a row that is just being written. */
const GRACE_MS = 10 * 60_000;
/** A client that comes back late still learns what became of its upload. */
const REMEMBER_MS = 7 * 24 * 3_600_000;
const BATCH = 500;

/** What a sweep did. */
export interface Swept {
  /** Uploads that have expired. */
  readonly expired: number;
  /** Blobs that belonged to nothing. */
  readonly blobs: number;
  /** Uploads whose blob was gone. */
  readonly uploads: number;
}

/** @returns the sweep, to be run at the start and then every so often; several servers may run it at once */
export function createSweep(deps: Deps): () => Promise<Swept> {
  return async () => {
    const expired = await endExpired(deps);
    const uploads = await endHollow(deps);
    const blobs = await deleteOrphans(deps);
    await deps.work.upkeep(everyFirm, (tx, now) => store.forgetUploads(tx, new Date(now.getTime() - REMEMBER_MS)));
    return { expired, blobs, uploads };
  };
}

/**
 * Frees the uploads that a process was writing when it died. Only for the embedded database, which one
 * process alone can have open; with several servers a lease runs out by itself.
 */
export async function freeUploads({ work }: Pick<Deps, 'work'>): Promise<void> {
  await work.upkeep(everyFirm, (tx) => store.clearWriters(tx));
}

async function endExpired({ work, blobs }: Deps): Promise<number> {
  let ended = 0;
  for (;;) {
    const keys = await work.upkeep(everyFirm, (tx, now) => store.endExpired(tx, now, BATCH));
    for (const key of keys) await blobs.delete(key);
    ended += keys.length;
    if (keys.length < BATCH) return ended;
  }
}

async function deleteOrphans({ work, blobs, clock }: Deps): Promise<number> {
  const young = clock.now().getTime() - GRACE_MS;
  let deleted = 0;
  const sweep = async (keys: string[]) => {
    const owned = await work.read(everyFirm, (db) => store.ownedBlobs(db, keys));
    for (const key of keys) {
      if (owned.has(key)) continue;
      await blobs.delete(key);
      deleted += 1;
    }
  };
  let batch: string[] = [];
  for await (const { key, changedAt } of blobs.list()) {
    if (changedAt.getTime() > young) continue;
    batch.push(key);
    if (batch.length < BATCH) continue;
    await sweep(batch);
    batch = [];
  }
  if (batch.length > 0) await sweep(batch);
  return deleted;
}

async function endHollow({ work, blobs }: Deps): Promise<number> {
  let ended = 0;
  let after = '';
  for (;;) {
    const idle = await work.read(everyFirm, (db) => store.startedUploads(db, after, BATCH));
    for (const { firm_id, id, blob_key } of idle) {
      if ((await blobs.size(blob_key)) !== undefined) continue;
      if (await work.upkeep(firm_id, (tx) => store.endUpload(tx, firm_id, id))) ended += 1;
    }
    after = idle.at(-1)?.id ?? '';
    if (idle.length < BATCH) return ended;
  }
}
