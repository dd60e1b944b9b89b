/**
 * Uploads: the rules of creating, resuming, sending, finishing and ending one. Knows no HTTP. What a client
 * was told is stored is on disk; a document exists only when every check has passed, and ending in the
 * middle leaves nothing that anybody can see.
 */
import {
  conflict,
  fileEmpty,
  fileTooLarge,
  offsetConflict,
  notFound,
  requestClosed,
  type RequestSlot,
  slotInvalid,
  tooManyFiles,
  uploadGone,
  uploadLinkGone,
} from '@portico/contract';
import { findOpenRequest } from '../checklists/store.js';
import type { Actor } from '../database/actor.js';
import { newId } from '../database/ids.js';
import type { Deps } from '../deps.js';
import { type DocumentRow, getDocument } from '../documents/store.js';
import { FileKeys, newBlobKey } from '../files/keys.js';
import { checkType } from '../files/inspect.js';
import { checkName } from '../files/names.js';
import { SealBrokenError } from '../files/sealed.js';
import { sealedSource } from '../files/source.js';
import type { Viewer } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import type { BodyReader } from '../ports/body.js';
import { finish } from './finish.js';
import { takeIn } from './intake.js';
import { Leases } from './lease.js';
import { type Live, LiveUploads } from './live.js';
import { isOver } from '../requests/life.js';
import { hasRoom } from '../upload-links/store.js';
import * as store from './store.js';
import { Turns } from './turns.js';

/** An upload that has not moved for so long expires. */
const LIFETIME_MS = 24 * 3_600_000;

/** Records that wait to be sealed together, over all uploads (32 MiB) and of one. */
const GATHERED_RECORDS = 512;
const MOST_TOGETHER = 16;

/** Who sends: whose eyes the checks read with, and whom the audit log names. */
export interface Sender {
  readonly viewer: Viewer & { readonly contactId: string };
  readonly actor: Actor;
}

export interface NewUpload {
  readonly requestId: string;
  readonly name: string;
  /** Bytes of the whole file. */
  readonly length: number;
  /** `Upload-Metadata` as it came. */
  readonly metadata: string;
  /** Part of the request that it is. */
  readonly slot?: string;
  /** Document that it takes the place of. */
  readonly replaces?: string;
}

/** How far an upload has come. */
export interface Progress {
  readonly id: string;
  readonly offset: number;
  readonly length: number;
  readonly metadata: string;
  readonly expiresAt: Date;
  /** The document that it became, when it is finished. */
  readonly documentId: string | null;
}

/** Bytes on their way. */
export interface Sending {
  readonly offset: number;
  /** Bytes that the body says it has, where it says so. */
  readonly announced: number | undefined;
  readonly body: BodyReader | null;
}

