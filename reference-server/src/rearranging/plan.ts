/** What is asked for, as lists of pages, and what the new files are called. Knows neither files nor the database. */
import type { RequestSlot } from '@portico/contract';
import { checkName } from '../files/names.js';

/** Where a new document goes, and what the firm calls it. */
export interface Place {
  readonly filedAs?: string | undefined;
  readonly requestId?: string | undefined;
  readonly slot?: RequestSlot | undefined;
}

/** A new document to be. */
export interface Piece extends Place {
  /** Its pages in their order; null for all. */
  readonly pages: readonly number[] | null;
  /** What stands behind the name of the file that it comes from. */
  readonly label: string;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A part of a document as it was asked for. */
export function pieceOf({ pages, ...place }: Place & { readonly pages: readonly Span[] }): Piece {
  return {
    ...place,
    pages: pages.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)),
    label: ` (${pages.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ')})`,
  };
}

/** Pages that are in no piece. */
export function leftOut(pieces: readonly Piece[], pages: number): number[] {
  const taken = new Set(pieces.flatMap((piece) => piece.pages ?? []));
  return Array.from({ length: pages }, (_, at) => at + 1).filter((page) => !taken.has(page));
}

/** All pages of several documents in one. */
export function wholeOf(place: Place, documents: number): Piece {
  return { ...place, pages: null, label: ` + ${documents - 1}` };
}

/** Letters of a client's name that are kept; with a label of any length it stays a name that file systems take. */
const KEPT = 40;
const LONGEST_LABEL = 40;

/** `scan.pdf` and the label ` (1-2)` make `scan (1-2).pdf`. */
export function nameOf(name: string, label: string): string {
  const stem = Array.from(name.replace(/\.[^.]*$/, ''))
    .slice(0, KEPT)
    .join('')
    .trim();
  const short = label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
  return checkName(`${stem}${short}.pdf`);
}
