/**
 * A thread of its own for what would block the one that serves, or stumble over a stranger's file. One task at a time; a
 * thread that takes too long or too much memory is ended, and the next task gets a new one. One that is good for so many
 * tasks only has its successor started behind it, so that no task waits for the change.
 */
import { Worker } from 'node:worker_threads';
import { Gate } from './gate.js';

export interface ThreadOptions {
  /** `pictures` begins with the module `pictures-worker`. */
  readonly name: string;
  /** Milliseconds for one task. */
  readonly timeoutMs: number;
  /** MiB of JavaScript's memory. */
  readonly memory: number;
  /** Milliseconds without a task after which the thread, and its memory, is given back; it is kept otherwise. */
  readonly idleMs?: number;
  /** Tasks after which another thread takes over, for one that gives no memory back by itself. */
  readonly most?: number;
  /** What each thread begins with, as `workerData`: made once for all of them, and forgotten when the thread is given back. */
  readonly dowry?: () => Promise<unknown>;
}

/** Thrown where the thread says so, stumbles, or takes too long. */
export class ThreadError extends Error {
  override name = 'ThreadError' as const;
}

export interface Thread<Task, Answer> {
  /** @throws ThreadError */
  ask(task: Task): Promise<Answer>;
}

/** A thread answers each message with one of its own: what was asked for, or `error`. */
export type ThreadAnswer<Answer> = Answer | { readonly error: string };

/** @param Answer has no `error` */
export function createThread<Task, Answer extends object>(options: ThreadOptions): Thread<Task, Answer> {
  const { name, timeoutMs, memory, idleMs, most, dowry } = options;
  const gate = new Gate(1);
  let given: Promise<unknown> | undefined;
  let current: Promise<Worker> | undefined;
  let successor: Promise<Worker> | undefined;
  let resting: NodeJS.Timeout | undefined;
  let done = 0;

  const start = async (): Promise<Worker> => {
    const workerData = await (given ??= dowry?.());
    const { code, eval: isCode } = beginning(name);
    const worker = new Worker(code, {
      eval: isCode,
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memory },
      stderr: true,
      stdout: true,
    });
    worker.unref();
    // One that ends before it was asked anything is not asked.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      ended.add(worker);
    });
    return worker;
  };

  const giveBack = () => {
    for (const one of [current, successor]) void one?.then((worker) => worker.terminate());
    [given, current, successor] = [undefined, undefined, undefined];
  };

  const living = async (one: Promise<Worker> | undefined): Promise<Worker> => {
    const worker = await (one ?? start());
    return ended.has(worker) ? start() : worker;
  };

  const ask = async (task: Task): Promise<Answer> => {
    clearTimeout(resting);
    const worker = await living(current);
    const { answer, spent } = await answerOf<Answer>(worker, task, timeoutMs);
    worker.unref();
    done += 1;
    if (spent || done === most) {
      void worker.terminate();
      [current, successor, done] = [successor, undefined, 0];
    } else {
      current = Promise.resolve(worker);
      if (most !== undefined) successor ??= quiet(start());
    }
    if (idleMs !== undefined) resting = setTimeout(giveBack, idleMs).unref();
    if (isError(answer)) throw new ThreadError(answer.error);
    return answer;
  };

  return { ask: (task) => gate.pass(() => ask(task)) };
}

/** Threads that have ended: one that was started ahead may have, before anybody asked it. */
const ended = new WeakSet<Worker>();

/** What fails ahead of time fails again when it is asked for. */
function quiet<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

/** The thread as it was built beside this module; in the workspace its source, which a thread has to learn to load. */
function beginning(name: string): { readonly code: string | URL; readonly eval: boolean } {
  if (!import.meta.url.endsWith('.ts')) return { code: new URL(`./${name}-worker.mjs`, import.meta.url), eval: false };
  const source = new URL(`./${name}-worker.ts`, import.meta.url).href;
  return { code: `import('tsx/esm/api').then((tsx) => { tsx.register(); return import('${source}'); })`, eval: true };
}

function isError<Answer extends object>(answer: ThreadAnswer<Answer>): answer is { readonly error: string } {
  return 'error' in answer;
}

/** @returns what the thread says, and whether it is spent: it has ended, or never would */
function answerOf<Answer>(
  worker: Worker,
  task: unknown,
  timeoutMs: number,
): Promise<{ readonly answer: ThreadAnswer<Answer>; readonly spent: boolean }> {
  return new Promise((resolve) => {
    const settle = (answer: ThreadAnswer<Answer>, spent: boolean) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve({ answer, spent });
    };
    const fail = (error: string) => settle({ error }, true);
    const timer = setTimeout(() => fail('It takes too long'), timeoutMs);
    const onMessage = (answer: ThreadAnswer<Answer>) => settle(answer, false);
    const onError = (error: Error) => fail(`The thread stumbled: ${error.message}`);
    const onExit = () => fail('The thread has ended');
    worker.ref();
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task);
  });
}
