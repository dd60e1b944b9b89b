/**
 * Pictures on a thread of their own, which is ended when it takes too long or too much memory: a file made to stop its
 * reader stops that thread, and the next file gets a new one. One file at a time, so that the memory is one file's.
 */
import { Worker } from 'node:worker_threads';
import type { FileType } from '@portico/contract';
import type { PassportReading } from '../passport/read.js';
import { Gate } from './gate.js';
import { type Developed, type PagePicture, PictureError, type Pictures } from './pictures.js';

/** What the thread is asked. */
export interface PictureTask {
  readonly file: Uint8Array;
  readonly type: FileType;
  readonly passport: boolean;
}

/** What it answers: one or the other. */
export type PictureAnswer =
  { readonly pages: readonly PagePicture[]; readonly passport: PassportReading | null } | { readonly error: string };

export interface PictureOptions {
  /** Milliseconds for one file. */
  readonly timeoutMs?: number;
  /** MiB of JavaScript's memory; the decoder's own is bounded by the pixels that it may have. */
  readonly memory?: number;
}

const DRAWN: readonly FileType[] = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];

/** The thread as it was built beside this module; in the workspace its source, which a thread has to learn to load. */
const SOURCE = new URL('./pictures-worker.ts', import.meta.url).href;
const thread = () =>
  import.meta.url.endsWith('.ts')
    ? { code: `import('tsx/esm/api').then((tsx) => { tsx.register(); return import('${SOURCE}'); })`, eval: true }
    : { code: new URL('./pictures-worker.mjs', import.meta.url), eval: false };

export function createWorkerPictures({ timeoutMs = 30_000, memory = 512 }: PictureOptions = {}): Pictures {
  const gate = new Gate(1);
  let idle: Worker | undefined;

  const start = () => {
    const { code, eval: isCode } = thread();
    const worker = new Worker(code, {
      eval: isCode,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memory },
      stderr: true,
      stdout: true,
    });
    worker.unref();
    return worker;
  };

  const ask = async (task: PictureTask): Promise<Developed> => {
    const worker = idle ?? start();
    idle = undefined;
    const { answer, spent } = await answerOf(worker, task, timeoutMs);
    if (spent) void worker.terminate();
    else idle = worker;
    worker.unref();
    if ('error' in answer) throw new PictureError(answer.error);
    return answer;
  };

  return {
    draws: (type) => DRAWN.includes(type),
    develop: (file, type, { passport }) => gate.pass(() => ask({ file, type, passport })),
  };
}

/** @returns what the thread says of the file, and whether the thread is spent: it has ended, or never would */
function answerOf(
  worker: Worker,
  task: PictureTask,
  timeoutMs: number,
): Promise<{ readonly answer: PictureAnswer; readonly spent: boolean }> {
  return new Promise((resolve) => {
    const settle = (answer: PictureAnswer, spent: boolean) => {
      clearTimeout(timer);
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
      worker.on('error', () => undefined);
      resolve({ answer, spent });
    };
    const fail = (error: string) => settle({ error }, true);
    const timer = setTimeout(() => fail('It takes too long to draw'), timeoutMs);
    worker.ref();
    worker.once('message', (answer: PictureAnswer) => settle(answer, false));
    worker.once('error', (error: Error) => fail(`The thread stumbled: ${error.message}`));
    worker.once('exit', () => fail('The thread has ended'));
    worker.postMessage(task);
  });
}
