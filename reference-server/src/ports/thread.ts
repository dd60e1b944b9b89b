/**
 * A thread of its own for what would block the one that serves, or stumble over a stranger's file. One task at a time; a
 * thread that takes too long or too much memory is ended, and the next task gets a new one.
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
  /** Tasks after which the thread is ended, for one that gives no memory back by itself. */
  readonly most?: number;
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
  const { name, timeoutMs, memory, idleMs, most = Number.POSITIVE_INFINITY } = options;
  const gate = new Gate(1);
  let idle: Worker | undefined;
  let resting: NodeJS.Timeout | undefined;
  let done = 0;

  const start = () => {
    const { code, eval: isCode } = beginning(name);
    const worker = new Worker(code, {
      eval: isCode,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memory },
      stderr: true,
      stdout: true,
    });
    worker.unref();
    done = 0;
    return worker;
  };

  const rest = (worker: Worker) => {
    idle = worker;
    if (idleMs === undefined) return;
    resting = setTimeout(() => {
      idle = undefined;
      void worker.terminate();
    }, idleMs);
    resting.unref();
  };

  const ask = async (task: Task): Promise<Answer> => {
    clearTimeout(resting);
    const worker = idle ?? start();
    idle = undefined;
    const { answer, spent } = await answerOf<Answer>(worker, task, timeoutMs);
    done += 1;
    if (spent || done >= most) void worker.terminate();
    else rest(worker);
    worker.unref();
    if (isError(answer)) throw new ThreadError(answer.error);
    return answer;
  };

  return { ask: (task) => gate.pass(() => ask(task)) };
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
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
      worker.on('error', () => undefined);
      resolve({ answer, spent });
    };
    const fail = (error: string) => settle({ error }, true);
    const timer = setTimeout(() => fail('It takes too long'), timeoutMs);
    worker.ref();
    worker.once('message', (answer: ThreadAnswer<Answer>) => settle(answer, false));
    worker.once('error', (error: Error) => fail(`The thread stumbled: ${error.message}`));
    worker.once('exit', () => fail('The thread has ended'));
    worker.postMessage(task);
  });
}
