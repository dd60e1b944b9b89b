/** One line of a file, without its line feed. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Undefined where it is no UTF-8, has no line feed at its end, or is longer than {@link LONGEST}. */
  readonly text: string | undefined;
}

/** Bytes of the longest line that is read; an entry has a few hundred. */
const LONGEST = 1024 * 1024;
const LINE_FEED = 0x0a;

/** The lines of a file, read once. Only a line feed ends a line: anything else would hide a change. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let pieces: Uint8Array[] = [];
  let size = 0;
  const add = (piece: Uint8Array): void => {
    size += piece.byteLength;
    // Of a line that is too long nothing is needed but that it was.
    if (size <= LONGEST) pieces.push(piece);
  };
  const line = (ended: boolean): Line => {
    number += 1;
    const text = ended && size <= LONGEST ? decoded(pieces) : undefined;
    [pieces, size] = [[], 0];
    return { number, text };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      add(chunk.subarray(start, end));
      start = end + 1;
      yield line(true);
    }
    if (start < chunk.byteLength) add(chunk.slice(start));
  }
  if (size > 0) yield line(false);
}

function decoded(pieces: readonly Uint8Array[]): string | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode();
  } catch {
    return undefined;
  }
}
