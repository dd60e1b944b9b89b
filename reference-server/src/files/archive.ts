/**
 * Office files are zip archives. Only the directory at the end is read and nothing is unpacked, with every
 * number bounded before it is used: a library would read the whole directory before one could count it.
 * (APPNOTE.TXT of PKWARE 6.3, sections 4.3.12 and 4.3.16.)
 */
import { archiveUnsafe, fileActiveContent, fileDamaged, type FileType } from '@portico/contract';
import { Refusal } from '../http/refusal.js';
import { LOCAL_BYTES, type Packed, unpacked } from './packed.js';
import type { ByteSource } from './source.js';

const MOST_ENTRIES = 1000;
const MOST_DIRECTORY = 1024 * 1024;
const MOST_UNPACKED = 500 * 1024 * 1024;
const MOST_RATIO = 100;
/** Below this an entry may pack as well as it likes: a page of blanks is no bomb. */
const RATIO_FROM = 1024 * 1024;

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;

interface Entry extends Packed {
  readonly name: string;
  readonly unpacked: number;
}

/** Programs and pages. */
const ACTIVE = /(?:vbaproject\.bin|\.(?:exe|com|scr|bat|cmd|m?js|vbs|ps1|hta|html?|svg))$/;
/** Archives in an archive. Office puts a chart's workbook (xlsx) into a document, and so may anybody. */
const NESTED = /\.(?:zip|docx|docm|xlsm|jar|gz|tgz|7z|rar)$/;
/** Where a document says what it loads from elsewhere as soon as it is opened. */
const RELATIONS = '.rels';
const LOADS_TEMPLATE = /attachedTemplate|frame|subDocument|oleObject/i;
const MOST_RELATIONS = 256 * 1024;

/**
 * Checks the archive and says which office file it is; undefined where it is another kind of archive.
 * @throws Refusal `archive_unsafe`, `file_active_content` (macros) or `file_damaged`
 */
export async function checkArchive(source: ByteSource): Promise<FileType | undefined> {
  const end = await findEnd(source);
  const entries = readDirectory(await source.read(end.start, end.start + end.size), end.count);
  checkSizes(entries, source.size);
  checkPlaces(entries, end.start);
  const names = entries.map((entry) => entry.name.toLowerCase());
  if (names.some((name) => ACTIVE.test(name))) throw new Refusal(fileActiveContent);
  if (names.some((name) => NESTED.test(name))) throw new Refusal(archiveUnsafe);
  await checkRelations(source, entries);
  if (!names.includes('[content_types].xml')) return undefined;
  if (names.some((name) => /^word\/document\d*\.xml$/.test(name))) {
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  }
  return names.some((name) => /^xl\/workbook\d*\.xml$/.test(name))
    ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    : undefined;
}

/** A template that lies elsewhere brings macros of its own, and tells its owner who opens the document. */
async function checkRelations(source: ByteSource, entries: readonly Entry[]): Promise<void> {
  for (const entry of entries) {
    if (!entry.name.toLowerCase().endsWith(RELATIONS)) continue;
    const bytes = await unpacked(source, entry, MOST_RELATIONS);
    if (!bytes) throw new Refusal(archiveUnsafe);
    for (const [relation] of new TextDecoder().decode(bytes).matchAll(/<(?:\w+:)?Relationship\s[^<>]{0,4000}>/g)) {
      if (/TargetMode\s*=\s*["']External/i.test(relation) && LOADS_TEMPLATE.test(typeOf(relation)))
        throw new Refusal(fileActiveContent);
    }
  }
}

function typeOf(relation: string): string {
  return /\sType\s*=\s*["']([^"']*)/i.exec(relation)?.[1] ?? '';
}

/** The end record: the last one whose comment reaches exactly to the end of the file. */
async function findEnd(source: ByteSource): Promise<{ start: number; size: number; count: number }> {
  const from = Math.max(0, source.size - END_BYTES - 0xffff);
  const tail = viewOf(await source.read(from, source.size));
  for (let at = tail.byteLength - END_BYTES; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END) continue;
    if (at + END_BYTES + tail.getUint16(at + 20, true) !== tail.byteLength) continue;
    const [size, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
    const count = tail.getUint16(at + 10, true);
    // Office writes neither archives in several parts nor, at the sizes taken here, 64-bit ones.
    if (count > MOST_ENTRIES || size > MOST_DIRECTORY) throw new Refusal(archiveUnsafe);
    if (count === 0 || tail.getUint16(at + 8, true) !== count || start + size !== from + at) break;
    return { start, size, count };
  }
  throw new Refusal(fileDamaged);
}

function readDirectory(bytes: Uint8Array, count: number): Entry[] {
  const data = viewOf(bytes);
  const entries: Entry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + ENTRY_BYTES > data.byteLength || data.getUint32(at, true) !== ENTRY) throw new Refusal(fileDamaged);
    const named = data.getUint16(at + 28, true);
    const name = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + named);
    entries.push({
      name: new TextDecoder().decode(name),
      method: data.getUint16(at + 10, true),
      packed: data.getUint32(at + 20, true),
      unpacked: data.getUint32(at + 24, true),
      start: data.getUint32(at + 42, true),
    });
    at += ENTRY_BYTES + named + data.getUint16(at + 30, true) + data.getUint16(at + 32, true);
  }
  return entries;
}

function checkSizes(entries: readonly Entry[], fileSize: number): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  const steep = entries.some((entry) => entry.unpacked > RATIO_FROM && entry.unpacked > entry.packed * MOST_RATIO);
  if (steep || unpacked > MOST_UNPACKED || unpacked > fileSize * MOST_RATIO) throw new Refusal(archiveUnsafe);
}

/** Entries that share bytes unpack the same bytes many times over. */
function checkPlaces(entries: readonly Entry[], directory: number): void {
  let free = 0;
  for (const { start, packed, name } of [...entries].sort((a, b) => a.start - b.start)) {
    if (start < free) throw new Refusal(archiveUnsafe);
    // The local header repeats the name; its extra field may be longer, which only leaves more room.
    free = start + LOCAL_BYTES + new TextEncoder().encode(name).byteLength + packed;
  }
  if (free > directory) throw new Refusal(archiveUnsafe);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
