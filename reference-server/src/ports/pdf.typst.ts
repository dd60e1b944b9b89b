/**
 * Documents by Typst as WebAssembly, on a thread of its own: the first takes as long as the compiler takes to load, each
 * further one some 20 ms. The compiler and its fonts are kept for ten minutes after the last, and then their memory is given
 * back.
 */
import { readFile } from 'node:fs/promises';
import { PdfError, type PdfMaker } from './pdf.js';
import { createThread, type ThreadAnswer } from './thread.js';

/** What the thread is asked. */
export interface PdfTask {
  readonly template: string;
  readonly source: string;
  /** JSON. */
  readonly data: string;
}

/** What it answers. */
export interface PdfMade {
  readonly pdf: Uint8Array<ArrayBuffer>;
}
export type PdfAnswer = ThreadAnswer<PdfMade>;

export interface TypstOptions {
  /** Milliseconds for one document, the loading of the compiler among them. */
  readonly timeoutMs?: number;
  /** Documents after which the compiler is loaded anew. */
  readonly most?: number;
}

const IDLE_MS = 600_000;
/** The compiler keeps half a megabyte of each. */
const MOST = 300;
const MEMORY_MB = 256;

export function createTypstPdf({ timeoutMs = 60_000, most = MOST }: TypstOptions = {}): PdfMaker {
  const thread = createThread<PdfTask, PdfMade>({ name: 'pdf', timeoutMs, memory: MEMORY_MB, idleMs: IDLE_MS, most });
  const sources = new Map<string, Promise<string>>();
  const sourceOf = (template: string) => {
    const source = sources.get(template) ?? readFile(placeOf(template), 'utf8');
    sources.set(template, source);
    return source;
  };
  return {
    async make({ template, data }) {
      const source = await sourceOf(template);
      try {
        return (await thread.ask({ template, source, data: JSON.stringify(data) })).pdf;
      } catch (error) {
        throw new PdfError(`${template}: ${error instanceof Error ? error.message : 'unknown'}`);
      }
    },
  };
}

/** Beside its feature in the workspace; a built server has the templates of all in one folder. */
function placeOf(template: string): URL {
  return new URL(import.meta.url.endsWith('.ts') ? `../${template}` : `./templates/${template}`, import.meta.url);
}
