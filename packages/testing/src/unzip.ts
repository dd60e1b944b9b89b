/** Reads ZIP archives back (PKWARE APPNOTE 6.3.10), by their directory as unpackers do; stored files alone. */
import { crc32 } from 'node:zlib';

/** What the directory says of a file. */
export interface ZipListing {
  readonly path: string;
  readonly size: number;
  readonly crc32: number;
  /** Where its own header stands in the archive. */
  readonly start: number;
}

/** The files of an archive by their paths. @throws where sizes, checksums or the files' own headers do not agree */
export function unzip(archive: Uint8Array): Map<string, Uint8Array> {
  const view = viewOf(archive);
  return new Map(
    listZip(archive, 0).map(({ path, size, crc32: expected, start }) => {
      const nameLength = view.getUint16(start + 26, true);
      const own = new TextDecoder().decode(archive.subarray(start + 30, start + 30 + nameLength));
      if (view.getUint32(start, true) !== 0x04034b50 || own !== path) throw new Error(`${path} has another header`);
      if (view.getUint16(start + 8, true) !== 0) throw new Error(`${path} is not stored`);
      if (view.getUint32(start + 14, true) !== expected) throw new Error(`${path} has two checksums`);
      const begin = start + 30 + nameLength + view.getUint16(start + 28, true);
      const content = archive.slice(begin, begin + size);
      if (crc32(content) !== expected) throw new Error(`${path} is damaged`);
      return [path, content];
    }),
  );
}

/** The directory of an archive. @param tail its last bytes, the whole directory among them @param from where they stand */
export function listZip(tail: Uint8Array, from: number): ZipListing[] {
  const view = viewOf(tail);
  const end = tail.byteLength - 22;
  if (view.getUint32(end, true) !== 0x06054b50) throw new Error('No archive ends here');
  const long = end >= 20 && view.getUint32(end - 20, true) === 0x07064b50;
  const end64 = long ? u64(view, end - 20 + 8) - from : 0;
  const count = long ? u64(view, end64 + 32) : view.getUint16(end + 10, true);
  let at = (long ? u64(view, end64 + 48) : view.getUint32(end + 16, true)) - from;
  const listings: ZipListing[] = [];
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error(`No entry at ${at + from}`);
    if ((view.getUint16(at + 8, true) & 0x0800) === 0) throw new Error('The name is not said to be UTF-8');
    const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const path = new TextDecoder('utf-8', { fatal: true }).decode(tail.subarray(at + 46, at + 46 + nameLength));
    let field = at + 46 + nameLength + 4;
    const whole = (value: number) => (value === 0xffffffff ? u64(view, (field += 8) - 8) : value);
    const size = whole(view.getUint32(at + 24, true));
    whole(view.getUint32(at + 20, true));
    const start = whole(view.getUint32(at + 42, true));
    listings.push({ path, size, crc32: view.getUint32(at + 16, true), start });
    at += 46 + nameLength + extraLength;
  }
  return listings;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function u64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}
