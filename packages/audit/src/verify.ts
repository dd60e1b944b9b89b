/**
 * Verifies an export with nothing but the file: every leaf, the order and completeness of the numbers, the root at each
 * checkpoint and its signature. That every checkpoint has the root of one and the same growing tree is what makes
 * them consistent with each other. The first line that is wrong is named.
 */
import { toBase64 } from './base64.js';
import { type Checkpoint, openCheckpoint } from './checkpoint.js';
import { detailsTextHash, type Entry, entryTextHash, ERASURE } from './entry.js';
import type { Beginning } from './export-lines.js';
import { linesOf } from './lines.js';
import { hasOneSignature, type NoteKey, parseVerifierKey, verifierKey } from './note.js';
import { readBeginning, type ReadEntry, readLine } from './read-line.js';
import { Tree } from './tree.js';

export interface VerifyOptions {
  /** The firm's verifier key, from elsewhere than the file. Without it the file vouches for itself. */
  readonly key?: string | undefined;
  /** A checkpoint that was kept elsewhere: the file must have grown from it. */
  readonly checkpoint?: string | undefined;
}

export type Verdict = Whole | Tampered | NoExport;

export interface Whole {
  readonly outcome: 'whole';
  readonly firm: string;
  /** Verifier key. */
  readonly key: string;
  readonly entries: number;
  /** Time of the first and the last entry. */
  readonly from: string;
  readonly until: string;
  readonly checkpoints: number;
  /** Entries whose details were erased, as later entries say. */
  readonly erased: number;
  /** In base64. */
  readonly root: string;
}

export interface Tampered {
  readonly outcome: 'tampered';
  /** The first line that is wrong, from 1. */
  readonly line: number;
  readonly reason: string;
}

export interface NoExport {
  readonly outcome: 'not an export';
  readonly reason: string;
}

/** @param bytes of the file, in pieces of any size */
export async function verifyExport(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: VerifyOptions = {},
): Promise<Verdict> {
  let number = 1;
  try {
    let verification: Verification | undefined;
    for await (const lines of linesOf(bytes)) {
      for (const line of lines) {
        number = line.number;
        if (verification) await verification.next(line.text, number);
        else verification = await Verification.begin(line.text, options);
      }
    }
    if (!verification) return { outcome: 'not an export', reason: 'The file is empty.' };
    number += 1;
    return verification.end();
  } catch (error) {
    if (error instanceof NotAnExport) return { outcome: 'not an export', reason: error.message };
    if (error instanceof Fault) return { outcome: 'tampered', line: error.line ?? number, reason: error.message };
    throw error;
  }
}

/** What is wrong with a file. */
class Fault extends Error {
  override name = 'Fault' as const;
  /** Where it is not the line being read. */
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

class NotAnExport extends Error {
  override name = 'NotAnExport' as const;
}

class Verification {
  readonly #beginning: Beginning;
  readonly #key: NoteKey;
  readonly #last: Checkpoint;
  readonly #kept: Checkpoint | undefined;
  readonly #tree = new Tree();
  #checkpoints = 0;
  /** Size at the last checkpoint that was read. */
  #signed = 0;
  #erased = 0;
  /** Entries without details, and their lines, that no later entry has accounted for yet. */
  #missing: { readonly seq: number; readonly line: number }[] = [];
  #from = '';
  #until = '';

  private constructor(beginning: Beginning, key: NoteKey, last: Checkpoint, kept: Checkpoint | undefined) {
    this.#beginning = beginning;
    this.#key = key;
    this.#last = last;
    this.#kept = kept;
  }

  static async begin(text: string | undefined, options: VerifyOptions): Promise<Verification> {
    const beginning = text === undefined ? undefined : readBeginning(text);
    if (!beginning) throw new NotAnExport('Its first line is not that of an export of this version.');
    const key = parseVerifierKey(beginning.key);
    if (!key) throw new Fault('The key is no verifier key.');
    if (options.key !== undefined && options.key !== beginning.key)
      throw new Fault('The key is another than the one that was expected.');
    const last = await openCheckpoint(beginning.checkpoint, key);
    if (!last || !hasOneSignature(beginning.checkpoint))
      throw new Fault('The last checkpoint is not signed by the key.');
    if (!last.origin.endsWith(`/audit/${beginning.firm}`)) throw new Fault('The key is that of another firm.');
    const kept = options.checkpoint === undefined ? undefined : await openCheckpoint(options.checkpoint, key);
    if (options.checkpoint !== undefined && !kept)
      throw new Fault('The checkpoint that was kept is not signed by the key of the file.');
    if (kept && kept.size > last.size)
      throw new Fault(`The file ends at entry ${last.size}; the checkpoint that was kept has ${kept.size}.`);
    return new Verification(beginning, key, last, kept);
  }

