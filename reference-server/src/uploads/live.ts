/**
 * What this process knows of an upload beyond its row: the running hash, the checks so far and where each
 * record lies. It is a cache. The truth is the blob, and from it this is rebuilt wherever the upload goes on.
 */
import type { FileKeys } from '../files/keys.js';
import { Inspection } from '../files/inspect.js';
import { Layout } from '../files/layout.js';
import { type FileKey, openRecords, SealBrokenError } from '../files/sealed.js';
import type { BlobStore } from '../ports/blobs.js';
import type { Bytes, Lane } from '../ports/bytes.js';
import type { Upload } from './store.js';

/** An upload as far as it has come. */
export interface Live {
  readonly file: FileKey;
  readonly layout: Layout;
  readonly lane: Lane;
  readonly inspection: Inspection;
  /** SHA-256 of the file once it is complete. */
  digest?: string;
}

/** Uploads that are kept; each holds up to 64 KiB until its type is known, and little after that. */
const MOST_KEPT = 2000;

export class LiveUploads {
  readonly #blobs: BlobStore;
  readonly #bytes: Bytes;
  readonly #keys: FileKeys;
  readonly #kept = new Map<string, Live>();

  constructor(deps: { readonly blobs: BlobStore; readonly bytes: Bytes }, keys: FileKeys) {
    this.#blobs = deps.blobs;
    this.#bytes = deps.bytes;
    this.#keys = keys;
  }

  /** Begins an upload that has no bytes yet. */
  begin(upload: Upload, key: Uint8Array): Live {
    return this.#keep(upload, this.#fresh(upload, key));
  }

  /**
   * The upload as it stands, read again from its blob where this process does not know it.
   * @throws Refusal when the stored bytes do not pass the checks
   */
  async load(upload: Upload): Promise<Live> {
    const known = this.#kept.get(upload.id);
    if (known) return this.#keep(upload, known);
    const key = await this.#keys.open(upload.firm_id, upload.blob_key, upload.wrapped_key);
    const live = this.#fresh(upload, key);
    try {
      await this.#replay(upload, live);
    } catch (error) {
      live.lane.drop();
      throw error;
    }
    return this.#keep(upload, live);
  }

  /** The upload where this process knows it. */
  peek(id: string): Live | undefined {
    return this.#kept.get(id);
  }

  /** Forgets what may no longer be so: the next {@link load} reads the blob. */
  forget(id: string): void {
    this.#kept.get(id)?.lane.drop();
    this.#kept.delete(id);
  }

  #fresh(upload: Upload, key: Uint8Array): Live {
    return {
      file: { key, label: upload.blob_key },
      layout: new Layout(),
      lane: this.#bytes.lane(),
      inspection: new Inspection(upload.type, upload.length),
    };
  }

  #keep(upload: Upload, live: Live): Live {
    // Last in the row again: the one that was used longest ago goes first.
    this.#kept.delete(upload.id);
    this.#kept.set(upload.id, live);
    if (this.#kept.size > MOST_KEPT) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.forget(oldest);
    }
    return live;
  }

  async #replay(upload: Upload, { file, layout, lane, inspection }: Live): Promise<void> {
    const size = (await this.#blobs.size(upload.blob_key)) ?? 0;
    // Before the first byte there is no blob, and a store need not answer for one that does not exist.
    const sealed = size === 0 ? nothing() : this.#blobs.read(upload.blob_key, 0, size);
    try {
      for await (const { plain } of openRecords(this.#bytes, file, 0, sealed)) {
        if (layout.plainSize + plain.byteLength > upload.length) break;
        layout.add(plain.byteLength);
        await inspection.push(plain);
        await lane.hash(plain);
      }
    } catch (error) {
      // Beyond what was acknowledged a broken record is what power loss leaves; before, it is damage.
      if (!(error instanceof SealBrokenError) || layout.sealedSize < upload.sealed) throw error;
    }
    if (layout.sealedSize < upload.sealed) {
      throw new SealBrokenError(`${upload.id} lost ${upload.sealed - layout.sealedSize} acknowledged bytes`);
    }
    // What a crash left beyond that is about to be acknowledged: made durable, and cut where it is torn.
    if (size > upload.sealed) await this.#blobs.append(upload.blob_key, layout.sealedSize, nothing());
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // No bytes.
}
