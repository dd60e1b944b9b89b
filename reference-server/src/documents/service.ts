import { conflict, type FirmDocument, notFound, type ReviewReason } from '@portico/contract';
import { mustBeOpenable } from '../arrivals/gate.js';
import type { Actor } from '../database/actor.js';
import type { PageQuery } from '../database/pages.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { FileKeys } from '../files/keys.js';
import { checkName } from '../files/names.js';
import { type OpenDocument, openFile } from '../files/open.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { tellOfReturn } from '../notifications/notify.js';
import { documentsChanged } from '../requests/documents.js';
import { firmOpened } from './opened.js';
import { asSent } from './sent.js';
import * as store from './store.js';
import { firmView } from './view.js';

/** Documents: reading, reviewing and handing out their bytes. */
export class Documents {
  readonly #deps: Deps;
  readonly #keys: FileKeys;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#keys = new FileKeys(deps);
  }

  /** A page of what the viewer may see, newest first. */
  list(viewer: Viewer, filter: store.DocumentFilter, query: PageQuery) {
    return this.#deps.work.read(viewer.firmId, async (db) => {
      const { data, nextCursor } = await store.listDocuments(db, viewer, filter, query);
      return { data: await shownTo(db, viewer, data), nextCursor };
    });
  }

  /** One document that the viewer may see. */
  get(viewer: Viewer, id: string): Promise<store.DocumentRow> {
    return this.#deps.work.read(viewer.firmId, async (db) => {
      const [row] = await shownTo(db, viewer, [found(await store.getDocument(db, viewer, id))]);
      return found(row);
    });
  }

  /** Accepts a received document; its request is accepted when nothing of it is still in review. */
  accept(viewer: Viewer, actor: Actor, id: string) {
    return this.#review(viewer, actor, id, { action: 'documents.accept', type: 'document.accepted' }, (at) => ({
      state: 'accepted',
      reason: null,
      note: null,
      at,
    }));
  }

  /** Returns a received document to the client with a reason and a note; the request is the client's turn again. */
  giveBack(viewer: Viewer, actor: Actor, id: string, { reason, note }: { reason: ReviewReason; note: string }) {
    return this.#review(viewer, actor, id, { action: 'documents.return', type: 'document.returned' }, (at) => ({
      state: 'returned',
      reason,
      note,
      at,
    }));
  }

  /** Names a document for the firm's file. The client's own name of it stays: their receipt has it. */
  fileAs(viewer: Viewer, actor: Actor, id: string, name: string | null): Promise<store.DocumentRow> {
    const checked = name === null ? null : checkName(name);
    return this.#deps.work.change(actor, async ({ tx, record }) => {
      const document = found(await store.fileAs(tx, viewer, id, checked));
      record({ action: 'documents.file', object: id, about: document.contact_id, event: null });
      return document;
    });
  }

  /** Opens a document's bytes. That somebody read it is written down before the first byte goes out. */
  async open(viewer: Viewer, actor: Actor, id: string): Promise<OpenDocument> {
    const row = await this.#deps.work.change(actor, async ({ tx, now, record }) => {
      const document = found(await store.getDocument(tx, viewer, id));
      if (document.state === 'withdrawn') throw new Refusal(notFound);
      await mustBeOpenable(tx, document.firm_id, id);
      if (viewer.contactId === null) await firmOpened({ tx, now, record }, actor, document);
      record({ action: 'documents.download', object: id, event: null });
      return document;
    });
    return openFile(this.#deps, this.#keys, row);
  }

  /** What is answered is made inside the change: a repetition gets the same. */
  #review(
    viewer: Viewer,
    actor: Actor,
    id: string,
    what: { readonly action: string; readonly type: string },
    review: (now: Date) => store.Review,
  ): Promise<FirmDocument> {
    return this.#deps.work.change(actor, async (change) => {
      const { tx, now, record } = change;
      const { firmId } = actor;
      await store.lockRequestOf(tx, firmId, id);
      const reviewed = await store.reviewDocument(tx, viewer, id, review(now));
      if (!reviewed) {
        found(await store.getDocument(tx, viewer, id));
        throw new Refusal(conflict);
      }
      const { contact_id: contactId, matter_id: matterId, request_id: requestId } = reviewed;
      const isReturned = reviewed.state === 'returned';
      await documentsChanged(change, isReturned ? 'documentReturned' : 'documentAccepted', {
        firmId,
        requestId,
        contactId,
      });
      if (isReturned) await tellOfReturn(this.#deps, tx, { firmId, matterId, contactId, now });
      record({
        action: what.action,
        object: id,
        about: reviewed.contact_id,
        event: {
          type: what.type,
          data: { documentId: id, requestId: reviewed.request_id, matterId: reviewed.matter_id },
        },
      });
      return firmView(reviewed);
    });
  }
}

/** To a client, what the firm has rearranged is what they sent. */
function shownTo(db: Reader, { contactId }: Viewer, rows: readonly store.DocumentRow[]): Promise<store.DocumentRow[]> {
  return contactId === null ? Promise.resolve([...rows]) : asSent(db, rows);
}
