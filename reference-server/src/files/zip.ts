/**
 * Writes ZIP archives (PKWARE APPNOTE 6.3.10) as a stream. Files are stored as they are: pictures and PDFs are compressed
 * already. Sizes and checksums are known before, so that each file's own header has them (old unpackers want that), and the
 * archive's length can be said before the first byte. Zip64 fields are there only where a number does not fit without.
 */

/** A file of an archive. */
export interface ZipEntry {
  /** Path in the archive, with `/` between its parts. */
  readonly path: string;
  readonly size: number;
  readonly crc32: number;
  readonly at: Date;
  /** Its bytes; exactly `size` of them. */
  read(): AsyncIterable<Uint8Array>;
}

export interface Zip {
  /** Bytes of the whole archive. */
  readonly size: number;
  stream(): AsyncIterable<Uint8Array>;
}

const MAX32 = 0xffffffff;
const MAX16 = 0xffff;

/** Lays an archive out; nothing is read before it is streamed. */
export function zipOf(entries: readonly ZipEntry[]): Zip {
  let at = 0;
  const placed = entries.map((entry) => {
    const name = new TextEncoder().encode(entry.path);
    const start = at;
    at += localHeader(entry, name).byteLength + entry.size;
    return { entry, name, start };
  });
  const directory = placed.map(({ entry, name, start }) => centralHeader(entry, name, start));
  const directorySize = directory.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const end = endOf(entries.length, at, directorySize);
  return {
    size: at + directorySize + end.byteLength,
    async *stream() {
      for (const { entry, name } of placed) {
        yield localHeader(entry, name);
        yield* entry.read();
      }
      yield* directory;
      yield end;
    },
  };
}

/** Version 4.5 knows Zip64, 2.0 folders; bit 11 says that names are UTF-8. */
function common(entry: ZipEntry, long: boolean): number[][] {
  return [u16(long ? 45 : 20), u16(0x0800), u16(0), ...dosTime(entry.at), u32(entry.crc32)];
}

function localHeader(entry: ZipEntry, name: Uint8Array): Uint8Array {
  const long = entry.size >= MAX32;
  const extra = long ? [u16(1), u16(16), u64(entry.size), u64(entry.size)].flat() : [];
  const size = u32(long ? MAX32 : entry.size);
  const head = [u32(0x04034b50), ...common(entry, long), size, size, u16(name.byteLength), u16(extra.length)];
  return joined(head.flat(), name, extra);
}

function centralHeader(entry: ZipEntry, name: Uint8Array, start: number): Uint8Array {
  const longSize = entry.size >= MAX32;
  const longStart = start >= MAX32;
  const fields = [...(longSize ? [u64(entry.size), u64(entry.size)] : []), ...(longStart ? [u64(start)] : [])].flat();
  const extra = fields.length > 0 ? [...u16(1), ...u16(fields.length), ...fields] : [];
  const long = longSize || longStart;
  const size = u32(longSize ? MAX32 : entry.size);
  const head = [
    u32(0x02014b50),
    // Made by version 4.5 on a Unix, whose plain files have these rights.
    u16(0x0300 | 45),
    ...common(entry, long),
    size,
    size,
    u16(name.byteLength),
    u16(extra.length),
    u16(0),
    u16(0),
    u16(0),
    u32(0o100644 * 0x10000),
    u32(longStart ? MAX32 : start),
  ];
  return joined(head.flat(), name, extra);
}

function endOf(count: number, start: number, size: number): Uint8Array {
  const long = count >= MAX16 || start >= MAX32 || size >= MAX32;
  const end64 = [
    u32(0x06064b50),
    u64(44),
    u16(0x0300 | 45),
    u16(45),
    u32(0),
    u32(0),
    u64(count),
    u64(count),
    u64(size),
    u64(start),
    // Where the record before stands.
    u32(0x07064b50),
    u32(0),
    u64(start + size),
    u32(1),
  ];
  const few = u16(Math.min(count, MAX16));
  const end = [
    u32(0x06054b50),
    u16(0),
    u16(0),
    few,
    few,
    u32(Math.min(size, MAX32)),
    u32(Math.min(start, MAX32)),
    u16(0),
  ];
  return Uint8Array.from([...(long ? end64 : []), ...end].flat());
}

/** In UTC, since nobody knows where the archive is opened; to two seconds, from 1980 on. */
function dosTime(at: Date): [number[], number[]] {
  const year = Math.min(Math.max(at.getUTCFullYear(), 1980), 2107);
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const day = ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return [u16(time), u16(day)];
}

function u16(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

function u32(value: number): number[] {
  return [...u16(value >>> 0), ...u16(value >>> 16)];
}

function u64(value: number): number[] {
  return [...u32(value % 0x100000000), ...u32(Math.floor(value / 0x100000000))];
}

function joined(head: readonly number[], name: Uint8Array, extra: readonly number[]): Uint8Array {
  return Uint8Array.from([...head, ...name, ...extra]);
}
