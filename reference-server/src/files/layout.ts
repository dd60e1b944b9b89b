/**
 * Where the records of a sealed file lie. Records are 64 KiB but for the last one of each connection, so a
 * file is a short list of runs, and any byte is found without reading what lies before it.
 */

/** Bytes that sealing adds to a record: length, nonce and tag. */
export const RECORD_OVERHEAD = 4 + 12 + 16;

/** So many records of so many plain bytes each. */
export type Run = readonly [plain: number, count: number];

export class Layout {
  readonly #runs: [plain: number, count: number][] = [];
  #plainSize = 0;
  #sealedSize = 0;

  static from(runs: readonly Run[]): Layout {
    const layout = new Layout();
    for (const [plain, count] of runs) layout.add(plain, count);
    return layout;
  }

  /** Bytes of the file itself. */
  get plainSize(): number {
    return this.#plainSize;
  }

  /** Bytes of the sealed blob. */
  get sealedSize(): number {
    return this.#sealedSize;
  }

  get runs(): readonly Run[] {
    return this.#runs;
  }

  /** Adds records at the end. */
  add(plain: number, count = 1): void {
    const last = this.#runs.at(-1);
    if (last?.[0] === plain) last[1] += count;
    else this.#runs.push([plain, count]);
    this.#plainSize += plain * count;
    this.#sealedSize += (plain + RECORD_OVERHEAD) * count;
  }

  /** Start of the record that holds a byte, in the file and in the blob; the ends, for a byte beyond. */
  locate(byte: number): { readonly plain: number; readonly sealed: number } {
    let plain = 0;
    let sealed = 0;
    for (const [size, count] of this.#runs) {
      const whole = Math.max(0, Math.min(count, Math.floor((byte - plain) / size)));
      plain += whole * size;
      sealed += whole * (size + RECORD_OVERHEAD);
      if (whole < count) break;
    }
    return { plain, sealed };
  }

  /** End in the blob of the record that holds the byte before `byte`. */
  sealedEnd(byte: number): number {
    let plain = 0;
    let sealed = 0;
    for (const [size, count] of this.#runs) {
      const whole = Math.max(0, Math.min(count, Math.ceil((byte - plain) / size)));
      plain += whole * size;
      sealed += whole * (size + RECORD_OVERHEAD);
      if (whole < count) break;
    }
    return sealed;
  }
}
