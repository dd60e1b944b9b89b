import { conflict, notFound, type ReadFieldName, type Reading } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Reader } from '../database/tables.js';
import type { Deps } from '../deps.js';
import { firmOpened } from '../documents/opened.js';
import { type DocumentRow, getDocument } from '../documents/store.js';
import { FileKeys } from '../files/keys.js';
import type { Viewer } from '../http/caller.js';
import { found, Refusal } from '../http/refusal.js';
import { mustHavePicture, openPicture, type Wanted } from './pictures.js';
import { readingsBy } from './reading.js';
import * as store from './store.js';

/** What was read from documents, for the staff to accept or correct, and pictures of their pages. */
export class ArrivedDocuments {
  readonly #deps: Deps;
  readonly #keys: FileKeys;
  readonly #readings: ReturnType<typeof readingsBy>;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#keys = new FileKeys(deps);
    this.#readings = readingsBy(this.#keys);
  }

  /** What a machine thinks of a document that the viewer may see; that it was looked at is in the log. */
  async reading(viewer: Viewer, actor: Actor, id: string): Promise<Reading> {
    const { work } = this.#deps;
    await this.#keys.ready(viewer.firmId);
    return work.change(actor, async (change) => {
      const { tx, record, nothing } = change;
      const document = await mustSee(tx, viewer, id);
      const found = await this.#view(tx, viewer.firmId, id);
      // Numbers and dates of birth are read as much as the document itself; that there are none is nothing.
      if (found.fields.length + found.lines.length > 0 || found.text)
        record({ action: 'documents.viewReading', object: id, event: null });
      else nothing();
      if (found.fields.length > 0) await firmOpened(change, actor, document);
      return found;
    });
  }

  /** Takes down what a member of the staff says that fields are. */
  async accept(
    viewer: Viewer,
    actor: Actor,
    id: string,
    accepted: readonly { readonly name: ReadFieldName; readonly value: string }[],
  ): Promise<Reading> {
    const { firmId } = viewer;
    await this.#keys.ready(firmId);
    return this.#deps.work.change(actor, async ({ tx, now, record }) => {
      await mustSee(tx, viewer, id);
      const row = await store.lockReading(tx, firmId, id);
      if (!row || row.state === 'waiting' || row.scan === 'quarantined') throw new Refusal(conflict);
      const kept = row.reading ? await this.#readings.open(firmId, id, row.reading) : EMPTY;
      const values = new Map(accepted.map(({ name, value }) => [name, value]));
      const known = kept.fields.map((field) => ({ ...field, accepted: values.get(field.name) ?? field.accepted }));
      const added = accepted
        .filter(({ name }) => !kept.fields.some((field) => field.name === name))
        .map(({ name, value }) => ({ name, value: '', confidence: 0, verified: false, accepted: value }));
      const fields = [...known, ...added];
      const sealed = await this.#readings.seal(firmId, id, { ...kept, fields });
      await store.replaceReading(tx, firmId, id, sealed, now);
      const corrected = fields.filter((field) => values.has(field.name) && field.accepted !== field.value);
      record({
        action: corrected.length > 0 ? 'documents.correctReading' : 'documents.acceptReading',
        object: id,
        event: { type: 'document.fieldsAccepted', data: { documentId: id } },
      });
      return this.#view(tx, firmId, id);
    });
  }

  /** A picture of a page, opened. @throws Refusal where there is none, or nobody may see it */
  async picture(viewer: Viewer, actor: Actor, id: string, wanted: Wanted): Promise<Uint8Array> {
    const { work } = this.#deps;
    const { firmId } = viewer;
    const find = async (db: Reader) => {
      const document = await mustSee(db, viewer, id);
      return { document, picture: await mustHavePicture(db, firmId, id, wanted) };
    };
    const { picture } =
      wanted.size === 'large'
        ? await work.change(actor, async (change) => {
            const there = await find(change.tx);
            if (viewer.contactId === null) await firmOpened(change, actor, there.document);
            change.record({ action: 'documents.preview', object: id, event: null });
            return there;
          })
        : await work.read(firmId, find);
    return openPicture(this.#deps, this.#keys, picture);
  }

  async #view(db: Reader, firmId: string, id: string): Promise<Reading> {
    const row = await store.findArrival(db, firmId, id);
    const kept = row?.reading && row.scan !== 'quarantined' ? await this.#readings.open(firmId, id, row.reading) : null;
    return {
      documentId: id,
      scan: row?.scan ?? 'off',
      finding: row?.finding ?? null,
      state: row?.state ?? 'done',
      pages: await store.countPages(db, firmId, id),
      source: kept?.source ?? null,
      lines: kept?.lines ?? [],
      text: kept?.text ?? null,
      fields: kept?.fields ?? [],
      reviewedAt: row?.reviewed_at?.toISOString() ?? null,
    };
  }
}

/** Fields that a person types beside a document that no machine could read. */
const EMPTY = { source: 'text' as const, lines: [], text: null, fields: [] };

async function mustSee(db: Reader, viewer: Viewer, id: string): Promise<DocumentRow> {
  const document = found(await getDocument(db, viewer, id));
  if (document.state === 'withdrawn') throw new Refusal(notFound);
  return document;
}
