/** A row of the bench's table. */
export interface Row {
  readonly what: string;
  readonly budget: string;
  readonly figure: string;
  /** What somebody would take instead, measured in the same run; empty where there is nothing. */
  readonly peer: string;
  /** Figure over peer, both of the same run; null where there is no peer. */
  readonly ratio: number | null;
  readonly ok: boolean;
}

/** The middle one, so that one slow round does not count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
