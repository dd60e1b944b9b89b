/**
 * Where the page lies in a picture: the largest bright patch on something darker, and the smallest rectangle around it. Pages that
 * fill the picture, or lie on something as bright as they are, are not found; the print then has to tell (print.ts).
 */
import { type Grey, ROWS, type Steps } from './picture.js';
import { patches } from './light.js';
import { type Point, smallestRectangle } from './rectangle.js';

const CELL = 8;
/** How much brighter than what it lies on a page must be. */
const CONTRAST = 28;
/** Share of the picture below which a bright patch is no page. */
const SMALLEST = 0.04;
/** Share of its rectangle that a page fills, less its dark places. */
const FILLED = 0.72;

/** Which side of the picture. */
export type Side = 'top' | 'right' | 'bottom' | 'left';
export const sides: readonly Side[] = ['top', 'right', 'bottom', 'left'];

export interface Page {
  /** Clockwise from the top left, in parts of the picture's width and height. */
  readonly corners: readonly [Point, Point, Point, Point];
  /** Share of the picture. */
  readonly share: number;
  /** Degrees clockwise, −45 to 45. */
  readonly angle: number;
  /** Share of each side of the picture that the page covers. */
  readonly touched: Readonly<Record<Side, number>>;
}

/** Brightness of the paper in squares of eight pixels: the mean of what is brighter than the square's mean. */
export interface Paper {
  readonly columns: number;
  readonly rows: number;
  readonly values: Uint8Array;
}

export function* paperOf({ width, height, values }: Grey): Steps<Paper> {
  const columns = Math.floor(width / CELL);
  const rows = Math.floor(height / CELL);
  const paper = new Uint8Array(columns * rows);
  for (let cell = 0; cell < paper.length; cell += 1) {
    if (cell % (columns * (ROWS / CELL)) === 0) yield;
    const left = (cell % columns) * CELL;
    const top = Math.floor(cell / columns) * CELL;
    const start = top * width + left;
    let sum = 0;
    for (let y = 0; y < CELL; y += 1) for (let x = 0; x < CELL; x += 1) sum += values[start + y * width + x] ?? 0;
    const mean = sum / (CELL * CELL);
    let upper = 0;
    let count = 0;
    for (let y = 0; y < CELL; y += 1) {
      for (let x = 0; x < CELL; x += 1) {
        const value = values[start + y * width + x] ?? 0;
        if (value < mean) continue;
        upper += value;
        count += 1;
      }
    }
    paper[cell] = Math.round(upper / count);
  }
  return { columns, rows, values: paper };
}

/** The brightness of the paper at a pixel. */
export function paperAt({ columns, rows, values }: Paper, x: number, y: number): number {
  const column = Math.min(columns - 1, Math.floor(x / CELL));
  const row = Math.min(rows - 1, Math.floor(y / CELL));
  return values[row * columns + column] ?? 0;
}

/** The page, or undefined where there is none to be seen. */
export function pageOf({ columns, rows, values }: Paper): Page | undefined {
  const split = threshold(values);
  if (!split) return undefined;
  const bright = values.map((value) => (value > split ? 1 : 0));
  const patch = patches(bright, columns).reduce((most, each) => (each.length > most.length ? each : most), []);
  if (patch.length < SMALLEST * values.length) return undefined;
  const touched = { top: 0, right: 0, bottom: 0, left: 0 };
  const ends = Array.from({ length: rows }, (): [number, number] => [Infinity, -Infinity]);
  for (const at of patch) {
    const x = at % columns;
    const y = Math.floor(at / columns);
    if (y === 0) touched.top += 1 / columns;
    if (y === rows - 1) touched.bottom += 1 / columns;
    if (x === 0) touched.left += 1 / rows;
    if (x === columns - 1) touched.right += 1 / rows;
    const row = ends[y];
    if (!row) continue;
    row[0] = Math.min(row[0], x);
    row[1] = Math.max(row[1], x + 1);
  }
  const outline = ends.flatMap(([left, right], y): Point[] =>
    left > right
      ? []
      : [left, right].flatMap((x) => [
          { x, y },
          { x, y: y + 1 },
        ]),
  );
  const { corners, area, angle } = smallestRectangle(outline);
  if (patch.length < FILLED * area) return undefined;
  const part = ({ x, y }: Point): Point => ({ x: x / columns, y: y / rows });
  const [a, b, c, d] = corners;
  return { corners: [part(a), part(b), part(c), part(d)], share: area / values.length, angle, touched };
}

/** Otsu's threshold between two kinds of brightness; undefined where they are too close to be two. */
function threshold(values: Uint8Array): number | undefined {
  const counts = new Uint32Array(256);
  let total = 0;
  for (const value of values) {
    counts[value] = (counts[value] ?? 0) + 1;
    total += value;
  }
  let best = 0;
  let at: number | undefined;
  let below = 0;
  let sum = 0;
  for (let value = 0; value < 255; value += 1) {
    const count = counts[value] ?? 0;
    below += count;
    sum += value * count;
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const apart = (total - sum) / above - sum / below;
    const between = below * above * apart * apart;
    if (between <= best) continue;
    best = between;
    at = apart < CONTRAST ? undefined : value;
  }
  return at;
}
