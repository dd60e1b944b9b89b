/**
 * The lines of an export, each of them canonical JSON: first what it is, then every entry in order, with a checkpoint
 * after the entry that it was signed at. The last line is a checkpoint over everything, and the first has it too, so
 * that a file that was cut off contradicts its own beginning. No line says anything that nothing proves.
 */
import { canonicalJson } from './canonical.js';
import type { Details, Entry } from './entry.js';

/** Names the form of the lines, with its version. */
export const FORMAT = 'portico-audit-export/1';

export interface Beginning {
  readonly firm: string;
  /** Verifier key of the firm. */
  readonly key: string;
  /** The last of the file. */
  readonly checkpoint: string;
  /** How many lines are checkpoints. */
  readonly checkpoints: number;
}

export function beginningLine({ firm, key, checkpoint, checkpoints }: Beginning): string {
  return `${canonicalJson({ format: FORMAT, firm, key, checkpoint, checkpoints })}\n`;
}

/** @param leaf hash of the entry in base64 @param details null where they were erased, and where there are none */
export function entryLine(entry: Entry, leaf: string, details: Details | null): string {
  return `${canonicalJson({ details, entry, leaf })}\n`;
}

export function checkpointLine(checkpoint: string): string {
  return `${canonicalJson({ checkpoint })}\n`;
}
