/**
 * What is needed to go on after a reload: the facts of each unfinished upload, and its file as far as the browser keeps it. It
 * lives in an IndexedDB of its own, which a sign-out deletes as a whole. Where there is no such store, or it is full, uploads
 * work all the same and only a reload loses them; so nothing here ever rejects.
 */
import type { UploadFacts } from './upload.js';

/** Bytes above which a file is not copied into the store; it must be chosen again after a reload. */
const KEPT = 512 * 1024 * 1024;

/** An upload as written down. */
export interface JournalEntry extends UploadFacts {
  /** Whose it is. Nobody else is shown it. */
  readonly contactId: string;
  /** Lower-case hex. */
  readonly sha256: string;
  /** On the server, once begun. */
  readonly uploadId: string | undefined;
  readonly sent: number;
  readonly paused: boolean;
  /** Sorts; milliseconds since 1970. */
  readonly addedAt: number;
}

/** The journal of one portal. */
export class Journal {
  readonly #name: string;
  #opening: Promise<IDBDatabase> | undefined;

  /** @param name of the database; nothing is opened before it is used */
  constructor(name: string) {
    this.#name = name;
  }

  /** Everything written down, oldest first, with the files that are still there. */
  async read(): Promise<readonly (JournalEntry & { readonly file: File | undefined })[]> {
    const rows = await this.#run('readonly', 'uploads', (uploads) => uploads.getAll());
    const entries = Array.isArray(rows) ? rows.filter(isEntry) : [];
    entries.sort((a, b) => a.addedAt - b.addedAt);
    return Promise.all(
      entries.map(async (entry) => {
        const file = await this.#run('readonly', 'files', (files) => files.get(entry.id));
        return { ...entry, file: file instanceof File ? file : undefined };
      }),
    );
  }

  /** Writes or replaces the facts of an upload. */
  async write(entry: JournalEntry): Promise<void> {
    await this.#run('readwrite', 'uploads', (uploads) => uploads.put(entry));
  }

  /** Keeps a copy of the file, if it is not too large. */
  async keep(id: string, file: File): Promise<void> {
    if (file.size <= KEPT) await this.#run('readwrite', 'files', (files) => files.put(file, id));
  }

  /** Forgets an upload and its file. */
  async erase(id: string): Promise<void> {
    await this.#run('readwrite', 'files', (files) => files.delete(id));
    await this.#run('readwrite', 'uploads', (uploads) => uploads.delete(id));
  }

  async #run(mode: IDBTransactionMode, store: Store, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    if (!('indexedDB' in globalThis)) return undefined;
    try {
      const database = await (this.#opening ??= this.#open());
      return await settled(work(database.transaction(store, mode).objectStore(store)));
    } catch {
      // Refused (private window), full, or deleted by a sign-out: the next use tries again.
      this.#opening = undefined;
      return undefined;
    }
  }

  async #open(): Promise<IDBDatabase> {
    const request = indexedDB.open(this.#name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('uploads' satisfies Store, { keyPath: 'id' });
      request.result.createObjectStore('files' satisfies Store);
    };
    const database = await settled(request);
    // A sign-out in any tab deletes the database; an open connection must not hold it up.
    database.onversionchange = () => {
      database.close();
      this.#opening = undefined;
    };
    return database;
  }
}

type Store = 'uploads' | 'files';

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

/** True for what a journal of this version has written. */
function isEntry(row: unknown): row is JournalEntry {
  return typeof row === 'object' && row !== null && 'contactId' in row && 'sha256' in row && 'addedAt' in row;
}
