/**
 * Puts pages into new PDFs: of a PDF some, of several files all. Whoever reads a stranger's PDF may be made to stumble, so an
 * adapter does it where that harms nobody: apart from the thread that serves, with an end in time.
 */
import type { FileType } from '@portico/contract';

/** Kinds of file that have pages for it. A picture is one page. */
export const sheetTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const satisfies readonly FileType[];
export type SheetType = (typeof sheetTypes)[number];

export interface SheetFile {
  readonly bytes: Uint8Array;
  readonly type: SheetType;
}

export interface SheetOrder {
  readonly files: readonly SheetFile[];
  /** For each new PDF its pages, from 1, counted through all files; null for one of all pages. */
  readonly parts: readonly (readonly number[])[] | null;
}

export interface Arranged {
  /** Pages of all files together. */
  readonly pages: number;
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
}

export interface Sheets {
  /** The same bytes for the same order. @throws SheetError */
  arrange(order: SheetOrder): Promise<Arranged>;
}

/** Pages that an order may touch. */
export const MOST_SHEETS = 500;

/**
 * `encrypted`: only who has a password, or a right, opens it. `beyond`: there is no such page. `too_many`: more pages than
 * {@link MOST_SHEETS}. `layered`: its pages alone would show something else than it does (layers that are hidden, a form whose
 * values only a reader draws, a portfolio). `damaged`: it cannot be read, or only with more time or memory than it may take.
 */
export const sheetFaults = ['encrypted', 'beyond', 'too_many', 'layered', 'damaged'] as const;
export type SheetFault = (typeof sheetFaults)[number];

/** The order cannot be carried out, now or later. */
export class SheetError extends Error {
  override name = 'SheetError' as const;
  readonly fault: SheetFault;

  constructor(fault: SheetFault) {
    super(fault);
    this.fault = fault;
  }
}
