/** Shared documents as the firm has them: put in, laid into folders, shared, taken back. Knows no HTTP. */
import { conflict, type DocumentKind, FileType, fileTypeByName, fileTypeMismatch, notFound } from '@portico/contract';
import { mustBeOpenable } from '../arrivals/gate.js';
import { mustHavePicture, openPicture, type Wanted } from '../arrivals/pictures.js';
import { expectArrival, holdArrival, removeArrival } from '../arrivals/store.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { PageQuery } from '../database/pages.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { checkType } from '../files/inspect.js';
import { FileKeys } from '../files/keys.js';
import { checkName } from '../files/names.js';
import { type OpenDocument, openFile } from '../files/open.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { areShared, getMatter, isOfClient } from '../matters/store.js';
import { forgetShared, tellOfShared } from '../notifications/shared.js';
import type { BodyReader } from '../ports/body.js';
import { hashText } from '../session/tokens.js';
import { getFolder } from '../shared-folders/store.js';
import { takeInWhole } from '../uploads/whole.js';
import * as store from './store.js';
import { firmView } from './view.js';

export interface NewSharedDocument {
  readonly matterId: string;
  readonly name: string;
  readonly size: number;
  readonly folderId?: string | undefined;
  readonly kind: DocumentKind;
  readonly body: BodyReader | null;
}

