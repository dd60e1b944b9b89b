/** What print says about a picture: which way its lines run, and whether it goes on beyond an edge. */
import type { Page, Paper, Side } from './page-shape.js';
import { paperAt } from './page-shape.js';
import { type Grey, ROWS, type Steps } from './picture.js';

/** How much darker than its paper print is. */
const INK = 34;
/** As many places of print are enough to see its lines. */
const ENOUGH = 250;
const MOST = 4000;
/** Degrees to either side in which lines are looked for, and in what steps. */
const WIDEST = 24;
const STEP = 1;
/** Rows of two pixels that a place can lie from the first pixel; a diagonal of 640 pixels is well within. */
const FARTHEST = 640;
/** Pixels of print in a row that can still be a letter. */
const LETTER = 16;
/** Pixels from the side of the picture, where print is looked for that goes on beyond it. */
const BAND = 3;

export interface Lines {
  /** Degrees clockwise that the lines of print run. */
  readonly angle: number;
  /** How much clearer lines are seen across the picture than along it; below one it lies on its side. */
  readonly upright: number;
  /** How clear they are, from one (no lines at all). */
  readonly clear: number;
}

/** Directions of print; undefined where there is too little of it. */
export function* linesOf(grey: Grey, paper: Paper, page: Page | undefined): Steps<Lines | undefined> {
  const points = yield* inkOf(grey, paper, page);
  if (points.length < 2 * ENOUGH) return undefined;
  let across = { angle: 0, clear: 0 };
  let along = 0;
  for (let angle = -WIDEST; angle <= WIDEST; angle += STEP) {
    const clear = clearness(points, angle);
    if (clear > across.clear) across = { angle, clear };
    along = Math.max(along, clearness(points, angle + 90));
    yield;
  }
  return { ...across, upright: across.clear / along };
}

/** Share of a side of the picture that print covers. */
export function printAt({ width, height, values }: Grey, paper: Paper, side: Side): number {
  const upright = side === 'left' || side === 'right';
  const length = upright ? height : width;
  const far = side === 'right' ? width - 1 - BAND : side === 'bottom' ? height - 1 - BAND : BAND;
  let ink = 0;
  let run = 0;
  for (let along = BAND; along < length - BAND; along += 1) {
    const x = upright ? far : along;
    const y = upright ? along : far;
    const dark = paperAt(paper, x, y) - (values[y * width + x] ?? 0) > INK;
    run = dark ? run + 1 : 0;
    if (dark) ink += 1;
    // Letters are short; what goes on is the table beside the paper, or a ruled line.
    if (run === LETTER) ink -= LETTER;
    else if (run > LETTER) ink -= 1;
  }
  return ink / length;
}

/** Places of print, x and y in turn, at most `MOST` of them spread over the picture. */
function* inkOf({ width, height, values }: Grey, paper: Paper, page: Page | undefined): Steps<Int16Array> {
  const [left, right, top, bottom] = insideOf(page, width, height);
  const found: number[] = [];
  for (let y = top; y < bottom; y += 1) {
    if (y % ROWS === 0) yield;
    for (let x = left; x < right; x += 1) {
      if (paperAt(paper, x, y) - (values[y * width + x] ?? 0) > INK) found.push(x, y);
    }
  }
  const count = found.length / 2;
  const every = Math.max(1, Math.floor(count / MOST));
  const kept: number[] = [];
  for (let index = 0; index < count; index += every) kept.push(found[2 * index] ?? 0, found[2 * index + 1] ?? 0);
  return Int16Array.from(kept);
}

/** A part of the page that its own edges are not in, or of the picture. */
function insideOf(page: Page | undefined, width: number, height: number): [number, number, number, number] {
  const xs = page?.corners.map(({ x }) => x * width) ?? [0, width];
  const ys = page?.corners.map(({ y }) => y * height) ?? [0, height];
  const [left, right] = [Math.max(0, Math.min(...xs)), Math.min(width, Math.max(...xs))];
  const [top, bottom] = [Math.max(0, Math.min(...ys)), Math.min(height, Math.max(...ys))];
  const aside = page ? 0.12 : 0.02;
  return [
    Math.floor(left + aside * (right - left)),
    Math.ceil(right - aside * (right - left)),
    Math.floor(top + aside * (bottom - top)),
    Math.ceil(bottom - aside * (bottom - top)),
  ];
}

/** Print falls into few rows where lines run at this angle: the spread of how many places fall into each row of two pixels. */
function clearness(points: Int16Array, degrees: number): number {
  const cos = Math.cos((degrees * Math.PI) / 180) / 2;
  const sin = Math.sin((degrees * Math.PI) / 180) / 2;
  const rows = new Uint16Array(2 * FARTHEST);
  let first = rows.length;
  let last = 0;
  for (let at = 0; at < points.length; at += 2) {
    const row = Math.floor((points[at + 1] ?? 0) * cos - (points[at] ?? 0) * sin) + FARTHEST;
    rows[row] = (rows[row] ?? 0) + 1;
    if (row < first) first = row;
    if (row > last) last = row;
  }
  let squares = 0;
  for (let row = first; row <= last; row += 1) squares += (rows[row] ?? 0) ** 2;
  return (squares * (last - first + 1)) / (points.length / 2) ** 2;
}
