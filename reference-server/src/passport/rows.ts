/**
 * Finds rows of marks of one size at one pitch, whatever way they slope: neighbours are linked into chains, a chain
 * gives a line, and whatever lies on the line is counted into slots of its pitch. Ordinary text has no pitch, so
 * few rows are left.
 */
import type { Mark } from './ink.js';

/** A row of slots. */
export interface Row {
  /** Middle of the first slot, in pixels. */
  readonly x: number;
  readonly y: number;
  /** From one slot to the next, in pixels. */
  readonly dx: number;
  readonly dy: number;
  /** Slots from the first to the last that holds a mark. */
  readonly slots: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

const SMALLEST = 5;
const FEWEST_IN_CHAIN = 6;
const FEWEST_SLOTS = 22;
/** Steepest row, as a tangent: 15 degrees. */
const STEEPEST = 0.27;

/** Rows with a pitch, in no order. */
export function rowsOf(marks: readonly Mark[], pageHeight: number): Row[] {
  const spots = marks.flatMap(({ left, top, right, bottom }): Spot[] => {
    const height = bottom - top;
    const fits = height >= SMALLEST && height < pageHeight / 6 && right - left < height * 3;
    return fits ? [{ x: (left + right) / 2, y: (top + bottom) / 2, height }] : [];
  });
  const rows: Row[] = [];
  for (const chain of chainsOf(spots)) {
    const row = rowAlong(chain, spots);
    if (row && !rows.some((other) => isSame(row, other))) rows.push(row);
  }
  return rows;
}

/** Links each spot with the nearest to its right that has its size and its height on the page. */
function chainsOf(spots: readonly Spot[]): Spot[][] {
  const sorted = [...spots].sort((a, b) => a.x - b.x);
  const next = new Map<Spot, Spot>();
  const taken = new Set<Spot>();
  for (const [at, spot] of sorted.entries()) {
    for (let other = at + 1; other < sorted.length; other += 1) {
      const candidate = sorted[other];
      if (!candidate || candidate.x - spot.x > spot.height * 2.4) break;
      const [dx, dy] = [candidate.x - spot.x, candidate.y - spot.y];
      const alike = candidate.height > spot.height * 0.65 && candidate.height < spot.height * 1.55;
      if (!alike || dx < spot.height * 0.5 || Math.abs(dy) > dx * STEEPEST + spot.height * 0.12) continue;
      if (taken.has(candidate)) break;
      next.set(spot, candidate);
      taken.add(candidate);
      break;
    }
  }
  const chains: Spot[][] = [];
  for (const start of sorted) {
    if (taken.has(start)) continue;
    const chain: Spot[] = [];
    for (let spot: Spot | undefined = start; spot; spot = next.get(spot)) chain.push(spot);
    if (chain.length >= FEWEST_IN_CHAIN) chains.push(chain);
  }
  return chains.sort((a, b) => b.length - a.length);
}

function rowAlong(chain: readonly Spot[], spots: readonly Spot[]): Row | undefined {
  const height = median(chain.map((spot) => spot.height));
  let line = fit(chain.map(({ x, y }) => [x, y]));
  let members: Spot[] = [];
  for (const reach of [0.45, 0.3]) {
    const { start, slope } = line;
    members = spots.filter(
      (spot) =>
        spot.height > height * 0.55 &&
        spot.height < height * 1.5 &&
        Math.abs(spot.y - start - slope * spot.x) < height * reach,
    );
    if (members.length < FEWEST_IN_CHAIN) return undefined;
    line = fit(members.map(({ x, y }) => [x, y]));
  }
  if (Math.abs(line.slope) > STEEPEST) return undefined;
  return slotted(
    members.map(({ x }) => x).sort((a, b) => a - b),
    height,
    line,
  );
}

interface Line {
  readonly start: number;
  readonly slope: number;
}

/** Counts places into slots: by the commonest step first, then by all places at once. */
function slotted(places: readonly number[], height: number, { start, slope }: Line): Row | undefined {
  const steps = places.slice(1).map((x, at) => x - (places[at] ?? 0));
  const near = steps.filter((step) => step > height * 0.6 && step < height * 1.75);
  if (near.length < places.length / 3) return undefined;
  let pitch = median(near);
  let numbers = [0];
  for (const step of steps) numbers.push((numbers.at(-1) ?? 0) + Math.round(step / pitch));
  let first = 0;
  for (let round = 0; round < 3; round += 1) {
    const inliers = places.flatMap((x, at): [number, number][] => {
      const number = numbers[at] ?? 0;
      return round === 0 || Math.abs(x - first - pitch * number) < pitch * 0.3 ? [[number, x]] : [];
    });
    if (inliers.length < FEWEST_IN_CHAIN) return undefined;
    const fitted = fit(inliers);
    [first, pitch] = [fitted.start, fitted.slope];
    if (pitch < height * 0.6 || pitch > height * 1.6) return undefined;
    numbers = places.map((x) => Math.round((x - first) / pitch));
  }
  const run = longestRun([...new Set(numbers)].sort((a, b) => a - b));
  const [from = 0, to = 0] = [run[0], run.at(-1)];
  const slots = to - from + 1;
  if (slots < FEWEST_SLOTS || run.length < slots * 0.75) return undefined;
  const x = first + pitch * from;
  return { x, y: start + slope * x, dx: pitch, dy: slope * pitch, slots };
}

/** Numbers without a gap of more than three. */
function longestRun(numbers: readonly number[]): number[] {
  let best: number[] = [];
  let run: number[] = [];
  for (const number of numbers) {
    run = number - (run.at(-1) ?? number) > 3 ? [number] : [...run, number];
    if (run.length > best.length) best = run;
  }
  return best;
}

function isSame(a: Row, b: Row): boolean {
  const x = a.x + (a.dx * a.slots) / 2;
  const apart = a.y + (a.dy * a.slots) / 2 - (b.y + ((x - b.x) * b.dy) / b.dx);
  return Math.abs(apart) < a.dx * 0.6;
}

/** Least squares. */
function fit(points: readonly (readonly [number, number])[]): Line {
  const count = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  let [up, along] = [0, 0];
  for (const [x, y] of points) {
    up += (x - meanX) * (y - meanY);
    along += (x - meanX) ** 2;
  }
  const slope = along === 0 ? 0 : up / along;
  return { start: meanY - slope * meanX, slope };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
