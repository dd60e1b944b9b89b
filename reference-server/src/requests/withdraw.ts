/**
 * Taking a document back: within the time that the firm gives, and only while nobody there has opened or reviewed it. Its key
 * is gone with the change; its bytes and pictures follow at once, or with the next sweep where the server dies in between.
 */
import { type Checklist, withdrawClosed } from '@portico/contract';
import { forgetArrival } from '../arrivals/store.js';
import { causeOf } from '../database/rounds.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { type DocumentRow, getDocument, lockRequestOf, withdraw } from '../documents/store.js';
import { found, Refusal } from '../http/refusal.js';
import { documentsChanged } from './documents.js';
import { type Client, present } from './service.js';
import { standingOf } from './store.js';

interface Owner {
  readonly firmId: string;
  readonly contactId: string;
  readonly withdrawMinutes: number;
}

export class Withdrawals {
  readonly #deps: Pick<Deps, 'work' | 'blobs' | 'log'>;

  constructor(deps: Pick<Deps, 'work' | 'blobs' | 'log'>) {
    this.#deps = deps;
  }

  /** @throws Refusal `withdraw_closed` where it is too late */
  async withdraw(client: Client, id: string): Promise<Checklist> {
    const { viewer, withdrawMinutes } = client;
    const { firmId, contactId } = viewer;
    const blobs: string[] = [];
    // What is returned here is what a repeated call is answered with: the checklist, and nothing that is the server's own.
    const checklist = await this.#deps.work.change(client.actor, async (change) => {
      const { tx } = change;
      await lockRequestOf(tx, firmId, id);
      found(await getDocument(tx, viewer, id));
      const taken = await takeBack(change, { firmId, contactId, withdrawMinutes }, id);
      if (!taken) throw new Refusal(withdrawClosed);
      const { request_id: requestId } = taken.document;
      await documentsChanged(change, 'documentWithdrawn', { firmId, requestId, contactId });
      const { checklistId } = await standingOf(tx, firmId, requestId);
      blobs.push(...taken.blobs);
      return present(change, client, checklistId);
    });
    await eraseBlobs(this.#deps, blobs);
    return checklist;
  }
}

/**
 * Withdraws a document, with its audit entry and event; whoever calls has locked its request and moves that.
 * @returns it, and the blobs that are nobody's once the change is committed; undefined where it is too late
 */
export async function takeBack(
  { tx, now, record }: Pick<Change, 'tx' | 'now' | 'record'>,
  { firmId, contactId, withdrawMinutes }: Owner,
  id: string,
): Promise<{ readonly document: DocumentRow; readonly blobs: readonly string[] } | undefined> {
  const since = new Date(now.getTime() - withdrawMinutes * 60_000);
  const document = withdrawMinutes > 0 ? await withdraw(tx, { firmId, contactId, id, since, now }) : undefined;
  if (!document) return undefined;
  const pictures = await forgetArrival(tx, firmId, id);
  record({
    action: 'documents.withdraw',
    object: id,
    event: {
      type: 'document.withdrawn',
      data: { documentId: id, requestId: document.request_id, matterId: document.matter_id },
    },
  });
  return { document, blobs: [document.blob_key, ...pictures] };
}

/** Deletes what nothing names any more; what cannot be deleted now is found by the sweep. */
export async function eraseBlobs({ blobs, log }: Pick<Deps, 'blobs' | 'log'>, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    try {
      await blobs.delete(key);
    } catch (error) {
      log.error({ cause: causeOf(error) }, 'withdrawn bytes stay until the sweep');
    }
  }
}
