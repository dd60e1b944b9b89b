/** Shared documents as a client has them: list, open, take home. Knows no HTTP. */
import { type LocalizedText, notFound } from '@portico/contract';
import { mustHavePicture, openPicture, type Wanted } from '../arrivals/pictures.js';
import type { Actor } from '../database/actor.js';
import type { PageQuery } from '../database/pages.js';
import type { Tx } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { FileKeys } from '../files/keys.js';
import { type OpenDocument, openFile } from '../files/open.js';
import { type Zip, zipOf } from '../files/zip.js';
import { safePart, ZipNames } from '../files/zip-names.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { inLanguage } from '../language.js';
import { forgetShared } from '../notifications/shared.js';
import { getSharedMatter } from '../shared-folders/store.js';
import { writeReceipts } from './receipts.js';
import * as store from './store.js';

/** Why somebody has the bytes. */
export type Purpose = 'view' | 'download';

/** An archive, ready to be streamed. */
export interface Archive extends Zip {
  readonly name: string;
}

export class SharedDocuments {
  readonly #deps: Deps;
  readonly #keys: FileKeys;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#keys = new FileKeys(deps);
  }

  /** A page of what is shared with the contact. */
  list(viewer: Viewer, filter: store.SharedFilter, query: PageQuery) {
    return this.#deps.work.read(viewer.firmId, (db) => store.listShared(db, viewer, filter, query));
  }

  get(viewer: Viewer, id: string): Promise<store.SharedRow> {
    return this.#deps.work.read(viewer.firmId, async (db) => found(await store.getShared(db, viewer, id)));
  }

  /** Opens a document's bytes. That somebody has them is written down before the first one goes out. */
  async open(viewer: Viewer, actor: Actor, id: string, purpose: Purpose): Promise<OpenDocument> {
    const row = await this.#deps.work.change(actor, async ({ tx, now, record }) => {
      const document = found(await store.getShared(tx, viewer, id));
      const [first] = await receive(tx, actor, { documents: [document.id], purpose, now });
      const { matter_id: matterId } = document;
      record({
        action: purpose === 'view' ? 'sharedDocuments.open' : 'sharedDocuments.download',
        object: id,
        event: first === undefined ? null : opened(actor, first, matterId),
      });
      return document;
    });
    return openFile(this.#deps, this.#keys, row);
  }

  /**
   * A picture of a page, opened. One large enough to be read is as good as the document.
   * @throws Refusal where there is none
   */
  async picture(viewer: Viewer, actor: Actor, id: string, wanted: Wanted): Promise<Uint8Array> {
    const { firmId } = viewer;
    const picture = await this.#deps.work.change(actor, async ({ tx, now, record, nothing }) => {
      const { matter_id: matterId } = found(await store.getShared(tx, viewer, id));
      const there = await mustHavePicture(tx, firmId, id, wanted);
      if (wanted.size === 'small') {
        nothing();
        return there;
      }
      const [first] = await receive(tx, actor, { documents: [id], purpose: 'view', now });
      const event = first === undefined ? null : opened(actor, first, matterId);
      record({ action: 'sharedDocuments.preview', object: id, event });
      return there;
    });
    return openPicture(this.#deps, this.#keys, picture);
  }

  /**
   * Everything of a matter that the contact may see now, by folder.
   * @param languages of whoever unpacks it, the best first
   */
  async archive(
    viewer: Viewer,
    actor: Actor,
    filter: store.SharedFilter & { readonly matterId: string },
    languages: readonly string[],
  ): Promise<Archive> {
    const { matterId } = filter;
    const { rows, title } = await this.#deps.work.change(actor, async ({ tx, now, record }) => {
      const matter = found(await getSharedMatter(tx, viewer, matterId));
      const all = await store.allShared(tx, viewer, filter);
      // An archive of nothing is none: what was asked for is not there for this contact.
      if (all.length === 0) throw new Refusal(notFound);
      const documents = all.map(({ id }) => id);
      for (const first of await receive(tx, actor, { documents, purpose: 'download', now })) {
        record({ action: 'sharedDocuments.open', object: first, event: opened(actor, first, matterId) });
      }
      const details = { documents: documents.join(' ') };
      record({ action: 'sharedDocuments.archive', object: matterId, details, event: null });
      return { rows: all, title: matter.title };
    });
    return { ...(await this.#zip(rows, languages)), name: `${safePart(title)}.zip` };
  }

  async #zip(rows: Awaited<ReturnType<typeof store.allShared>>, languages: readonly string[]): Promise<Zip> {
    const names = new ZipNames();
    const folders = new Map<string, string>();
    const folderOf = (id: string, name: LocalizedText) => {
      const path = folders.get(id) ?? names.take('', inLanguage(name, languages));
      folders.set(id, path);
      return path;
    };
    return zipOf(
      rows.map((row) => ({
        path: names.take(
          row.folder_id === null || row.folder_name === null ? '' : folderOf(row.folder_id, row.folder_name),
          row.name,
        ),
        size: row.size,
        crc32: row.crc32,
        at: row.shared_at,
        read: () => this.#bytesOf(row),
      })),
    );
  }

  /** Keys are unwrapped when a file's turn has come, so that an archive of many begins at once. */
  async *#bytesOf(row: store.SharedDocumentRow): AsyncGenerator<Uint8Array> {
    const document = await openFile(this.#deps, this.#keys, row);
    yield* document.read(0, document.size);
  }
}

/** A receipt is of the contact's own: whoever looks with their eyes leaves none. @returns what they had for the first time */
async function receive(
  tx: Tx,
  { firmId, type, id }: Actor,
  what: { readonly documents: readonly string[]; readonly purpose: Purpose; readonly now: Date },
): Promise<string[]> {
  if (type !== 'contact' || id === null) return [];
  const first = await writeReceipts(tx, { firmId, contactId: id, ...what });
  if (first.length > 0) await forgetShared(tx, firmId, [id]);
  return first;
}

function opened({ id }: Actor, documentId: string, matterId: string) {
  return { type: 'document.opened', data: { documentId, matterId, contactId: id ?? '' } };
}
