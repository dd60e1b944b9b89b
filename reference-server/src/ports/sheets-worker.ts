/** The thread that takes strangers' PDFs apart. It knows no database, no key and no name: files in, PDFs out. */
import { parentPort } from 'node:worker_threads';
import { arrange } from '../rearranging/arrange.js';
import type { SheetOrder } from './sheets.js';
import type { SheetAnswer } from './sheets.workers.js';

parentPort?.on('message', (order: SheetOrder) => {
  void arrange(order).then(
    (answer) =>
      parentPort?.postMessage(
        answer,
        answer.parts.map(({ buffer }) => buffer),
      ),
    (error: unknown) =>
      parentPort?.postMessage({ error: error instanceof Error ? error.message : 'unknown' } satisfies SheetAnswer),
  );
});
