/** On a thread of its own, one order at a time. The library keeps every name that it has met, so a thread is not kept for long. */
import { type Arranged, SheetError, sheetFaults, type SheetOrder, type Sheets } from './sheets.js';
import { createThread, type ThreadAnswer } from './thread.js';

export type SheetAnswer = ThreadAnswer<Arranged>;

export interface SheetOptions {
  /** Milliseconds for one order. */
  readonly timeoutMs?: number;
  /** MiB of JavaScript's memory; what is unpacked is bounded by itself. */
  readonly memory?: number;
}

const IDLE_MS = 60_000;
/** Orders after which the thread is begun anew. */
const MOST = 100;

export function createWorkerSheets({ timeoutMs = 30_000, memory = 512 }: SheetOptions = {}): Sheets {
  const thread = createThread<SheetOrder, Arranged>({ name: 'sheets', timeoutMs, memory, idleMs: IDLE_MS, most: MOST });
  return {
    async arrange(order) {
      try {
        return await thread.ask(order);
      } catch (error) {
        const said = error instanceof Error ? error.message : '';
        throw new SheetError(sheetFaults.find((fault) => fault === said) ?? 'damaged');
      }
    },
  };
}
