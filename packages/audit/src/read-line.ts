/** What the lines of an export say, as far as their form goes. A line in any other form than the canonical is none. */
import { canonicalJson } from './canonical.js';
import type { Details, Entry } from './entry.js';
import { type Beginning, FORMAT } from './export-lines.js';

export type ReadLine =
  | { readonly kind: 'entry'; readonly entry: Entry; readonly leaf: string; readonly details: Details | null }
  | { readonly kind: 'checkpoint'; readonly checkpoint: string };

/** The first line; undefined where the file is no export. */
export function readBeginning(text: string): Beginning | undefined {
  const line = parsed(text);
  if (!isRecord(line) || line['format'] !== FORMAT) return undefined;
  const { firm, key, checkpoint, checkpoints } = line;
  return typeof firm === 'string' &&
    typeof key === 'string' &&
    typeof checkpoint === 'string' &&
    typeof checkpoints === 'number' &&
    hasNames(line, ['checkpoint', 'checkpoints', 'firm', 'format', 'key'])
    ? { firm, key, checkpoint, checkpoints }
    : undefined;
}

/** Any other line; undefined where it is none. */
export function readLine(text: string): ReadLine | undefined {
  const line = parsed(text);
  if (!isRecord(line)) return undefined;
  const { entry, leaf, details = null, checkpoint } = line;
  if (typeof checkpoint === 'string' && hasNames(line, ['checkpoint'])) return { kind: 'checkpoint', checkpoint };
  return isEntry(entry) &&
    typeof leaf === 'string' &&
    isDetails(details) &&
    hasNames(line, ['details', 'entry', 'leaf'])
    ? { kind: 'entry', entry, leaf, details }
    : undefined;
}

/** A line that would be written otherwise has been changed, even where it means the same. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

const NULLABLE = ['code', 'detailsHash', 'object', 'onBehalfOf', 'requestId', 'session'];
const TEXTS = ['action', 'at', 'firm', 'result'];
const NAMES = [...NULLABLE, ...TEXTS, 'actor', 'seq'].sort();

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value) || !hasNames(value, NAMES)) return false;
  const { actor, seq } = value;
  return (
    Number.isSafeInteger(seq) &&
    isRecord(actor) &&
    hasNames(actor, ['id', 'type']) &&
    typeof actor['type'] === 'string' &&
    isTextOrNull(actor['id']) &&
    TEXTS.every((name) => typeof value[name] === 'string') &&
    NULLABLE.every((name) => isTextOrNull(value[name]))
  );
}

function isDetails(value: unknown): value is Details | null {
  if (value === null) return true;
  if (!isRecord(value) || !hasNames(value, ['salt', 'values'])) return false;
  const { salt, values } = value;
  return typeof salt === 'string' && isRecord(values) && Object.values(values).every((one) => typeof one === 'string');
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param names sorted, as the names of a canonical object are */
function hasNames(value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  const own = Object.keys(value);
  return own.length === names.length && own.every((name, at) => name === names[at]);
}
