/** Pictures as the measurements take them: small ones, in memory. Nothing here knows a browser, so Node can test it. */

/** RGBA, row by row, as `ImageData` has it. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Brightness alone, 0 to 255, row by row. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/** Width and height, pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Work in steps: whoever walks them may rest after each. */
export type Steps<T> = Generator<undefined, T>;

/** Rows of a picture that make one step; a slow telephone takes a few milliseconds for them. */
export const ROWS = 48;

/** Brightness of each pixel, by ITU-R BT.601. */
export function* greyOf({ width, height, data }: Picture): Steps<Grey> {
  const values = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < values.length; at += 1, from += 4) {
    if (at % (ROWS * width) === 0) yield;
    values[at] = ((data[from] ?? 0) * 77 + (data[from + 1] ?? 0) * 150 + (data[from + 2] ?? 0) * 29) >> 8;
  }
  return { width, height, values };
}

/** The size that fits into a square of `longest`, never larger than it is. */
export function fitted({ width, height }: Size, longest: number): Size {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** How many pixels have each brightness. */
export function histogramOf(values: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** The value that `share` of what was counted does not exceed. @param share 0 to 1 */
export function quantile(counts: Uint32Array, share: number): number {
  let left = share * counts.reduce((sum, count) => sum + count, 0);
  for (const [value, count] of counts.entries()) {
    left -= count;
    if (left <= 0) return value;
  }
  return counts.length - 1;
}
