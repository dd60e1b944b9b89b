/**
 * Node's crypto on threads of its own. Hashing and sealing a file costs as much as taking it from the
 * network; beside the thread that serves, both go on at once. Bytes are moved and not copied.
 */
import { Worker } from 'node:worker_threads';
import type { Bytes, Lane, PlainRecord } from './bytes.js';
import { nodeBytes } from './bytes.node.js';

/** Threads are started when first used, and do not keep the process alive. @param threads how many at most */
export function createWorkerBytes(threads = 1): Bytes {
  const crew = Array.from({ length: threads }, () => new Hand());
  let next = 0;
  return {
    ...nodeBytes,
    lane() {
      const hand = crew[next % crew.length] ?? new Hand();
      next += 1;
      return hand.lane();
    },
  };
}

type Sealed = readonly (readonly Uint8Array[])[];

interface Job {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Task {
  readonly lane: number;
  readonly kind: 'begin' | 'seal' | 'hash' | 'digest' | 'drop';
  readonly key?: Uint8Array;
  readonly records?: readonly PlainRecord[];
  readonly bytes?: Uint8Array;
}

/** One thread, and what is asked of it. */
class Hand {
  #worker: Worker | undefined;
  readonly #jobs = new Map<number, Job>();
  #lanes = 0;
  #asked = 0;

  lane(): Lane {
    const worker = this.#start();
    this.#lanes += 1;
    const lane = this.#lanes;
    worker.postMessage({ lane, kind: 'begin' } satisfies Task);
    return {
      seal: async (key, records) => {
        const moved: ArrayBuffer[] = [];
        const given = records.map((record) => ({ ...record, parts: give(record.parts, records, moved) }));
        return sealedOf(await this.#ask(worker, { lane, kind: 'seal', key, records: given }, moved));
      },
      hash: async (bytes) => {
        await this.#ask(worker, { lane, kind: 'hash', bytes: new Uint8Array(bytes) });
      },
      digest: async () => String(await this.#ask(worker, { lane, kind: 'digest' })),
      drop: () => {
        worker.postMessage({ lane, kind: 'drop' } satisfies Task);
      },
    };
  }

  #ask(worker: Worker, task: Task, moved: readonly ArrayBuffer[] = []): Promise<unknown> {
    // A lane of a thread that has died is lost; the upload is read again from its blob.
    if (worker !== this.#worker) return Promise.reject(new Error('The thread that hashed has died'));
    this.#asked += 1;
    const job = this.#asked;
    return new Promise((resolve, reject) => {
      this.#jobs.set(job, { resolve, reject });
      worker.postMessage({ job, ...task }, [...moved]);
      worker.ref();
    });
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./bytes-worker.mjs', import.meta.url), { execArgv: [] });
    worker.unref();
    worker.on('message', (answer: { job: number; result?: unknown; error?: string }) => {
      const job = this.#jobs.get(answer.job);
      this.#jobs.delete(answer.job);
      if (this.#jobs.size === 0) worker.unref();
      if (answer.error === undefined) job?.resolve(answer.result);
      else job?.reject(new Error(answer.error));
    });
    worker.on('error', (error: Error) => {
      this.#worker = undefined;
      for (const { reject } of this.#jobs.values()) reject(error);
      this.#jobs.clear();
    });
    this.#worker = worker;
    return worker;
  }
}

/** Parts for the other thread: moved where these records hold all of their memory, else copied. */
function give(parts: readonly Uint8Array[], records: readonly PlainRecord[], moved: ArrayBuffer[]): Uint8Array[] {
  return parts.map((part) => {
    const { buffer } = part;
    if (buffer instanceof ArrayBuffer && held(buffer, records) === buffer.byteLength) {
      if (!moved.includes(buffer)) moved.push(buffer);
      return new Uint8Array(buffer, part.byteOffset, part.byteLength);
    }
    const copy = new Uint8Array(part);
    moved.push(copy.buffer);
    return copy;
  });
}

function held(buffer: ArrayBuffer, records: readonly PlainRecord[]): number {
  let sum = 0;
  for (const { parts } of records) for (const part of parts) if (part.buffer === buffer) sum += part.byteLength;
  return sum;
}

function sealedOf(result: unknown): Sealed {
  if (!Array.isArray(result)) throw new TypeError('The thread answered something else');
  return result.map((parts: unknown) => {
    if (!Array.isArray(parts)) throw new TypeError('The thread answered something else');
    return parts.map((part: unknown) => {
      if (part instanceof Uint8Array) return part;
      throw new TypeError('The thread answered something else');
    });
  });
}
