import type { ByteSource } from './source.js';

/** An entry of an archive, where its bytes lie. */
export interface Packed {
  /** 0 as it is, 8 deflated. */
  readonly method: number;
  /** Bytes in the archive. */
  readonly packed: number;
  /** Where its local header begins. */
  readonly start: number;
}

/** A local header without name and extra field. */
export const LOCAL_BYTES = 30;

/**
 * The bytes of an entry, of which no more than `most` are ever unpacked, whatever the directory claims.
 * @returns undefined where there are more, or it cannot be unpacked
 */
export async function unpacked(
  source: ByteSource,
  { method, packed, start }: Packed,
  most: number,
): Promise<Uint8Array | undefined> {
  if (packed > most || (method !== 0 && method !== 8)) return undefined;
  const local = await source.read(start, start + LOCAL_BYTES);
  if (local.byteLength < LOCAL_BYTES) return undefined;
  const header = new DataView(local.buffer, local.byteOffset, local.byteLength);
  const from = start + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  const bytes = await source.read(from, from + packed);
  return method === 0 ? bytes : inflated(bytes, most);
}

async function inflated(bytes: Uint8Array, most: number): Promise<Uint8Array | undefined> {
  const all = new Uint8Array(most);
  let size = 0;
  try {
    const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    for await (const part of stream) {
      if (size + part.byteLength > most) return undefined;
      all.set(part, size);
      size += part.byteLength;
    }
  } catch {
    return undefined;
  }
  return all.subarray(0, size);
}
