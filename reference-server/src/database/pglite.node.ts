/**
 * The embedded database on disk. PGlite neither refuses a second process on its directory, which then
 * silently loses rows, nor does it sync what it has committed; this module does both.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { cp, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Database } from './tables.js';
import { overPglite, pgliteOptions } from './pglite.js';
import { tend } from './tend.js';

export interface EmbeddedDatabase {
  readonly db: Database;
  /** Resolves when everything committed so far would survive power loss. */
  readonly durable: () => Promise<void>;
  /** Reclaims dead rows and gathers statistics where much has changed; to be called every minute or so. */
  readonly tend: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * @param empty a directory that this made and closed, which a new one begins as a copy of: seconds faster than making it
 * @throws DatabaseInUseError when another process has the directory open
 */
export async function openEmbedded(directory: string, empty?: string): Promise<EmbeddedDatabase> {
  await mkdir(directory, { recursive: true });
  const unlock = lock(path.join(directory, 'portico.lock'));
  try {
    const files = path.join(directory, 'pglite');
    if (empty !== undefined) await beginAs(path.join(empty, 'pglite'), files);
    const pglite = await PGlite.create({ ...pgliteOptions, dataDir: files });
    const db = overPglite(pglite);
    return {
      db,
      durable: shared(walSync(path.join(files, 'pg_wal'))),
      tend: () => tend(pglite),
      async close() {
        await pglite.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Copies beside and renames, so that a crash on the way leaves nothing that looks like a database. */
async function beginAs(empty: string, files: string): Promise<void> {
  if (existsSync(files) || !existsSync(empty)) return;
  const unfinished = `${files}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(empty, unfinished, { recursive: true });
  await rename(unfinished, files);
}

/** Another process has the database open. */
export class DatabaseInUseError extends Error {
  override name = 'DatabaseInUseError' as const;
}

/** Takes the lock file; one left by a process that has died is taken over. */
function lock(file: string): () => void {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, String(process.pid));
      fsyncSync(handle);
      closeSync(handle);
      return () => {
        unlinkSync(file);
      };
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
      const owner = Number(readFileSync(file, 'utf8'));
      if (isAlive(owner)) throw new DatabaseInUseError(`Process ${owner} has the database open (${file})`);
      unlinkSync(file);
    }
  }
  throw new DatabaseInUseError(`The lock ${file} could not be taken`);
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Syncs those segments of the write-ahead log that have changed since the last time. */
function walSync(folder: string): () => Promise<void> {
  const synced = new Map<string, number>();
  return async () => {
    for (const name of await readdir(folder)) {
      const file = path.join(folder, name);
      const { mtimeMs, isFile } = await stat(file).then((found) => ({
        mtimeMs: found.mtimeMs,
        isFile: found.isFile(),
      }));
      if (!isFile || synced.get(name) === mtimeMs) continue;
      const handle = await open(file, 'r+');
      try {
        await handle.datasync();
      } finally {
        await handle.close();
      }
      synced.set(name, mtimeMs);
    }
  };
}

/**
 * Lets callers that wait at the same time share one run. A call that arrives during a run waits for the
 * next one, since the run may have passed its bytes already.
 */
export function shared(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = () => {
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (!running) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}
