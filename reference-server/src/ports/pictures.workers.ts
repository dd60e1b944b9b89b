/**
 * Pictures on a thread of their own, which is ended when it takes too long or too much memory: a file made to stop its
 * reader stops that thread, and the next file gets a new one. One file at a time, so that the memory is one file's.
 */
import type { FileType } from '@portico/contract';
import { type Developed, PictureError, type Pictures } from './pictures.js';
import { createThread, type ThreadAnswer } from './thread.js';

/** What the thread is asked. */
export interface PictureTask {
  readonly file: Uint8Array;
  readonly type: FileType;
  readonly passport: boolean;
}

/** What it answers. */
export type PictureAnswer = ThreadAnswer<Developed>;

export interface PictureOptions {
  /** Milliseconds for one file. */
  readonly timeoutMs?: number;
  /** MiB of JavaScript's memory; the decoder's own is bounded by the pixels that it may have. */
  readonly memory?: number;
}

const DRAWN: readonly FileType[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/tiff',
  'image/heic',
  'application/pdf',
];

export function createWorkerPictures({ timeoutMs = 30_000, memory = 512 }: PictureOptions = {}): Pictures {
  const thread = createThread<PictureTask, Developed>({ name: 'pictures', timeoutMs, memory });
  return {
    draws: (type) => DRAWN.includes(type),
    async develop(file, type, { passport }) {
      try {
        return await thread.ask({ file, type, passport });
      } catch (error) {
        throw new PictureError(error instanceof Error ? error.message : 'unknown');
      }
    },
  };
}
