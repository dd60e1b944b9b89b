/**
 * The one pass over a body: each chunk goes to the checks, into the hash and into sealed records, and is
 * never read again. A record holds 64 KiB; the last one of a connection holds what is left, so that a
 * connection that breaks loses nothing that arrived.
 */
import { fileTooLarge } from '@portico/contract';
import { type PlainParts, RECORD_BYTES, sealRecords, sizeOf } from '../files/sealed.js';
import { Refusal } from '../http/refusal.js';
import type { Pieces } from '../ports/body.js';
import type { Live } from './live.js';

export interface Intake {
  readonly live: Live;
  /** Bytes of the whole file. */
  readonly length: number;
  readonly body: Pieces;
  /** Says that somebody else waits to write this upload. */
  readonly stop: AbortSignal;
  /** Records that are sealed together; fewer when many uploads share the memory. */
  readonly batch: () => number;
  /** Called before bytes are given away. @throws to end the writing */
  readonly ensure: () => Promise<void> | undefined;
}

/**
 * Yields what is to be appended to the blob. Ends when the body does, also where it breaks.
 * @throws Refusal where the file must not come in
 */
export async function* takeIn(intake: Intake): AsyncGenerator<Uint8Array> {
  const { live, length, body, stop } = intake;
  const leave = () => {
    body.leave();
  };
  stop.addEventListener('abort', leave);
  const pending = new Records();
  try {
    for (let chunk = await body.next(); chunk && !stop.aborted; chunk = await body.next()) {
      if (live.layout.plainSize + pending.size + chunk.byteLength > length) throw new Refusal(fileTooLarge);
      await live.inspection.push(chunk);
      // Sealed only when more has come: the record that completes the file waits for the body's end.
      if (pending.full >= intake.batch()) yield* await seal(intake, pending.takeFull());
      pending.add(chunk);
    }
    if (pending.size > 0) yield* await seal(intake, pending.takeAll());
  } finally {
    stop.removeEventListener('abort', leave);
    leave();
  }
}

async function seal({ live, ensure }: Intake, records: readonly PlainParts[]): Promise<readonly Uint8Array[]> {
  await ensure();
  const sizes = records.map(sizeOf);
  const sealed = await sealRecords(live.lane, live.file, live.layout.sealedSize, records);
  for (const size of sizes) live.layout.add(size);
  return sealed;
}

/** Bytes on their way into records, in the pieces in which they arrived. */
class Records {
  #full: PlainParts[] = [];
  #open: Uint8Array[] = [];
  #openSize = 0;

  /** Bytes in all. */
  get size(): number {
    return this.#full.length * RECORD_BYTES + this.#openSize;
  }

  /** Records that are full. */
  get full(): number {
    return this.#full.length;
  }

  add(chunk: Uint8Array): void {
    for (let rest = chunk; rest.byteLength > 0;) {
      const part = rest.subarray(0, RECORD_BYTES - this.#openSize);
      rest = rest.subarray(part.byteLength);
      this.#open.push(part);
      this.#openSize += part.byteLength;
      if (this.#openSize === RECORD_BYTES) {
        this.#full.push(this.#open);
        this.#open = [];
        this.#openSize = 0;
      }
    }
  }

  /** The full records; what is left keeps a copy of its pieces, since those are given away with them. */
  takeFull(): readonly PlainParts[] {
    const full = this.#full;
    this.#full = [];
    this.#open = this.#open.map((part) => part.slice());
    return full;
  }

  takeAll(): readonly PlainParts[] {
    const all = this.#openSize > 0 ? [...this.#full, this.#open] : this.#full;
    this.#full = [];
    this.#open = [];
    this.#openSize = 0;
    return all;
  }
}
