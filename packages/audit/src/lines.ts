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

/**
 * The lines of a file, read once, as many at a time as a piece of it ends. Only a line feed ends a line: anything else
 * would hide a change.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Line[]> {
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
    const lines: Line[] = [];
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      add(chunk.subarray(start, end));
      start = end + 1;
      lines.push(line(true));
    }
    if (start < chunk.byteLength) add(chunk.slice(start));
    yield lines;
  }
  if (size > 0) yield [line(false)];
}

const OPTIONS = { fatal: true, ignoreBOM: true };
const decoder = new TextDecoder('utf-8', OPTIONS);

function decoded(pieces: readonly Uint8Array[]): string | undefined {
  try {
    const [only = new Uint8Array(), ...others] = pieces;
    if (others.length === 0) return decoder.decode(only);
    const streaming = new TextDecoder('utf-8', OPTIONS);
    return pieces.map((piece) => streaming.decode(piece, { stream: true })).join('') + streaming.decode();
  } catch {
    return undefined;
  }
}
