/**
 * pdf.js, its display layer alone: pages as pictures, and their words. Evaluates nothing, writes no markup and no style
 * sheet, so that the strictest policy has nothing to say. The older build, because clients come with older phones.
 */
import {
  getDocument,
  GlobalWorkerOptions,
  RenderingCancelledException,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { startWorker } from '../core/worker-address.js';
import { layOutText } from './pdf-text.js';

/** Pixels of a drawn page at most: what a telephone has memory for. */
const MOST_PIXELS = 16_000_000;

/** Where a page is drawn. */
export interface Sheet {
  readonly canvas: HTMLCanvasElement;
  /** Takes the words, in their places. */
  readonly text: HTMLElement;
  /** CSS pixels that a page has at 100 %. */
  readonly width: number;
  /** 1 for 100 %. */
  readonly zoom: number;
}

/** A document that has been opened. */
export class PdfFile {
  readonly #file: PDFDocumentProxy;
  readonly #port: Worker | undefined;
  #drawing: { cancel(): void } | undefined;
  /** Counts drawings: the last one wins. */
  #turn = 0;

  private constructor(file: PDFDocumentProxy, port: Worker | undefined) {
    this.#file = file;
    this.#port = port;
  }

  /** @throws where it cannot be read: it is damaged, or needs a password */
  static async open(bytes: Blob): Promise<PdfFile> {
    const data = new Uint8Array(await bytes.arrayBuffer());
    const port = await started();
    // Without a port pdf.js does its work on this thread, with what this module leaves for it.
    if (!port) await import('./pdf-worker.js');
    GlobalWorkerOptions.workerPort = port ?? null;
    const task = getDocument({ data, useWasm: false, enableXfa: false });
    try {
      return new PdfFile(await task.promise, port);
    } catch (error) {
      await task.destroy();
      port?.terminate();
      throw error;
    }
  }

  get pages(): number {
    return this.#file.numPages;
  }

  /** Draws a page. @returns whether it has words, or undefined where a later drawing took over */
  async draw(number: number, { canvas, text, width, zoom }: Sheet): Promise<boolean | undefined> {
    const turn = (this.#turn += 1);
    const overtaken = (): boolean => turn !== this.#turn;
    this.#drawing?.cancel();
    const page = await this.#file.getPage(number);
    if (overtaken()) return undefined;
    const natural = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: (Math.min(width, natural.width * 2) / natural.width) * zoom });
    const wanted = viewport.width * viewport.height * devicePixelRatio ** 2;
    const sharp = devicePixelRatio * Math.min(1, Math.sqrt(MOST_PIXELS / wanted));
    canvas.width = Math.floor(viewport.width * sharp);
    canvas.height = Math.floor(viewport.height * sharp);
    canvas.style.inlineSize = `${String(viewport.width)}px`;
    canvas.style.blockSize = `${String(viewport.height)}px`;
    // Those of the page before do not belong to this one.
    text.replaceChildren();
    const task = page.render({ canvas, viewport, transform: [sharp, 0, 0, sharp, 0, 0] });
    this.#drawing = task;
    try {
      await task.promise;
    } catch (error) {
      if (overtaken() || error instanceof RenderingCancelledException) return undefined;
      throw error;
    }
    const { items } = await page.getTextContent();
    return overtaken() ? undefined : layOutText(text, items, viewport);
  }

  /** Ends it, and what runs for it. */
  close(): void {
    this.#drawing?.cancel();
    void this.#file.loadingTask.destroy();
    this.#port?.terminate();
  }
}

/** A worker that has said that it is there; undefined where the page may not have one. */
async function started(): Promise<Worker | undefined> {
  const worker = startWorker(new URL('./pdf-worker.js', import.meta.url));
  if (!worker) return undefined;
  const there = await new Promise<boolean>((resolve) => {
    worker.addEventListener('message', () => resolve(true), { once: true });
    worker.addEventListener('error', () => resolve(false), { once: true });
  });
  if (there) return worker;
  worker.terminate();
  return undefined;
}
