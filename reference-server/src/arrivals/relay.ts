/**
 * Does what is to be done with documents that have arrived, at least once: the safety check, then pictures and reading.
 * Nothing is held open meanwhile: a server leases what is due, commits, works, and writes down what came of it by
 * compare-and-set, so that whoever does it twice changes nothing the second time. Any number of servers may.
 */
import { systemActor } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import { causeOf, createRounds, nextTry, type Rounds } from '../database/rounds.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { readEvent } from '../documents/events.js';
import { FileKeys, newBlobKey } from '../files/keys.js';
import { type Arrived, openArrived } from './arrived.js';
import { examine, type Examined } from './examine.js';
import { quarantine, release } from './quarantine.js';
import { extractedFields, readingsBy } from './reading.js';
import { type DueArrival, insertPicture, type PictureSize, postpone, settle, takeDue } from './store.js';

/** Waits after the first, second, third failure; the last one for all that follow. */
const BACK_OFF_MS = [10_000, 60_000, 10 * 60_000, 60 * 60_000];
/** Longer than scanning, drawing and reading may take. */
const LEASE_MS = 15 * 60_000;
/** Documents worked on side by side; drawing goes one after the other anyway. */
const BATCH = 4;
/** A document that has failed so often has no pictures. Its safety check is tried for ever: nobody opens it before. */
const MOST_TRIES = 5;

export type Arrivals = Rounds;
type ArrivalDeps = Omit<Deps, 'arrivals'>;

export function createArrivals(deps: ArrivalDeps): Arrivals {
  const keys = new FileKeys(deps);
  return createRounds(
    async () => {
      const due = await deps.work.upkeep(everyFirm, (tx, now) =>
        takeDue(tx, now, new Date(now.getTime() + LEASE_MS), BATCH),
      );
      await Promise.all(due.map((one) => carry(deps, keys, one)));
      return due.length;
    },
    BATCH,
    (error) => deps.log.error({ cause: causeOf(error) }, 'arrivals'),
  );
}

async function carry(deps: ArrivalDeps, keys: FileKeys, due: DueArrival): Promise<void> {
  const { firmId, documentId, tries } = due;
  let scanned = due.scan !== 'waiting';
  try {
    const document = await openArrived(deps, keys, due);
    if (!document) return;
    if (!scanned) {
      if (!(await passes(deps, document, due))) return;
      await release(deps, due);
      scanned = true;
    }
    await keep(deps, keys, due, document, await examine(deps, document));
  } catch (error) {
    deps.log.error({ document: documentId, tries, cause: causeOf(error) }, 'arrival not done');
    if (scanned && tries >= MOST_TRIES) {
      await deps.work.upkeep(firmId, (tx) => settle(tx, due, 'failed', null));
      return;
    }
    await deps.work.upkeep(firmId, (tx, now) => postpone(tx, due, nextTry(now, BACK_OFF_MS, tries)));
  }
}

/** @returns whether anybody may open it; where not, it is in quarantine */
async function passes(deps: ArrivalDeps, document: Arrived, due: DueArrival): Promise<boolean> {
  // Whoever takes the scanner out of the configuration does not thereby let through what waits for it.
  if (!deps.scanner) throw new Error('There is no scanner to ask');
  const verdict = await deps.scanner.scan(document.read(0, document.size));
  if (verdict.found === 'nothing') return true;
  await quarantine(deps, due, verdict.found === 'virus' ? verdict.signature : 'refused by the scanner');
  deps.relay.poke();
  return false;
}

async function keep(
  deps: ArrivalDeps,
  keys: FileKeys,
  due: DueArrival,
  document: Arrived,
  { state, pages, reading }: Examined,
): Promise<void> {
  const { firmId, documentId } = due;
  const stored: Parameters<typeof insertPicture>[1][] = [];
  for (const { page, ...sizes } of pages) {
    for (const size of ['large', 'small'] as const satisfies readonly PictureSize[]) {
      const blobKey = newBlobKey();
      const sealed = await keys.seal(firmId, `picture ${blobKey}`, sizes[size]);
      const bytes = await deps.blobs.append(blobKey, 0, once(sealed));
      stored.push({ firm_id: firmId, document_id: documentId, page, size, blob_key: blobKey, bytes });
    }
  }
  const sealed = reading && (await readingsBy(keys).seal(firmId, documentId, reading));
  // Where somebody else was faster nothing is written, and the sweep finds the blobs.
  const settled = async (tx: Tx) => {
    if (!(await settle(tx, due, state, sealed))) return false;
    for (const picture of stored) await insertPicture(tx, picture);
    return true;
  };
  if (!reading || document.side === 'shared') {
    await deps.work.upkeep(firmId, settled);
    return;
  }
  await deps.work.change(systemActor(firmId), async ({ tx, record, nothing }) => {
    if (await settled(tx)) {
      const event = await readEvent(deps, tx, document, extractedFields(reading));
      record({ action: 'documents.read', object: documentId, event });
    } else nothing();
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
