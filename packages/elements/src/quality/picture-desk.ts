/**
 * The page's side of the work on pictures. A browser starts a worker only from the page's own origin, so where the elements come
 * by script tag from the portal's host, and wherever a policy forbids workers, the same work is done here, in steps of a few
 * milliseconds. Decoding is off the page's thread either way.
 */
import { startWorker } from '../core/worker-address.js';
import type { Measures } from './measure.js';
import type { Corners } from './perspective.js';
import type { Steps } from './picture.js';
import type { Task } from './work.js';

interface Answer {
  readonly id: number;
  readonly outcome?: Measures | Blob;
}

/** Milliseconds of work at most before others may use the page's thread. */
const STEP = 8;
/** Milliseconds without work after which the worker goes. */
const IDLE = 20_000;

interface Waiting {
  readonly task: Task;
  readonly resolve: (outcome: Measures | Blob | undefined | Promise<Measures | Blob | undefined>) => void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let refused = false;
let count = 0;
let idle: ReturnType<typeof setTimeout> | undefined;

/** Measures a picture. Resolves to undefined where this browser cannot show it. */
export async function measurePicture(picture: Blob | ImageBitmap): Promise<Measures | undefined> {
  const outcome = await asked({ kind: 'measure', picture });
  return outcome instanceof Blob ? undefined : outcome;
}

/** Cuts out the page between four corners and makes it straight: a JPEG without any metadata. Undefined where it cannot be shown. */
export async function straighten(picture: Blob, corners: Corners, longest: number): Promise<Blob | undefined> {
  const outcome = await asked({ kind: 'straighten', picture, corners, longest });
  return outcome instanceof Blob ? outcome : undefined;
}

/** The same picture as a JPEG, the right way round and without metadata. Undefined where this browser cannot show it. */
export async function encode(picture: Blob, longest: number): Promise<Blob | undefined> {
  const outcome = await asked({ kind: 'encode', picture, longest });
  return outcome instanceof Blob ? outcome : undefined;
}

function asked(task: Task): Promise<Measures | Blob | undefined> {
  const helper = started();
  if (!helper) return here(task);
  clearTimeout(idle);
  return new Promise((resolve) => {
    const id = ++count;
    waiting.set(id, { task, resolve });
    helper.postMessage({ id, task });
  });
}

/** A page that has a worker never loads this. */
async function here(task: Task): Promise<Measures | Blob | undefined> {
  try {
    const { perform } = await import('./work.js');
    return await perform(task, resting);
  } catch {
    return undefined;
  }
}

function started(): Worker | undefined {
  if (worker ?? refused) return worker;
  worker = startWorker(new URL('./picture-worker.js', import.meta.url));
  worker?.addEventListener('message', heard);
  worker?.addEventListener('error', failed);
  refused = worker === undefined;
  return worker;
}

function heard({ data }: MessageEvent<Answer>): void {
  waiting.get(data.id)?.resolve(data.outcome);
  waiting.delete(data.id);
  if (waiting.size === 0) idle = setTimeout(ended, IDLE);
}

/** It did not load: what waits is done here. */
function failed(): void {
  refused = true;
  ended();
  for (const { task, resolve } of waiting.values()) resolve(here(task));
  waiting.clear();
}

function ended(): void {
  worker?.terminate();
  worker = undefined;
}

/** Walks the steps of a task, resting whenever others have waited long enough. */
async function resting<T>(steps: Steps<T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - since < STEP) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
}