  /** @throws Fault where the line is wrong */
  async next(text: string | undefined, number: number): Promise<void> {
    const line = text === undefined ? undefined : readLine(text);
    if (!line) throw new Fault('The line is not as the server writes it.');
    if (line.kind === 'checkpoint') await this.#checkpoint(line.checkpoint);
    else this.#entry(line, number);
  }

  /** @throws Fault where something is missing at the end */
  end(): Whole {
    const { size } = this.#tree;
    if (size < this.#last.size || this.#signed < size)
      throw new Fault(`The file ends after entry ${size}; its first line says ${this.#last.size}, all of them signed.`);
    if (this.#checkpoints !== this.#beginning.checkpoints)
      throw new Fault(`${this.#checkpoints} checkpoints instead of ${this.#beginning.checkpoints}.`);
    const [missing] = this.#missing;
    if (missing)
      throw new Fault(`The details of entry ${missing.seq} are gone, and no later entry says so.`, missing.line);
    return {
      outcome: 'whole',
      firm: this.#beginning.firm,
      key: verifierKey(this.#key),
      entries: size,
      from: this.#from,
      until: this.#until,
      checkpoints: this.#checkpoints,
      erased: this.#erased,
      root: this.#last.root,
    };
  }

  #entry({ entry, text, leaf, details }: ReadEntry, number: number): void {
    const seq = this.#tree.size + 1;
    if (entry.seq !== seq) throw new Fault(`Entry ${entry.seq} stands where entry ${seq} belongs.`);
    if (seq > this.#last.size) throw new Fault(`There is an entry more than the ${this.#last.size} of the first line.`);
    if (entry.firm !== this.#beginning.firm) throw new Fault(`Entry ${seq} is another firm's.`);
    const hash = entryTextHash(text);
    if (toBase64(hash) !== leaf) throw new Fault(`Entry ${seq} is not the one that its hash was made from.`);
    this.#tree.append(hash);
    this.#details(entry, details, number);
    if (entry.action === ERASURE) this.#erasure(Number(entry.object));
    if (seq === 1) this.#from = entry.at;
    this.#until = entry.at;
    if (seq === this.#kept?.size && toBase64(this.#tree.root()) !== this.#kept.root)
      throw new Fault(`Entries 1 to ${seq} are not those of the checkpoint that was kept.`);
  }

  #details(entry: Entry, details: string | null, line: number): void {
    if (details !== null) {
      if (detailsTextHash(details) !== entry.detailsHash)
        throw new Fault(`The details of entry ${entry.seq} are not those that it was made with.`);
    } else if (entry.detailsHash !== null) this.#missing.push({ seq: entry.seq, line });
  }

  /** Whoever erases details writes down up to which entry. */
  #erasure(last: number): void {
    const left = this.#missing.filter(({ seq }) => !(seq <= last));
    this.#erased += this.#missing.length - left.length;
    this.#missing = left;
  }

  async #checkpoint(note: string): Promise<void> {
    const checkpoint = await openCheckpoint(note, this.#key);
    const { size } = this.#tree;
    if (!checkpoint || !hasOneSignature(note)) throw new Fault('The checkpoint is not signed by the key.');
    if (checkpoint.size !== size || size === this.#signed)
      throw new Fault(`The checkpoint over ${checkpoint.size} entries stands after entry ${size}.`);
    if (checkpoint.root !== toBase64(this.#tree.root()))
      throw new Fault(`Entries ${this.#signed + 1} to ${size} are not those that the checkpoint was signed over.`);
    if (size === this.#last.size && note !== this.#beginning.checkpoint)
      throw new Fault('The last checkpoint is not that of the first line.');
    this.#signed = size;
    this.#checkpoints += 1;
  }
}
