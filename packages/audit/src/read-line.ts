/**
 * What the lines of an export say, as far as their form goes. A line in any other form than the one that is written is
 * none: of an entry and its details the very text of the file is hashed, and everything around it is compared.
 */
import { canonicalJson } from './canonical.js';
import type { Entry } from './entry.js';
import { type Beginning, FORMAT } from './export-lines.js';

export interface ReadEntry {
  readonly kind: 'entry';
  readonly entry: Entry;
  /** The entry as it stands there. */
  readonly text: string;
  readonly leaf: string;
  /** The details as they stand there; null where there are none. */
  readonly details: string | null;
}

export type ReadLine = ReadEntry | { readonly kind: 'checkpoint'; readonly checkpoint: string };

/** The first line; undefined where the file is no export. */
export function readBeginning(text: string): Beginning | undefined {
  const line = parsed(text);
  if (!isRecord(line) || line['format'] !== FORMAT || canonicalJson(line) !== text) return undefined;
  const { firm, key, checkpoint, checkpoints } = line;
  return typeof firm === 'string' &&
    typeof key === 'string' &&
    typeof checkpoint === 'string' &&
    typeof checkpoints === 'number' &&
    Object.keys(line).length === 5
    ? { firm, key, checkpoint, checkpoints }
    : undefined;
}

/** Any other line; undefined where it is none. */
export function readLine(text: string): ReadLine | undefined {
  if (text.startsWith(DETAILS)) return readEntry(text);
  const line = parsed(text);
  const checkpoint = isRecord(line) ? line['checkpoint'] : undefined;
  return typeof checkpoint === 'string' && canonicalJson({ checkpoint }) === text
    ? { kind: 'checkpoint', checkpoint }
    : undefined;
}

const DETAILS = '{"details":';
const ENTRY = ',"entry":';
const LEAF = ',"leaf":"';
const END = '"}';
/** Characters of a hash in base64. */
const HASH = 44;

function readEntry(line: string): ReadEntry | undefined {
  // No text within the details can have it: there, a quotation mark has a backslash before it.
  const middle = line.indexOf(ENTRY);
  const end = line.length - END.length - HASH;
  if (middle < 0 || !line.startsWith(LEAF, end - LEAF.length) || !line.endsWith(END)) return undefined;
  const text = line.slice(middle + ENTRY.length, end - LEAF.length);
  const entry = parsed(text);
  const details = line.slice(DETAILS.length, middle);
  return isEntry(entry)
    ? { kind: 'entry', entry, text, leaf: line.slice(end, end + HASH), details: details === 'null' ? null : details }
    : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NULLABLE = ['code', 'detailsHash', 'object', 'onBehalfOf', 'requestId', 'session'];
const TEXTS = ['action', 'at', 'firm', 'result'];

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value)) return false;
  const { actor, seq } = value;
  return (
    Number.isSafeInteger(seq) &&
    isRecord(actor) &&
    typeof actor['type'] === 'string' &&
    isTextOrNull(actor['id']) &&
    TEXTS.every((name) => typeof value[name] === 'string') &&
    NULLABLE.every((name) => isTextOrNull(value[name]))
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
