/**
 * What lies between choosing a file and its arrival: files that were chosen and wait for the person's
 * "send", refused ones with their reason, and the upload manager's items of each request. It knows no DOM and
 * no words.
 */
import type { UploadItem, UploadManager, UploadRefusal, UploadTarget } from '@portico/client';
import { fileTypeByName, type ChecklistRequest, type Document } from '@portico/contract';
import type { Look } from '../quality/look.js';
import { keyOf, type Part } from './parts.js';

/** A file that was chosen and not yet sent. */
export interface Staged {
  readonly id: number;
  readonly file: File;
  /** What was chosen: what is sent may lack what a camera wrote beside the picture. */
  readonly original: File;
  /** Object URL of a picture that the browser can show. */
  readonly picture: string | undefined;
  /** What was found out about a picture; undefined until it is, and for what is none. */
  readonly look: Look | undefined;
}

/** A file that was not taken, and why. */
export interface Refused {
  readonly name: string;
  readonly code: UploadRefusal | 'notSent' | 'notLoaded';
}

const shown = /^image\/(jpeg|png|webp|gif|avif)$/;
const busy: readonly UploadItem['state'][] = ['checking', 'waiting', 'sending', 'retrying', 'finishing'];

/** Looks at a picture, and never rejects. `jpeg` says whether the request takes one. */
export type LookAt = (file: File, jpeg: boolean) => Promise<Look | undefined>;

/** Takes out what a camera wrote beside the picture. Where it rejects, the file is not sent. */
export type Clean = (file: File) => Promise<File>;

/** Dispatches `look`, with the file's id as `detail`, when a picture has been looked at. Dispatches `change` whenever there is something new to draw. */
export class UploadDesk extends EventTarget {
  readonly #staged = new Map<string, readonly Staged[]>();
  readonly #refused = new Map<string, readonly Refused[]>();
  readonly #handing = new Set<string>();
  readonly #cleaning = new Set<Promise<void>>();
  readonly #replaced = new Map<string, Document>();
  readonly #look: LookAt;
  readonly #clean: Clean;
  #manager: UploadManager | undefined;
  #count = 0;

  /** @param look looks at a picture; when that is known, the file has its look */
  constructor(look: LookAt, clean: Clean) {
    super();
    this.#look = look;
    this.#clean = clean;
  }

  /** Takes the manager once it is loaded; until then nothing is on its way. */
  set manager(manager: UploadManager) {
    this.#manager = manager;
    this.#changed();
  }

  staged(part: Part): readonly Staged[] {
    return this.#staged.get(keyOf(part)) ?? [];
  }

  refused(part: Part): readonly Refused[] {
    return this.#refused.get(keyOf(part)) ?? [];
  }

  /** Uploads that have not become a document; of one part where it names one, else of the whole request. */
  items({ id, slot }: Part): readonly UploadItem[] {
    return (this.#manager?.items ?? []).filter(
      (item) => item.requestId === id && (slot === undefined || item.slot === slot) && item.state !== 'done',
    );
  }

  /** True while staged files are being handed to the manager. */
  handing(part: Part): boolean {
    return this.#handing.has(keyOf(part));
  }

  /** The document that what is chosen will take the place of. */
  replaced(part: Part): Document | undefined {
    return this.#replaced.get(keyOf(part));
  }

