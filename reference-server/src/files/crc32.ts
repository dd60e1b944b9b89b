/** CRC-32 as archives have it (polynomial 0xEDB88320), kept while bytes pass. It finds accidents and no forgery. */
export class Crc32 {
  #state = 0xffffffff;

  /** Of all bytes so far. */
  get value(): number {
    return (this.#state ^ 0xffffffff) >>> 0;
  }

  /** Counts bytes in and gives them on as they are; undefined counts nothing. */
  pass<B extends Uint8Array | undefined>(bytes: B): B {
    if (bytes) this.#add(bytes);
    return bytes;
  }

  #add(bytes: Uint8Array): void {
    let state = this.#state;
    for (const byte of bytes) state = (state >>> 8) ^ (TABLE[(state ^ byte) & 0xff] ?? 0);
    this.#state = state;
  }
}

const TABLE = Uint32Array.from({ length: 256 }, (_none, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