export class FirmSharedDocuments {
  readonly #deps: Deps;
  readonly #keys: FileKeys;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#keys = new FileKeys(deps);
  }

  /** A page of a matter's documents. */
  list(viewer: Viewer, filter: store.SharedFilter & { readonly matterId: string }, query: PageQuery) {
    return this.#deps.work.read(viewer.firmId, async (db) => {
      found(await getMatter(db, viewer, filter.matterId));
      const { data, nextCursor } = await store.listOfFirm(db, viewer, filter, query);
      return { data: data.map(firmView), nextCursor };
    });
  }

  get(viewer: Viewer, id: string) {
    return this.#deps.work.read(viewer.firmId, async (db) => firmView(found(await store.getOfFirm(db, viewer, id))));
  }

  /** Takes a file in. What is not there for the viewer is said before the first byte is read. */
  async create(viewer: Viewer, actor: Actor, wanted: NewSharedDocument) {
    const { work, blobs } = this.#deps;
    const { firmId } = viewer;
    const { matterId, folderId, kind, size, body } = wanted;
    const { documentKinds } = viewer;
    await work.read(viewer.firmId, async (db) => {
      found(await getMatter(db, viewer, matterId));
      await checkFolder(db, viewer, matterId, folderId);
    });
    // Nobody puts in what they could not open afterwards.
    if (documentKinds !== null && !documentKinds.includes(kind)) throw new Refusal(notFound);
    const name = checkName(wanted.name);
    const type = checkType(name, FileType.options);
    const file = await takeInWhole(this.#deps, this.#keys, { firmId, type, size, body });
    let made: string | undefined;
    try {
      // The bytes are part of what an idempotency key stands for, and only now known.
      return await work.change(withContent(actor, file.sha256), async ({ tx, now, record }) => {
        found(await getMatter(tx, viewer, matterId));
        await checkFolder(tx, viewer, matterId, folderId);
        const id = newId('shd');
        const document = {
          firm_id: firmId,
          id,
          matter_id: matterId,
          folder_id: folderId ?? null,
          kind,
          name,
          type,
          size,
          sha256: file.sha256,
          crc32: file.crc32,
          blob_key: file.blobKey,
          blob_size: file.layout.sealedSize,
          blob_layout: file.layout.runs,
          wrapped_key: file.wrappedKey,
          created_at: now,
        };
        await store.insertDocument(tx, document);
        await expectArrival(tx, this.#deps, document, 'shared');
        record({
          action: 'sharedDocuments.create',
          object: id,
          event: { type: 'document.added', data: { documentId: id, matterId } },
        });
        made = id;
        return present(tx, viewer, id);
      });
    } finally {
      // Refused or repeated: the bytes are nobody's. Where the commit's own fate is unknown, the sweep finds out.
      if (made === undefined) await blobs.delete(file.blobKey);
      else this.#deps.arrivals.poke();
    }
  }

  /** Opens a document's bytes for staff, which is an entry of the log and no receipt. */
  async open(viewer: Viewer, actor: Actor, id: string): Promise<OpenDocument> {
    const row = await this.#deps.work.change(actor, async ({ tx, record }) => {
      const document = found(await store.getOfFirm(tx, viewer, id));
      await mustBeOpenable(tx, viewer.firmId, id);
      record({ action: 'sharedDocuments.download', object: id, event: null });
      return document;
    });
    return openFile(this.#deps, this.#keys, row);
  }

  /** A picture of a page, opened. @throws Refusal where there is none, or nobody may see it */
  async picture(viewer: Viewer, actor: Actor, id: string, wanted: Wanted): Promise<Uint8Array> {
    const { firmId } = viewer;
    const picture = await this.#deps.work.change(actor, async ({ tx, record, nothing }) => {
      found(await store.getOfFirm(tx, viewer, id));
      const there = await mustHavePicture(tx, firmId, id, wanted);
      if (wanted.size === 'large') record({ action: 'sharedDocuments.preview', object: id, event: null });
      else nothing();
      return there;
    });
    return openPicture(this.#deps, this.#keys, picture);
  }

  /** Renames or moves. */
  update(
    viewer: Viewer,
    actor: Actor,
    id: string,
    changes: { readonly name?: string | undefined; readonly folderId?: string | null | undefined },
  ) {
    return this.#deps.work.change(actor, async ({ tx, record, nothing }) => {
      const document = found(await store.getOfFirm(tx, viewer, id));
      const name = changes.name === undefined ? undefined : checkName(changes.name);
      if (name !== undefined && fileTypeByName(name) !== document.type) throw new Refusal(fileTypeMismatch);
      await checkFolder(tx, viewer, document.matter_id, changes.folderId ?? undefined);
      if (name === undefined && changes.folderId === undefined) nothing();
      else {
        await store.updateDocument(tx, viewer.firmId, id, { name, folderId: changes.folderId });
        record({
          action: 'sharedDocuments.update',
          object: id,
          event: { type: 'document.changed', data: { documentId: id, matterId: document.matter_id } },
        });
      }
      return present(tx, viewer, id);
    });
  }

  /** Removes a document for everybody; its bytes are swept, and cannot be opened from now on. */
  remove(viewer: Viewer, actor: Actor, id: string): Promise<void> {
    return this.#deps.work.change(actor, async ({ tx, record }) => {
      const document = found(await store.getOfFirm(tx, viewer, id));
      if (!(await store.lockDocument(tx, viewer.firmId, id))) throw new Refusal(notFound);
      await store.deleteDocument(tx, viewer.firmId, id);
      await removeArrival(tx, viewer.firmId, id);
      await forgetShared(
        tx,
        viewer.firmId,
        document.shared_with.map(({ contactId }) => contactId),
      );
      record({
        action: 'sharedDocuments.remove',
        object: id,
        event: { type: 'document.removed', data: { documentId: id, matterId: document.matter_id } },
      });
    });
  }

  /** Shares a document with a contact. @throws Refusal `conflict` where the matter is not shared with them */
  share(viewer: Viewer, actor: Actor, id: string, contactId: string) {
    return this.#deps.work.change(actor, async ({ tx, now, record, nothing }) => {
      const { matter_id: matterId } = await this.#ofClient(tx, viewer, id, contactId);
      if (!(await areShared(tx, viewer.firmId, contactId, [matterId]))) {
        throw new Refusal(conflict, { reason: 'matter_not_shared' });
      }
      const row = {
        firm_id: viewer.firmId,
        id: newId('sds'),
        document_id: id,
        contact_id: contactId,
        mail_id: null,
        created_at: now,
      };
      if (await store.insertShare(tx, row)) {
        // Where its safety check is over this moment, one of the two tells of it.
        await holdArrival(tx, viewer.firmId, id);
        await tellOfShared(this.#deps, tx, { firmId: viewer.firmId, documentId: id, contactId, now });
        record({
          action: 'sharedDocuments.share',
          object: id,
          about: contactId,
          event: { type: 'document.shared', data: { documentId: id, matterId, contactId } },
        });
      } else nothing();
      return present(tx, viewer, id);
    });
  }

  /** Ends a share: the next call of the contact does not find it. */
  unshare(viewer: Viewer, actor: Actor, id: string, contactId: string) {
    return this.#deps.work.change(actor, async ({ tx, record, nothing }) => {
      const { matter_id: matterId } = await this.#ofClient(tx, viewer, id, contactId);
      if (await store.deleteShare(tx, viewer.firmId, id, contactId)) {
        await forgetShared(tx, viewer.firmId, [contactId]);
        record({
          action: 'sharedDocuments.unshare',
          object: id,
          about: contactId,
          event: { type: 'document.unshared', data: { documentId: id, matterId, contactId } },
        });
      } else nothing();
      return present(tx, viewer, id);
    });
  }

  /** A document and a contact of its matter's client, both the viewer's to see. */
  async #ofClient(tx: Tx, viewer: Viewer, id: string, contactId: string) {
    const document = found(await store.getOfFirm(tx, viewer, id));
    if (!(await isOfClient(tx, viewer, document.matter_id, contactId))) throw new Refusal(notFound);
    return document;
  }
}

async function checkFolder(
  db: Parameters<typeof getFolder>[0],
  viewer: Viewer,
  matterId: string,
  folderId: string | undefined,
): Promise<void> {
  if (folderId === undefined) return;
  const folder = await getFolder(db, viewer, folderId);
  if (folder?.matter_id !== matterId) throw new Refusal(notFound);
}

function withContent(actor: Actor, sha256: string): Actor {
  const { once } = actor;
  return once ? { ...actor, once: { ...once, requestHash: hashText(`${once.requestHash} ${sha256}`) } } : actor;
}

async function present(tx: Tx, viewer: Viewer, id: string) {
  return firmView(found(await store.getOfFirm(tx, viewer, id)));
}