  /** True where something is chosen for any request, so that its "send" is the one primary action. */
  get anyStaged(): boolean {
    return [...this.#staged.values()].some((files) => files.length);
  }

  /** A chosen file of any request. */
  find(id: number): Staged | undefined {
    return [...this.#staged.values()].flat().find((staged) => staged.id === id);
  }

  /** How many more files may be chosen for a request. */
  room(part: Part): number {
    const { id, maxFiles, documents, others = [] } = part;
    const kept = [...documents, ...others].filter(
      (one) => one.state !== 'returned' && one !== this.replaced(part),
    ).length;
    const sending = (this.#manager?.items ?? []).filter(
      (item) => item.requestId === id && item.state !== 'lost' && item.state !== 'done',
    ).length;
    return maxFiles - kept - sending - this.staged(part).length;
  }

  /** Takes one file for the place of a document that came before. */
  replace(part: Part, document: Document, file: File): void {
    for (const { id } of this.staged(part)) this.unstage(part, id);
    this.#replaced.set(keyOf(part), document);
    this.stage(part, [file]);
    if (!this.staged(part).length) this.#replaced.delete(keyOf(part));
  }

  /** Takes the files that a request accepts, and keeps the reason for each of the others. */
  stage(request: Part, files: readonly File[]): void {
    const key = keyOf(request);
    const staged = [...this.staged(request)];
    const refused: Refused[] = [];
    const pictures: [id: number, file: File][] = [];
    const room = this.room(request) + staged.length;
    for (const file of files) {
      if (staged.some((other) => sameFile(other.original, file))) continue;
      const code = refusalOf(request, file) ?? (staged.length >= room ? 'too_many_files' : undefined);
      if (code) {
        refused.push({ name: file.name, code });
        continue;
      }
      const picture = shown.test(file.type) ? URL.createObjectURL(file) : undefined;
      const id = ++this.#count;
      staged.push({ id, file, original: file, picture, look: undefined });
      if (fileTypeByName(file.name)?.startsWith('image/')) pictures.push([id, file]);
    }
    this.#staged.set(key, staged);
    this.#refused.set(key, refused);
    this.#changed();
    for (const [id, file] of pictures) void this.#prepare(request, id, file).catch(() => undefined);
  }

  /** Takes out what a camera wrote beside the picture, and then looks at it. */
  async #prepare(request: Part, id: number, original: File): Promise<void> {
    const cleaning = this.#clean(original).then((file) => {
      if (file !== original) this.#update(request, id, { file });
    });
    this.#cleaning.add(cleaning);
    await cleaning.finally(() => this.#cleaning.delete(cleaning));
    const look = await this.#look(original, request.accept.includes('image/jpeg'));
    if (!look) return;
    const { preview, instead } = look;
    this.#update(request, id, {
      look,
      ...(preview && { picture: URL.createObjectURL(preview) }),
      ...(instead && { file: instead }),
    });
    this.dispatchEvent(new CustomEvent('look', { detail: id }));
  }

  #update(part: Part, id: number, changes: Partial<Staged>): void {
    if (this.handing(part)) return;
    const next = this.staged(part).map((staged) => (staged.id === id ? { ...staged, ...changes } : staged));
    this.#staged.set(keyOf(part), next);
    this.#changed();
  }

  unstage(part: Part, id: number): void {
    this.#drop(keyOf(part), id);
    this.#changed();
  }

  #drop(key: string, id: number): void {
    const kept = (this.#staged.get(key) ?? []).filter((staged) => {
      if (staged.id === id && staged.picture) URL.revokeObjectURL(staged.picture);
      return staged.id !== id;
    });
    this.#staged.set(key, kept);
    if (!kept.length) this.#replaced.delete(key);
  }

  /** Hands the chosen files of a request to the manager. Resolves to how many were taken. */
  async send(part: Part, manager: UploadManager): Promise<number> {
    await Promise.all(this.#cleaning);
    const key = keyOf(part);
    const staged = this.staged(part);
    if (!staged.length || this.#handing.has(key)) return 0;
    this.#handing.add(key);
    this.#changed();
    try {
      const { added, refused } = await manager.add(
        this.#target(part),
        staged.map(({ file }) => file),
      );
      for (const { id } of staged) this.unstage(part, id);
      this.#refused.set(
        key,
        refused.map(({ file, code }) => ({ name: file.name, code })),
      );
      return added.length;
    } catch {
      this.fail(part);
      return 0;
    } finally {
      this.#handing.delete(key);
      this.#changed();
    }
  }

  /** What the manager counts against: all documents of the request, besides the one that goes. */
  #target(part: Part): UploadTarget {
    const { id, accept, maxBytes, maxFiles, documents, others = [], slot } = part;
    const replaced = this.replaced(part);
    return {
      id,
      accept,
      maxBytes,
      maxFiles,
      documents: [...documents, ...others].filter((document) => document !== replaced),
      ...(slot && { slot }),
      ...(replaced && { replaces: replaced.id }),
    };
  }

  /** Says that the chosen files could not be handed over, e.g. because the upload machinery did not load. */
  fail(part: Part): void {
    this.refuse(part, { name: '', code: 'notSent' });
  }

  /** Keeps what went wrong with a file of a request, until the next is chosen or sent. */
  refuse(part: Part, refused: Refused): void {
    this.#refused.set(keyOf(part), [refused]);
    this.#changed();
  }

  /** Uploads that are under way or will go on by themselves. */
  get running(): readonly UploadItem[] {
    return (this.#manager?.items ?? []).filter(({ state }) => busy.includes(state));
  }

  /** Names of what was chosen and has not become a document. */
  get unsent(): readonly string[] {
    const staged = [...this.#staged.values()].flat().map(({ file }) => file.name);
    const items = (this.#manager?.items ?? []).filter(({ state }) => state !== 'done');
    return [...items.map(({ name }) => name), ...staged];
  }

  /** Gives back the memory of every preview. */
  clear(): void {
    for (const [key, files] of this.#staged) for (const { id } of files) this.#drop(key, id);
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** False for what waits for the person: failed, or its file is gone from the browser. */
export function isMoving({ state }: UploadItem): boolean {
  return state !== 'failed' && state !== 'lost';
}

/** What can be said at once, before "send"; the manager checks again, and the server has the last word. */
function refusalOf({ accept, maxBytes }: ChecklistRequest, file: File): UploadRefusal | undefined {
  const type = fileTypeByName(file.name);
  if (!type || !accept.includes(type)) return 'file_type_not_accepted';
  if (file.size === 0) return 'file_empty';
  return file.size > maxBytes ? 'file_too_large' : undefined;
}

function sameFile(one: File, other: File): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}
