/**
 * The one pass over a body: each chunk goes to the checks, into the hash and into sealed records, and is
 * never read again. A record holds 64 KiB; the last one of a connection holds what is left, so that a
 * connection that breaks loses nothing that arrived.
 */
import { fileTooLarge } from '@portico/contract';
import { RECORD_BYTES, sealRecord } from '../files/sealed.js';
import { Refusal } from '../http/refusal.js';
import type { Bytes } from '../ports/bytes.js';
import type { Live } from './live.js';

export interface Intake {
  readonly bytes: Bytes;
  readonly live: Live;
  /** Bytes of the whole file. */
  readonly length: number;
  readonly body: ReadableStream<Uint8Array>;
  /** Says that somebody else waits to write this upload. */
  readonly stop: AbortSignal;
  /** Called before bytes are given away. @throws to end the writing */
  readonly ensure: () => Promise<void> | undefined;
}

/**
 * Yields what is to be appended to the blob. Ends when the body does, also where it breaks.
 * @throws Refusal where the file must not come in
 */
export async function* takeIn(intake: Intake): AsyncGenerator<Uint8Array> {
  const { live, length, body, stop, ensure } = intake;
  const reader = body.getReader();
  const leave = () => void reader.cancel().catch(ignore);
  stop.addEventListener('abort', leave);
  const record = new OpenRecord();
  try {
    for (let chunk = await next(reader); chunk && !stop.aborted; chunk = await next(reader)) {
      if (live.layout.plainSize + record.size + chunk.byteLength > length) throw new Refusal(fileTooLarge);
      await live.inspection.push(chunk);
      live.hasher.update(chunk);
      // Sealed only when more has come: the record that completes the file waits for the body's end.
      for (let rest = chunk; rest.byteLength > 0;) {
        if (record.size === RECORD_BYTES) {
          await ensure();
          yield* await seal(intake, record.take());
        }
        rest = record.fill(rest);
      }
    }
    if (record.size > 0) {
      await ensure();
      yield* await seal(intake, record.take());
    }
  } finally {
    stop.removeEventListener('abort', leave);
    leave();
  }
}

/** The next chunk; undefined at the end and where the connection breaks. */
async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return (await reader.read()).value;
  } catch {
    return undefined;
  }
}

async function seal({ bytes, live }: Intake, plain: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  const sealed = await sealRecord(bytes, live.file, live.layout.sealedSize, plain);
  live.layout.add(plain.reduce((sum, part) => sum + part.byteLength, 0));
  return sealed;
}

/** The record being filled, in the pieces that arrived. */
class OpenRecord {
  #parts: Uint8Array[] = [];
  size = 0;

  /** @returns what did not fit */
  fill(chunk: Uint8Array): Uint8Array {
    const part = chunk.subarray(0, RECORD_BYTES - this.size);
    this.#parts.push(part);
    this.size += part.byteLength;
    return chunk.subarray(part.byteLength);
  }

  take(): readonly Uint8Array[] {
    const parts = this.#parts;
    this.#parts = [];
    this.size = 0;
    return parts;
  }
}

function ignore(): void {
  // A body that cannot be cancelled has broken already.
}