export class Uploads {
  readonly #deps: Deps;
  readonly #keys: FileKeys;
  readonly #live: LiveUploads;
  readonly #leases: Leases;
  readonly #turns = new Turns();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#keys = new FileKeys(deps);
    this.#live = new LiveUploads(deps, this.#keys);
    this.#leases = new Leases(deps.work, deps.clock);
  }

  /** Starts an upload. @throws Refusal for a name, type, size or request that does not do */
  async create({ viewer }: Sender, wanted: NewUpload): Promise<Progress> {
    const { work, blobs, clock, config } = this.#deps;
    const request = await work.read(viewer.firmId, (db) => findOpenRequest(db, viewer, wanted.requestId));
    if (!request) throw new Refusal(notFound);
    if (isOver(request.state)) throw new Refusal(requestClosed);
    await this.#checkLink(viewer);
    const name = checkName(wanted.name);
    const type = checkType(name, request.accept);
    if (wanted.length === 0) throw new Refusal(fileEmpty);
    if (wanted.length > Math.min(request.max_bytes, config.maxUploadBytes)) throw new Refusal(fileTooLarge);
    const slot = slotOf(request.slots, wanted.slot);
    const old = await this.#replaced(viewer, request.id, wanted.replaces);
    // One that counts makes room for the one that takes its place.
    const files = request.files - (old?.state === 'received' ? 1 : 0);
    if (files >= request.max_files) throw new Refusal(tooManyFiles);
    await blobs.reserve(wanted.length);
    const blobKey = newBlobKey();
    const { key, wrapped } = await this.#keys.create(viewer.firmId, blobKey);
    const now = clock.now();
    const upload: store.Upload = {
      firm_id: viewer.firmId,
      id: newId('upl'),
      contact_id: viewer.contactId,
      matter_id: request.matter_id,
      request_id: request.id,
      slot,
      replaces: old?.id ?? null,
      name,
      type,
      length: wanted.length,
      metadata: wanted.metadata,
      blob_key: blobKey,
      wrapped_key: wrapped,
      received: 0,
      sealed: 0,
      state: 'open',
      document_id: null,
      writer: null,
      writer_until: null,
      created_at: now,
      expires_at: this.#expiry(now),
    };
    await work.touch(viewer.firmId, (db) => store.insertUpload(db, upload));
    this.#live.begin(upload, key);
    return progress(upload, 0);
  }

  /** The sender's own document of the request that is to be replaced. @throws Refusal where there is none, or it is accepted */
  async #replaced(viewer: Viewer, requestId: string, id: string | undefined): Promise<DocumentRow | undefined> {
    if (id === undefined) return undefined;
    // A link sees nothing of what came before it.
    const old = viewer.link
      ? undefined
      : await this.#deps.work.read(viewer.firmId, (db) => getDocument(db, viewer, id));
    if (old?.request_id !== requestId) throw new Refusal(notFound);
    if (old.state === 'accepted') throw new Refusal(conflict);
    return old;
  }

  /** @throws Refusal when a one-time link has ended or takes no more */
  async #checkLink({ firmId, link }: Viewer): Promise<void> {
    const { work, clock } = this.#deps;
    const open = link === null || (await work.read(firmId, (db) => hasRoom(db, firmId, link.id, clock.now())));
    if (!open) throw new Refusal(uploadLinkGone);
  }

  /** How far an upload has come; one whose last bytes arrived before a crash is finished now. */
  head(sender: Sender, id: string): Promise<Progress> {
    return this.#alone(sender, id, async (upload, live) => this.#complete(sender, upload, live));
  }

  /** Takes bytes from an offset on. The last ones make the document. */
  send(sender: Sender, id: string, sending: Sending): Promise<Progress> {
    return this.#alone(
      sender,
      id,
      async (upload, live, stop) => {
        const { plainSize } = live.layout;
        if (sending.offset !== plainSize) throw new Refusal(offsetConflict);
        const most = upload.length - plainSize;
        if ((sending.announced ?? 0) > most) throw new Refusal(fileTooLarge);
        if (sending.body) await this.#append(upload, live, sending.body, stop);
        const stands = await this.#complete(sender, upload, live);
        // Whoever was asked to leave before it brought anything has lost the race for this offset.
        if (stop.aborted && stands.offset < upload.length) throw new Refusal(offsetConflict);
        return stands;
      },
      (finished) => {
        if (sending.offset !== finished.length || (sending.announced ?? 0) > 0) throw new Refusal(conflict);
      },
    );
  }

  /** Ends an unfinished upload and erases its bytes. */
  async cancel({ viewer }: Sender, id: string): Promise<void> {
    await this.#turns.take(turnOf(viewer, id), async () => {
      const upload = await this.#leases.take(viewer, id);
      if (upload.state === 'finished') throw new Refusal(conflict);
      try {
        await this.#end(upload);
      } finally {
        this.#leases.leave();
      }
    });
  }

  /** Runs with the upload to itself, and gives it back with how far it has come. */
  #alone(
    { viewer }: Sender,
    id: string,
    run: (upload: store.Upload, live: Live, stop: AbortSignal) => Promise<Progress>,
    onFinished: (upload: store.Upload) => void = () => undefined,
  ): Promise<Progress> {
    return this.#turns.take(turnOf(viewer, id), async (stop) => {
      const upload = await this.#leases.take(viewer, id);
      if (upload.state === 'finished') {
        onFinished(upload);
        return progress(upload, upload.length);
      }
      let stands: Progress | undefined;
      try {
        stands = await run(upload, await this.#load(upload), stop);
        return stands;
      } catch (error) {
        if (endsUpload(error)) await this.#end(upload);
        if (!(error instanceof SealBrokenError)) throw error;
        // Nothing can be built on it: the client starts again, and the log says why.
        this.#deps.log.error({ error, upload: id }, 'upload damaged');
        throw new Refusal(uploadGone);
      } finally {
        this.#leases.leave();
        if (!stands?.documentId) await this.#giveBack(upload);
      }
    });
  }

  async #load(upload: store.Upload): Promise<Live> {
    const live = await this.#live.load(upload);
    if (live.layout.plainSize === upload.received) return live;
    // Another process, or a broken write of this one, has moved it: the blob knows.
    this.#live.forget(upload.id);
    return this.#live.load(upload);
  }

  async #append(upload: store.Upload, live: Live, body: BodyReader, stop: AbortSignal): Promise<void> {
    const { blobs } = this.#deps;
    const from = live.layout.sealedSize;
    const { length } = upload;
    try {
      const size = await blobs.append(
        upload.blob_key,
        from,
        takeIn({
          live,
          length,
          body,
          stop,
          batch: () => Math.max(1, Math.min(MOST_TOGETHER, Math.floor(GATHERED_RECORDS / this.#turns.size))),
          ensure: () => this.#leases.ensure(upload),
        }),
      );
      if (size !== live.layout.sealedSize) throw new Error('The blob store kept another number of bytes');
    } catch (error) {
      // Some of it may be stored and some not: what is there is read again.
      this.#live.forget(upload.id);
      throw error;
    }
  }

  /** Makes the document when all bytes are there. */
  async #complete({ viewer, actor }: Sender, upload: store.Upload, live: Live): Promise<Progress> {
    const { plainSize } = live.layout;
    const expiresAt = this.#expiry(this.#deps.clock.now());
    if (plainSize < upload.length) return { ...progress(upload, plainSize), expiresAt };
    const { blobs, bytes } = this.#deps;
    live.digest ??= await live.lane.digest();
    const read = (start: number, end: number) => blobs.read(upload.blob_key, start, end);
    await live.inspection.finish(sealedSource(bytes, live.file, live.layout, read));
    const documentId = newId('doc');
    const file = { sha256: live.digest, layout: live.layout };
    await finish(this.#deps, { viewer, actor, upload, documentId, file, writer: this.#leases.writer });
    this.#deps.arrivals.poke();
    this.#live.forget(upload.id);
    return { ...progress(upload, plainSize), documentId };
  }

  /** Row first: a crash between the two leaves a blob that the sweep finds, never a row that promises bytes. */
  async #end(upload: store.Upload): Promise<void> {
    this.#live.forget(upload.id);
    await this.#deps.work.upkeep(upload.firm_id, (tx) => store.endUpload(tx, upload.firm_id, upload.id));
    await this.#deps.blobs.delete(upload.blob_key);
  }

  async #giveBack(upload: store.Upload): Promise<void> {
    const { work, clock } = this.#deps;
    const layout = this.#live.peek(upload.id)?.layout;
    const stands = layout && {
      received: layout.plainSize,
      sealed: layout.sealedSize,
      expiresAt: this.#expiry(clock.now()),
    };
    await work.upkeep(upload.firm_id, (tx) => store.releaseUpload(tx, upload, this.#leases.writer, stands));
  }

  #expiry(now: Date): Date {
    return new Date(now.getTime() + LIFETIME_MS);
  }
}

/** @throws Refusal where the request has parts and none of them is named, or the other way round */
function slotOf(slots: readonly RequestSlot[], wanted: string | undefined): RequestSlot | null {
  if (slots.length === 0 && wanted === undefined) return null;
  const slot = slots.find((one) => one === wanted);
  if (slot === undefined) throw new Refusal(slotInvalid);
  return slot;
}

/** The owner is part of it: nobody can stop what somebody else sends. */
function turnOf({ firmId, contactId }: Pick<store.UploadOwner, 'firmId' | 'contactId'>, id: string): string {
  return `${firmId} ${contactId} ${id}`;
}

function progress(upload: store.Upload, offset: number): Progress {
  return {
    id: upload.id,
    offset,
    length: upload.length,
    metadata: upload.metadata,
    expiresAt: upload.expires_at,
    documentId: upload.document_id,
  };
}

/** Refusals of the file itself; those of the moment (offset, busy, too long a body) leave it as it is. */
function endsUpload(error: unknown): boolean {
  if (error instanceof SealBrokenError) return true;
  return error instanceof Refusal && !MOMENTARY.has(error.problem.code);
}

const MOMENTARY = new Set(['upload_offset_conflict', 'upload_busy', 'file_too_large', 'conflict', uploadGone.code]);
