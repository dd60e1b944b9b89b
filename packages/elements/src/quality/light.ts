import { type Grey, histogramOf, quantile, ROWS, type Steps } from './picture.js';
import { CLIPPED, WHITE_PAPER } from './thresholds.js';

/** Side of the squares in which glare is looked for, pixels. */
const CELL = 8;

/** Brightness that the brightest tenth of the picture reaches: that of the paper, on a desk of any colour. */
export function brightnessOf({ values }: Grey): number {
  return quantile(histogramOf(values), 0.9);
}

/**
 * Share of the picture that its largest glaring spot has: a patch burnt to white on paper that is not white itself. A patch that
 * reaches the edge of the picture is a window or a lamp, and no loss.
 */
export function* glareOf({ width, height, values }: Grey): Steps<number> {
  const unburnt = histogramOf(values).map((count, value) => (value < CLIPPED ? count : 0));
  if (quantile(unburnt, 0.8) >= WHITE_PAPER) return 0;
  const columns = Math.floor(width / CELL);
  const rows = Math.floor(height / CELL);
  const burnt = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    if ((row * CELL) % ROWS === 0) yield;
    for (let column = 0; column < columns; column += 1) {
      let count = 0;
      for (let y = row * CELL; y < (row + 1) * CELL; y += 1) {
        for (let x = column * CELL; x < (column + 1) * CELL; x += 1) {
          if ((values[y * width + x] ?? 0) >= CLIPPED) count += 1;
        }
      }
      burnt[row * columns + column] = count > 0.7 * CELL * CELL ? 1 : 0;
    }
  }
  return largestInside(burnt, columns, rows) / burnt.length;
}

/** Cells of the largest connected patch that does not touch the border. */
function largestInside(cells: Uint8Array, columns: number, rows: number): number {
  let largest = 0;
  for (const patch of patches(cells, columns)) {
    const inside = patch.every((at) => {
      const column = at % columns;
      const row = Math.floor(at / columns);
      return column > 0 && row > 0 && column < columns - 1 && row < rows - 1;
    });
    if (inside) largest = Math.max(largest, patch.length);
  }
  return largest;
}

/** Connected groups of cells that are 1, by their places; neighbours share a side. */
export function patches(cells: Uint8Array, columns: number): number[][] {
  const left = Uint8Array.from(cells);
  const found: number[][] = [];
  for (let start = 0; start < left.length; start += 1) {
    if (left[start] !== 1) continue;
    const patch: number[] = [];
    const open = [start];
    left[start] = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      patch.push(at);
      const column = at % columns;
      const beside = [at - columns, at + columns, column > 0 ? at - 1 : -1, column < columns - 1 ? at + 1 : -1];
      for (const next of beside) {
        if (left[next] !== 1) continue;
        left[next] = 0;
        open.push(next);
      }
    }
    found.push(patch);
  }
  return found;
}
