/**
 * Splits and merges what came in. The new files are made and taken in first; then one change takes the documents out of
 * review, puts the new ones in, and moves every request that this is about. Whoever loses a race leaves nothing behind.
 */
import { conflict, type FirmDocument } from '@portico/contract';
import { expectArrival } from '../arrivals/store.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { type DocumentRow, insertDocument } from '../documents/store.js';
import { firmView } from '../documents/view.js';
import { FileKeys } from '../files/keys.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { tellOfRequests } from '../notifications/notify.js';
import { documentsChanged } from '../requests/documents.js';
import { isYours } from '../requests/life.js';
import { standingOf } from '../requests/store.js';
import { forget, makeFiles, type NewFile } from './pages.js';
import { type Piece, pieceOf, type Place, type Span, wholeOf } from './plan.js';
import * as store from './store.js';
import { checkPlaces, checkSources, type FiledPiece, findSources } from './targets.js';

interface Order {
  readonly act: 'split' | 'merge';
  readonly documentIds: readonly string[];
  readonly pieces: readonly Piece[];
  /** Whether pages may be in no piece. */
  readonly leaveOut: boolean;
}

export class Rearranging {
  readonly #deps: Deps;
  readonly #keys: FileKeys;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#keys = new FileKeys(deps);
  }

  /** Makes documents of the pages of one. */
  split(
    viewer: Viewer,
    actor: Actor,
    id: string,
    wanted: { readonly parts: readonly (Place & { readonly pages: readonly Span[] })[]; readonly leaveOut: boolean },
  ): Promise<{ readonly data: FirmDocument[] }> {
    const { parts, leaveOut } = wanted;
    const order: Order = { act: 'split', documentIds: [id], pieces: parts.map(pieceOf), leaveOut };
    return this.#rearrange(viewer, actor, order, (made) => ({ data: made.map(firmView) }));
  }

  /** Makes one document of several. */
  merge(
    viewer: Viewer,
    actor: Actor,
    { documentIds, ...place }: Place & { readonly documentIds: readonly string[] },
  ): Promise<FirmDocument> {
    const pieces = [wholeOf(place, documentIds.length)];
    const order: Order = { act: 'merge', documentIds, pieces, leaveOut: false };
    return this.#rearrange(viewer, actor, order, ([whole]) => firmView(found(whole)));
  }

  async #rearrange<T>(viewer: Viewer, actor: Actor, order: Order, answer: (made: DocumentRow[]) => T): Promise<T> {
    const { work, arrivals } = this.#deps;
    const { documentIds, pieces } = order;
    const sources = await work.read(viewer.firmId, (db) => findSources(db, viewer, documentIds));
    // What is no longer in review makes no files: the change refuses it, or repeats what it answered before.
    const files: NewFile[] = [];
    if (sources.every(({ state }) => state === 'received')) {
      await work.read(viewer.firmId, async (db) => {
        await checkSources(db, sources);
        await checkPlaces(db, viewer, sources, pieces);
      });
      files.push(...(await this.#make(viewer, sources, order)));
    }
    let isMade = false;
    try {
      const answered = await work.change(actor, async (change) => {
        const value = answer(await this.#put(viewer, change, order, files));
        isMade = true;
        return value;
      });
      arrivals.poke();
      return answered;
    } finally {
      // Refused or repeated: the bytes are nobody's. Where the commit's own fate is unknown, the sweep finds out.
      if (!isMade) await forget(this.#deps, files);
    }
  }

  async #make(viewer: Viewer, sources: readonly DocumentRow[], { documentIds, pieces, leaveOut }: Order) {
    try {
      return await makeFiles(this.#deps, this.#keys, sources, pieces, leaveOut);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      // The client may take a document back while it is read: its key, and soon its bytes, are gone then.
      const now = await this.#deps.work.read(viewer.firmId, (db) => findSources(db, viewer, documentIds));
      throw now.every(({ state }) => state === 'received') ? error : new Refusal(conflict);
    }
  }

  /** Puts the new documents in the place of the old ones. */
  async #put(
    viewer: Viewer,
    change: Change,
    { act, documentIds, pieces }: Order,
    files: readonly NewFile[],
  ): Promise<DocumentRow[]> {
    const { tx, now, record } = change;
    const { firmId } = viewer;
    const before = await findSources(tx, viewer, documentIds);
    const [first] = before;
    if (!first) throw new Refusal(conflict);
    const requestIds = new Set([...before.map(({ request_id }) => request_id), ...targetsOf(pieces)]);
    await store.lockRequests(tx, firmId, [...requestIds]);
    const ids = pieces.map(() => newId('doc'));
    if ((await store.markRearranged(tx, viewer, documentIds, ids)) !== documentIds.length) throw new Refusal(conflict);
    const places = await checkPlaces(tx, viewer, before, pieces);
    const made: DocumentRow[] = [];
    for (const [at, place] of places.entries()) {
      const [id, file] = [ids[at], files[at]];
      if (id === undefined || !file) throw new Refusal(conflict);
      const document = rowOf(before, first, { id, file, place, now });
      await insertDocument(tx, document);
      await expectArrival(tx, this.#deps, document);
      made.push(document);
    }
    for (const requestId of requestIds) await this.#move(change, first, requestId);
    const [parts, sources] = [requestsById(made), requestsById(before)];
    for (const source of before) {
      const event = act === 'split' ? { type: 'document.split', data: { ...idsOf(source), parts } } : null;
      record({ action: `documents.${act}`, object: source.id, event });
    }
    for (const document of made) {
      const event = act === 'merge' ? { type: 'document.merged', data: { ...idsOf(document), sources } } : null;
      record({ action: 'documents.make', object: document.id, event });
    }
    return made;
  }

  /** Moves a request to where its documents now bring it; the client is told where it is their turn by that. */
  async #move(
    change: Change,
    { firm_id: firmId, matter_id: matterId, contact_id: contactId }: DocumentRow,
    requestId: string,
  ): Promise<void> {
    const { tx, now } = change;
    const { state } = await standingOf(tx, firmId, requestId);
    const to = await documentsChanged(change, 'documentsRearranged', { firmId, requestId, contactId });
    if (to !== undefined && isYours(to) && !isYours(state))
      await tellOfRequests(this.#deps, tx, { firmId, matterId, contactId, now });
  }
}

interface Part {
  readonly id: string;
  readonly file: NewFile;
  readonly place: FiledPiece;
  readonly now: Date;
}

/** A document made of others: of the same contact and matter, and as long in coming as the first of them. */
function rowOf(sources: readonly DocumentRow[], first: DocumentRow, { id, file, place, now }: Part): DocumentRow {
  return {
    firm_id: first.firm_id,
    id,
    matter_id: first.matter_id,
    request_id: place.requestId,
    contact_id: first.contact_id,
    name: place.name,
    type: 'application/pdf',
    size: file.size,
    sha256: file.sha256,
    blob_key: file.blobKey,
    blob_size: file.layout.sealedSize,
    blob_layout: file.layout.runs,
    wrapped_key: file.wrappedKey,
    state: 'received',
    slot: place.slot,
    replaces: null,
    opened_at: null,
    withdrawn_at: null,
    return_reason: null,
    return_note: null,
    returned_at: null,
    reviewed_at: null,
    filed_as: place.filedAs,
    made_from: sources.map((source) => source.id),
    made_into: [],
    origins: store.originsOf(sources),
    arrived_at: new Date(Math.min(...sources.map(({ arrived_at }) => arrived_at.getTime()))),
    created_at: place.since ?? now,
  };
}

function targetsOf(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(({ requestId }) => requestId ?? []);
}

function idsOf({ id, request_id, matter_id }: DocumentRow) {
  return { documentId: id, requestId: request_id, matterId: matter_id };
}

function requestsById(documents: readonly DocumentRow[]): Record<string, string> {
  return Object.fromEntries(documents.map(({ id, request_id }) => [id, request_id]));
}
