/**
 * Draws the first pages of a PDF by pdf.js, without its scripts, forms, attachments or links: only marks on paper are
 * left. Its legacy build asks for two things that Node 20 lacks, which stand in here.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Canvas, createCanvas } from '@napi-rs/canvas';

/** Pages that are drawn of a longer document. */
export const MOST_PAGES = 20;

/** The pages in their order. @param longest pixels of a page's longer side */
export async function* pdfPages(
  file: Uint8Array,
  longest: number,
): AsyncGenerator<{ readonly page: number; readonly canvas: Canvas }> {
  const { getDocument } = await loadPdfjs();
  const loading = getDocument({
    // pdf.js takes the memory for its own.
    data: new Uint8Array(file),
    useSystemFonts: false,
    enableXfa: false,
    disableAutoFetch: true,
    maxImageSize: 50_000_000,
    canvasMaxAreaInBytes: 200_000_000,
    verbosity: 0,
    standardFontDataUrl: fontFolder(),
  });
  try {
    const document = await loading.promise;
    for (let page = 1; page <= Math.min(document.numPages, MOST_PAGES); page += 1) {
      const found = await document.getPage(page);
      const natural = found.getViewport({ scale: 1 });
      const viewport = found.getViewport({ scale: Math.min(4, longest / Math.max(natural.width, natural.height)) });
      const canvas = createCanvas(Math.max(1, Math.ceil(viewport.width)), Math.max(1, Math.ceil(viewport.height)));
      // Its types know a browser's canvas alone; it draws on whatever has the same methods.
      const task: unknown = found.render(Object.assign({ canvas: null, viewport, annotationMode: 0 }, { canvas }));
      if (isTask(task)) await task.promise;
      found.cleanup();
      yield { page, canvas };
    }
  } finally {
    await loading.destroy();
  }
}

function isTask(value: unknown): value is { readonly promise: Promise<unknown> } {
  return typeof value === 'object' && value !== null && 'promise' in value && value.promise instanceof Promise;
}

/** pdf.js, on Node 20 as well. */
export async function loadPdfjs() {
  if (!('withResolvers' in Promise)) {
    define(Promise, 'withResolvers', () => {
      let [resolve, reject]: unknown[] = [];
      const promise = new Promise((kept, broken) => {
        [resolve, reject] = [kept, broken];
      });
      return { promise, resolve, reject };
    });
  }
  // Without it pages with embedded fonts come out white.
  if (!('transferToFixedLength' in ArrayBuffer.prototype)) {
    define(ArrayBuffer.prototype, 'transferToFixedLength', function transfer(this: ArrayBuffer, length?: number) {
      const bytes = new Uint8Array(length ?? this.byteLength);
      bytes.set(new Uint8Array(this).subarray(0, bytes.byteLength));
      return bytes.buffer;
    });
  }
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

function define(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { configurable: true, writable: true, value });
}

function fontFolder(): string {
  return `${path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))}/standard_fonts/`;
}
