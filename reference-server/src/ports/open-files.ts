/**
 * Keeps a bounded number of files open for writing. A burst that finds its file open saves two calls; with
 * more uploads than files, the one that was used longest ago is closed and opened again when it moves on.
 */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Gate } from './gate.js';

export class OpenFiles {
  readonly #most: number;
  readonly #gate: Gate;
  /** Files that nobody uses at the moment, the one used longest ago first. */
  readonly #idle = new Map<string, FileHandle>();
  #busy = 0;

  /** @param most files that may be open at once */
  constructor(most: number) {
    this.#most = most;
    this.#gate = new Gate(most);
  }

  /**
   * Runs with a file open for writing; it stays open until {@link close}. One run at a time for each file.
   * @param create makes the file, or empties it
   */
  use<T>(file: string, create: boolean, run: (handle: FileHandle) => Promise<T>): Promise<T> {
    return this.#gate.pass(async () => {
      this.#busy += 1;
      try {
        const known = this.#idle.get(file);
        this.#idle.delete(file);
        if (!known) await this.#makeRoom();
        const handle = known ?? (await openToWrite(file, create));
        try {
          return await run(handle);
        } finally {
          this.#idle.set(file, handle);
        }
      } finally {
        this.#busy -= 1;
      }
    });
  }

  /** Closes a file that has been used. */
  async close(file: string): Promise<void> {
    const handle = this.#idle.get(file);
    this.#idle.delete(file);
    await handle?.close();
  }

  /** Runs with one file more than those above open, within the same bound. */
  async pass<T>(run: () => Promise<T>): Promise<T> {
    return this.#gate.pass(async () => {
      this.#busy += 1;
      try {
        await this.#makeRoom();
        return await run();
      } finally {
        this.#busy -= 1;
      }
    });
  }

  async #makeRoom(): Promise<void> {
    if (this.#idle.size + this.#busy <= this.#most) return;
    for (const file of this.#idle.keys()) {
      await this.close(file);
      return;
    }
  }
}

function openToWrite(file: string, create: boolean): Promise<FileHandle> {
  const flags = constants.O_WRONLY | constants.O_NOFOLLOW | (create ? constants.O_CREAT | constants.O_TRUNC : 0);
  return open(file, flags, 0o600);
}
