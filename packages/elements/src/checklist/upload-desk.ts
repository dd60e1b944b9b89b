/**
 * What lies between choosing a file and its arrival: files that were chosen and wait for the person's
 * "send", refused ones with their reason, and the upload manager's items of each request. It knows no DOM and
 * no words.
 */
import type { UploadItem, UploadManager, UploadRefusal } from '@portico/client';
import { fileTypeByName, type ChecklistRequest } from '@portico/contract';
import { withoutAsides } from '../quality/jpeg.js';
import type { Look } from '../quality/look.js';

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

/** Dispatches `look`, with the file's id as `detail`, when a picture has been looked at. Dispatches `change` whenever there is something new to draw. */
export class UploadDesk extends EventTarget {
  readonly #staged = new Map<string, readonly Staged[]>();
  readonly #refused = new Map<string, readonly Refused[]>();
  readonly #handing = new Set<string>();
  readonly #cleaning = new Set<Promise<void>>();
  readonly #look: LookAt;
  #manager: UploadManager | undefined;
  #count = 0;

  /** @param look looks at a picture; when that is known, the file has its look */
  constructor(look: LookAt) {
    super();
    this.#look = look;
  }

  /** Takes the manager once it is loaded; until then nothing is on its way. */
  set manager(manager: UploadManager) {
    this.#manager = manager;
    this.#changed();
  }

  staged(requestId: string): readonly Staged[] {
    return this.#staged.get(requestId) ?? [];
  }

  refused(requestId: string): readonly Refused[] {
    return this.#refused.get(requestId) ?? [];
  }

  /** Uploads of a request that have not become a document. */
  items(requestId: string): readonly UploadItem[] {
    return (this.#manager?.items ?? []).filter((item) => item.requestId === requestId && item.state !== 'done');
  }

  /** True while staged files are being handed to the manager. */
  handing(requestId: string): boolean {
    return this.#handing.has(requestId);
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
  room({ id, maxFiles, documents }: ChecklistRequest): number {
    const kept = documents.filter(({ state }) => state !== 'returned').length;
    const sending = this.items(id).filter(({ state }) => state !== 'lost').length;
    return maxFiles - kept - sending - this.staged(id).length;
  }

  /** Takes the files that a request accepts, and keeps the reason for each of the others. */
  stage(request: ChecklistRequest, files: readonly File[]): void {
    const staged = [...this.staged(request.id)];
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
    this.#staged.set(request.id, staged);
    this.#refused.set(request.id, refused);
    this.#changed();
    for (const [id, file] of pictures) void this.#prepare(request, id, file).catch(() => undefined);
  }

  /** Takes out what a camera wrote beside the picture, and then looks at it. */
  async #prepare(request: ChecklistRequest, id: number, original: File): Promise<void> {
    const cleaning = withoutAsides(original).then((file) => {
      if (file !== original) this.#replace(request.id, id, { file });
    });
    this.#cleaning.add(cleaning);
    await cleaning.finally(() => this.#cleaning.delete(cleaning));
    const look = await this.#look(original, request.accept.includes('image/jpeg'));
    if (!look) return;
    const { preview, instead } = look;
    this.#replace(request.id, id, {
      look,
      ...(preview && { picture: URL.createObjectURL(preview) }),
      ...(instead && { file: instead }),
    });
    this.dispatchEvent(new CustomEvent('look', { detail: id }));
  }

  #replace(requestId: string, id: number, changes: Partial<Staged>): void {
    if (this.#handing.has(requestId)) return;
    const next = this.staged(requestId).map((staged) => (staged.id === id ? { ...staged, ...changes } : staged));
    this.#staged.set(requestId, next);
    this.#changed();
  }

  unstage(requestId: string, id: number): void {
    const kept = this.staged(requestId).filter((staged) => {
      if (staged.id === id && staged.picture) URL.revokeObjectURL(staged.picture);
      return staged.id !== id;
    });
    this.#staged.set(requestId, kept);
    this.#changed();
  }

  /** Hands the chosen files of a request to the manager. Resolves to how many were taken. */
  async send(request: ChecklistRequest, manager: UploadManager): Promise<number> {
    await Promise.all(this.#cleaning);
    const staged = this.staged(request.id);
    if (!staged.length || this.#handing.has(request.id)) return 0;
    this.#handing.add(request.id);
    this.#changed();
    try {
      const { added, refused } = await manager.add(
        request,
        staged.map(({ file }) => file),
      );
      for (const { id } of staged) this.unstage(request.id, id);
      this.#refused.set(
        request.id,
        refused.map(({ file, code }) => ({ name: file.name, code })),
      );
      return added.length;
    } catch {
      this.fail(request.id);
      return 0;
    } finally {
      this.#handing.delete(request.id);
      this.#changed();
    }
  }

  /** Says that the chosen files could not be handed over, e.g. because the upload machinery did not load. */
  fail(requestId: string): void {
    this.refuse(requestId, { name: '', code: 'notSent' });
  }

  /** Keeps what went wrong with a file of a request, until the next is chosen or sent. */
  refuse(requestId: string, refused: Refused): void {
    this.#refused.set(requestId, [refused]);
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
    for (const [requestId, files] of this.#staged) for (const { id } of files) this.unstage(requestId, id);
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
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
