/**
 * Documents by Typst as WebAssembly, on a thread of its own: the first takes as long as the compiler takes to load, each
 * further one some 20 ms. The compiler and its fonts are kept for ten minutes after the last, and then their memory is given
 * back.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PdfError, type PdfMaker } from './pdf.js';
import { createThread, type ThreadAnswer } from './thread.js';

/** What the thread is asked. */
export interface PdfTask {
  readonly template: string;
  /** Of the template and of what it imports, by path. */
  readonly sources: Readonly<Record<string, string>>;
  /** JSON. */
  readonly data: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
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
/**
 * The compiler remembers whatever it has set, and nothing that it exports makes it forget: 4 MB of each document, and from the
 * eleventh on it takes up to five times as long to look things up there.
 */
const MOST = 8;
const MEMORY_MB = 256;

export function createTypstPdf({ timeoutMs = 60_000, most = MOST }: TypstOptions = {}): PdfMaker {
  const thread = createThread<PdfTask, PdfMade>({
    ...{ name: 'pdf', timeoutMs, memory: MEMORY_MB, idleMs: IDLE_MS, most },
    dowry: compilerCode,
  });
  const known = new Map<string, Promise<Readonly<Record<string, string>>>>();
  const sourcesOf = (template: string) => {
    const sources = known.get(template) ?? readSources(template);
    known.set(template, sources);
    return sources;
  };
  return {
    async make({ template, data, files = {} }) {
      const sources = await sourcesOf(template);
      try {
        return (await thread.ask({ template, sources, data: JSON.stringify(data), files })).pdf;
      } catch (error) {
        throw new PdfError(`${template}: ${error instanceof Error ? error.message : 'unknown'}`);
      }
    },
  };
}

/** The compiler's machine code is made once, and every thread begins with what has been made faster of it since. */
async function compilerCode(): Promise<WebAssembly.Module> {
  const { resolve } = createRequire(import.meta.url);
  return WebAssembly.compile(await readFile(resolve('@myriaddreamin/typst-ts-web-compiler/wasm')));
}

/** A template with all that it imports, which it names by their paths below the server's sources: `#import "/papers/sheet.typ"`. */
async function readSources(template: string): Promise<Readonly<Record<string, string>>> {
  const source = await readFile(placeOf(template), 'utf8');
  const imports = [...source.matchAll(/^#import "\/([^"]+\.typ)"/gm)].map(([, path = '']) => path);
  const others = await Promise.all(imports.map(readSources));
  return Object.fromEntries([[template, source], ...others.flatMap((one) => Object.entries(one))]);
}

/** Beside its feature in the workspace; a built server has the templates of all in one folder. */
function placeOf(template: string): URL {
  return new URL(import.meta.url.endsWith('.ts') ? `../${template}` : `./templates/${template}`, import.meta.url);
}
