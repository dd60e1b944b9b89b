/**
 * Blobs as files. A blob's key is random, so its first two digits spread the files evenly over folders; no
 * text of a user is ever part of a path. The number of files that are open at once is bounded, and so is the
 * memory that waits for the disk, however many uploads come in.
 */
import { constants, type Stats } from 'node:fs';
import { access, type FileHandle, mkdir, open, opendir, realpath, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { type BlobStore, StorageFullError } from './blobs.js';
import { Gate } from './gate.js';
import { OpenFiles } from './open-files.js';
import { release } from './release.js';

export interface DiskBlobsOptions {
  /** Bytes of the disk that uploads leave to the database and the system; 64 MiB unless said otherwise. */
  readonly reserve?: number;
  /** Files open at once. */
  readonly mostOpen?: number;
}

/** Bytes that are gathered before the disk is asked, over all uploads; a single one gathers at most a MiB. */
const GATHERED_BYTES = 96 * 1024 * 1024;
const MOST_BURST = 1024 * 1024;
const LEAST_BURST = 64 * 1024;
const READ_BYTES = 256 * 1024;
/** Bytes after which the disk begins to keep a file that is still coming, so that little is left for its end. */
const SYNC_BYTES = 4 * 1024 * 1024;
/** Files that are so kept at the same time; more would leave no thread to write with. */
const MOST_SYNCING = 2;
/** How long a look at the free space is believed. */
const SPACE_MS = 250;

/** @param folder made where it is missing */
export async function createDiskBlobs(folder: string, options: DiskBlobsOptions = {}): Promise<BlobStore> {
  await mkdir(folder, { recursive: true });
  return new DiskBlobs(await realpath(folder), options);
}

class DiskBlobs implements BlobStore {
  readonly #root: string;
  readonly #reserve: number;
  readonly #files: OpenFiles;
  readonly #syncing = new Gate(MOST_SYNCING);
  #appending = 0;
  /** Folders that are known to be there, and to survive power loss. */
  readonly #folders = new Map<string, Promise<void>>();
  #space: { readonly at: number; readonly free: Promise<number> } | undefined;

  constructor(root: string, { reserve = 64 * 1024 * 1024, mostOpen = 512 }: DiskBlobsOptions) {
    this.#root = root;
    this.#reserve = reserve;
    this.#files = new OpenFiles(mostOpen);
  }

  async reserve(bytes: number): Promise<void> {
    if ((await this.#free()) - bytes < this.#reserve) throw new StorageFullError();
  }

  async append(key: string, at: number, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    const file = this.#path(key);
    if (at === 0) await this.#makeFolder(path.dirname(file));
    this.#appending += 1;
    try {
      await this.#files.use(file, at === 0, (handle) => (at === 0 ? Promise.resolve() : cut(handle, at)));
      const end = await this.#appendBursts(file, at, bytes);
      if (at === 0) await this.#syncFolder(path.dirname(file));
      return end;
    } finally {
      this.#appending -= 1;
      await this.#files.close(file);
    }
  }

  async #appendBursts(file: string, at: number, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    let end = at;
    let begun = at;
    let syncing = Promise.resolve();
    try {
      for await (const burst of bursts(bytes, () => this.#burstBytes())) {
        await this.reserve(0);
        await this.#files.use(file, false, async (handle) => {
          await writeAll(handle, burst.parts, end);
          release(burst.parts);
        });
        end += burst.size;
        if (end - begun >= SYNC_BYTES) {
          begun = end;
          syncing = Promise.all([syncing, this.#sync(file)]).then(ignore);
          // Said at the end; until then nobody waits for it.
          syncing.catch(ignore);
        }
      }
      await syncing;
      await this.#files.use(file, false, (handle) => handle.datasync());
      return end;
    } catch (error) {
      await syncing.catch(ignore);
      // What came before stays, and is told by the next HEAD; so it must be as safe as the rest.
      await this.#files.use(file, false, (handle) => handle.datasync());
      throw isFull(error) ? new StorageFullError('The disk is full', { cause: error }) : error;
    }
  }

  #sync(file: string): Promise<void> {
    return this.#syncing.pass(() => this.#files.pass(() => withFile(file, (handle) => handle.datasync())));
  }

  #burstBytes(): number {
    return Math.max(LEAST_BURST, Math.min(MOST_BURST, GATHERED_BYTES / this.#appending));
  }

  async size(key: string): Promise<number | undefined> {
    return (await statOf(this.#path(key)))?.size;
  }

  async *read(key: string, start: number, end: number): AsyncGenerator<Uint8Array> {
    const file = this.#path(key);
    for (let at = start; at < end;) {
      const chunk = await this.#files.pass(() =>
        withFile(file, async (handle) => {
          const buffer = Buffer.allocUnsafeSlow(Math.min(READ_BYTES, end - at));
          const { bytesRead } = await handle.read(buffer, 0, buffer.byteLength, at);
          return buffer.subarray(0, bytesRead);
        }),
      );
      if (chunk.byteLength === 0) return;
      at += chunk.byteLength;
      yield chunk;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  async *list(): AsyncGenerator<{ key: string; size: number; changedAt: Date }> {
    for await (const entry of await opendir(this.#root, { recursive: true })) {
      if (!entry.isFile() || !KEY.test(entry.name)) continue;
      const found = await statOf(path.join(entry.parentPath, entry.name));
      if (found) yield { key: entry.name, size: found.size, changedAt: found.mtime };
    }
  }

  async check(): Promise<void> {
    await access(this.#root, constants.R_OK | constants.W_OK);
  }

  #syncFolder(folder: string): Promise<void> {
    return this.#files.pass(() => withFile(folder, (handle) => handle.sync()));
  }

  /** Makes a folder once, and its entry durable. */
  #makeFolder(folder: string): Promise<void> {
    const known = this.#folders.get(folder);
    if (known) return known;
    const making = makeDurable(folder, this.#root);
    this.#folders.set(folder, making);
    making.catch(() => this.#folders.delete(folder));
    return making;
  }

  /** Free bytes of the disk, asked once for all who want to know at about the same time. */
  #free(): Promise<number> {
    const now = performance.now();
    if (!this.#space || now - this.#space.at > SPACE_MS) {
      this.#space = { at: now, free: statfs(this.#root).then(({ bavail, bsize }) => bavail * bsize) };
    }
    return this.#space.free;
  }

  /** The only way from a key to a place: two hexadecimal digits, two folders, one file, all below the root. */
  #path(key: string): string {
    if (!KEY.test(key)) throw new RangeError('Not a key of a blob');
    return path.join(this.#root, key.slice(0, 1), key.slice(1, 2), key);
  }
}

const KEY = /^[0-9a-f]{16,64}$/;

interface Burst {
  readonly parts: readonly Uint8Array[];
  readonly size: number;
}

/** Gathers parts, so that the disk is asked seldom. What came before an error is still given away. */
async function* bursts(bytes: AsyncIterable<Uint8Array>, most: () => number): AsyncGenerator<Burst> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of bytes) {
    if (size >= most()) {
      yield { parts, size };
      parts = [];
      size = 0;
    }
    parts.push(part);
    size += part.byteLength;
  }
  if (size > 0) yield { parts, size };
}

async function cut(handle: FileHandle, at: number): Promise<void> {
  const { size } = await handle.stat();
  if (size < at) throw new RangeError('A blob has no holes');
  if (size > at) await handle.truncate(at);
}

async function writeAll(handle: FileHandle, parts: readonly Uint8Array[], at: number): Promise<void> {
  const size = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const { bytesWritten } = await handle.writev([...parts], at);
  if (bytesWritten === size) return;
  // Less than asked for means that the disk is full or nearly so; the rest says which.
  const rest = Buffer.concat(parts).subarray(bytesWritten);
  if (bytesWritten === 0) throw new StorageFullError();
  await writeAll(handle, [rest], at + bytesWritten);
}

async function withFile<T>(file: string, run: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await run(handle);
  } finally {
    await handle.close();
  }
}

async function makeDurable(folder: string, root: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let at = folder; at.length >= root.length; at = path.dirname(at)) {
    await withFile(at, (handle) => handle.sync());
  }
}

async function statOf(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function ignore(): void {
  // Nothing to hand on.
}

function isFull(error: unknown): boolean {
  return isCode(error, 'ENOSPC') || isCode(error, 'EDQUOT');
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
