/** Takes exact numbers of bytes from a stream of chunks of any size. */
export class Inflow {
  readonly #source: AsyncIterator<Uint8Array>;
  #chunks: Uint8Array[] = [];
  #held = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next `count` bytes; undefined where the stream ends before. */
  async take(count: number): Promise<Uint8Array | undefined> {
    while (this.#held < count) {
      const next = await this.#source.next();
      if (next.done) return undefined;
      this.#chunks.push(next.value);
      this.#held += next.value.byteLength;
    }
    this.#held -= count;
    const first = this.#chunks[0];
    if (first && first.byteLength >= count) {
      this.#chunks[0] = first.subarray(count);
      return first.subarray(0, count);
    }
    return this.#join(count);
  }

  /** Lets the source go. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  #join(count: number): Uint8Array {
    const joined = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      const chunk = this.#chunks.shift() ?? new Uint8Array();
      const part = chunk.subarray(0, count - filled);
      joined.set(part, filled);
      filled += part.byteLength;
      if (part.byteLength < chunk.byteLength) this.#chunks.unshift(chunk.subarray(part.byteLength));
    }
    return joined;
  }
}
