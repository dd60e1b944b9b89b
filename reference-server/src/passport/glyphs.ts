/**
 * Pictures of the glyphs to compare with, drawn from their strokes: at several widths of pen and blurs, because
 * printers and lenses differ. Each is brought to mean 0 and length 1, so that the product of two is their
 * correlation, whatever the light.
 */
import { strokes } from './strokes.js';

/** Samples of a cell: so many across and down, over {@link CELL} in units of a tenth of the pitch. */
export const ACROSS = 12;
export const DOWN = 16;
export const CELL = { left: 0.8, right: 9.2, bottom: -1, top: 11.4 } as const;
export const SAMPLES = ACROSS * DOWN;

/** Glyphs in one look: so wide a pen, so much blur. */
export type Look = ReadonlyMap<string, Float32Array>;

type Point = readonly [x: number, y: number];

/** Pen widths and blurs in units. */
const PENS = [1.15, 1.6];
const BLURS = [0.5, 1.1, 1.8];

/** Every look, made once. */
export function looks(): readonly Look[] {
  made ??= PENS.flatMap((pen) => BLURS.map((blur) => lookOf(pen, blur)));
  return made;
}

let made: readonly Look[] | undefined;

function lookOf(pen: number, blur: number): Look {
  return new Map(Object.entries(strokes).map(([glyph, path]) => [glyph, drawn(linesOf(path), pen, blur)]));
}

/** Brings samples to mean 0 and length 1, in place. @returns their contrast before: the standard deviation */
export function normalise(samples: Float32Array): number {
  let mean = 0;
  for (const sample of samples) mean += sample;
  mean /= samples.length;
  let power = 0;
  for (let at = 0; at < samples.length; at += 1) {
    const value = (samples[at] ?? 0) - mean;
    samples[at] = value;
    power += value * value;
  }
  const length = Math.sqrt(power) || 1;
  for (let at = 0; at < samples.length; at += 1) samples[at] = (samples[at] ?? 0) / length;
  return Math.sqrt(power / samples.length);
}

/** Ink at a sample falls off over the blur's width from the stroke's edge, which is what a blurred stroke does. */
function drawn(lines: readonly Point[][], pen: number, blur: number): Float32Array {
  const samples = new Float32Array(SAMPLES);
  for (let row = 0; row < DOWN; row += 1) {
    const y = CELL.top - ((row + 0.5) / DOWN) * (CELL.top - CELL.bottom);
    for (let column = 0; column < ACROSS; column += 1) {
      const x = CELL.left + ((column + 0.5) / ACROSS) * (CELL.right - CELL.left);
      const beyond = (distance(lines, x, y) - pen / 2) / blur;
      samples[row * ACROSS + column] = 1 / (1 + Math.exp(beyond * 3));
    }
  }
  normalise(samples);
  return samples;
}

function distance(lines: readonly Point[][], x: number, y: number): number {
  let nearest = Infinity;
  for (const line of lines) {
    for (let at = 1; at < line.length; at += 1) {
      const [ax, ay] = line[at - 1] ?? [0, 0];
      const [bx, by] = line[at] ?? [0, 0];
      const [dx, dy] = [bx - ax, by - ay];
      const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      nearest = Math.min(nearest, Math.hypot(x - ax - along * dx, y - ay - along * dy));
    }
  }
  return nearest;
}

/** Steps in which a curve is walked. */
const STEPS = 8;

function linesOf(path: string): Point[][] {
  const lines: Point[][] = [];
  for (const [, command = '', rest = ''] of path.matchAll(/([MLQC])([^MLQC]*)/g)) {
    const numbers = rest.trim().split(/\s+/).map(Number);
    const points = numbers.flatMap((x, at): Point[] => (at % 2 === 0 ? [[x, numbers[at + 1] ?? 0]] : []));
    const line = lines.at(-1);
    const from = line?.at(-1);
    if (command === 'M' || !line || !from) lines.push(points);
    else {
      const steps = points.length === 1 ? 1 : STEPS;
      for (let step = 1; step <= steps; step += 1) line.push(between([from, ...points], step / steps));
    }
  }
  return lines;
}

/** The point of a Bézier curve of any degree (de Casteljau). */
function between(points: readonly Point[], at: number): Point {
  const [first = [0, 0], ...rest] = points;
  if (rest.length === 0) return first;
  return between(
    rest.map(([x, y], index): Point => {
      const [px, py] = points[index] ?? first;
      return [px + (x - px) * at, py + (y - py) * at];
    }),
    at,
  );
}
