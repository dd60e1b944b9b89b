/**
 * Tesseract as WebAssembly on a thread of its own, with the language data of a package: nothing is fetched. The thread
 * lives for one page, so that whatever it holds is gone with it, and is ended when its time is over.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { createWorker, OEM } from 'tesseract.js';
import { Gate } from './gate.js';
import type { Ocr } from './ocr.js';

/** Words of a page that are kept; more is no page of an identity paper or a letter. */
const MOST_TEXT = 20_000;

export interface TesseractOptions {
  /** Milliseconds for one page, from the start of the thread. */
  readonly timeoutMs?: number;
}

export function createTesseractOcr({ timeoutMs = 60_000 }: TesseractOptions = {}): Ocr {
  const gate = new Gate(1);
  return { read: (picture) => gate.pass(() => readPage(picture, timeoutMs)) };
}

async function readPage(picture: Uint8Array, timeoutMs: number) {
  const data = path.dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json'));
  let failed: (error: Error) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    failed = reject;
  });
  failure.catch(() => undefined);
  const timer = setTimeout(() => failed(new Error('The page takes too long to read')), timeoutMs);
  const starting = createWorker('eng', OEM.LSTM_ONLY, {
    langPath: path.join(data, '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
    errorHandler: () => failed(new Error('The page cannot be read')),
  });
  try {
    const worker = await Promise.race([starting, failure]);
    const { data: page } = await Promise.race([worker.recognize(Buffer.from(picture)), failure]);
    return { text: page.text.trim().slice(0, MOST_TEXT), confidence: page.confidence / 100 };
  } finally {
    clearTimeout(timer);
    starting.then((worker) => worker.terminate()).catch(() => undefined);
  }
}
