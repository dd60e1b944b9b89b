/**
 * Reads the characters of a zone by comparing each slot of the grey picture with the glyphs that may stand there.
 * First roughly, to learn which look of the glyphs fits and how the lines really run, then finely.
 */
import { alphabetAt } from './formats.js';
import { ACROSS, CELL, DOWN, type Look, looks, normalise, SAMPLES } from './glyphs.js';
import { type Grey, lightAt } from './grey.js';
import type { Zone } from './zone.js';

/** What a slot holds. */
export interface Character {
  readonly glyph: string;
  /** Correlation with the glyph, at most 1. */
  readonly score: number;
  /** How much better than the next best. */
  readonly margin: number;
}

interface Best extends Character {
  /** Where the glyph was found, in units from where it was looked for. */
  readonly right: number;
  readonly up: number;
}

interface Place {
  readonly line: number;
  readonly slot: number;
  readonly alphabet: readonly string[];
}

/** Shifts that are tried to find how the lines really run, and then around that. */
const ROUGH = grid([-1.4, 0, 1.4]);
const FINE = grid([-0.9, -0.45, 0.45, 0.9, 0]);
/** Glyphs that are worth trying at every shift. */
const MOST_CANDIDATES = 10;

type Shift = readonly [right: number, up: number];

/** Reads every line of a zone. */
export function readZone(picture: Grey, zone: Zone): Character[][] {
  const places = zone.lines.map((_, line) =>
    Array.from({ length: zone.format.length }, (_slot, slot) => ({
      line,
      slot,
      alphabet: alphabetAt(zone.format, line, slot),
    })),
  );
  const look = fittingLook(picture, zone, places.flat());
  return places.map((line) => {
    const rough = line
      .filter(({ slot }) => slot % 2 === 0)
      .map((place) => ({ place, ...bestOf(look, place.alphabet, seenAt(picture, zone, place, ROUGH, [0, 0])) }));
    const right = trend(rough, (best) => best.right);
    const up = trend(rough, (best) => best.up);
    return line.map((place) => {
      const shift: Shift = [right(place.slot), up(place.slot)];
      const [middle, ...around] = seenAt(picture, zone, place, FINE, shift).reverse();
      const candidates = middle ? likeliest(look, place.alphabet, middle) : place.alphabet;
      return bestOf(look, candidates, middle ? [middle, ...around] : around);
    });
  });
}

/** A slot of the picture as it looks from where it was expected. */
interface Sight {
  readonly shift: Shift;
  readonly samples: Float32Array;
}

function seenAt(
  picture: Grey,
  zone: Zone,
  { line, slot }: Place,
  shifts: readonly Shift[],
  [right, up]: Shift,
): Sight[] {
  return shifts.map(([byRight, byUp]): Sight => {
    const shift: Shift = [right + byRight, up + byUp];
    return { shift, samples: sampled(picture, zone, line, slot, shift) };
  });
}

/** The look that fits a sample of the slots best. */
function fittingLook(picture: Grey, zone: Zone, places: readonly Place[]): Look {
  const sample = places
    .filter((_, at) => at % 9 === 3)
    .map((place) => ({ alphabet: place.alphabet, sights: seenAt(picture, zone, place, ROUGH, [0, 0]) }));
  let fitting: Look = new Map();
  let most = -Infinity;
  for (const look of looks()) {
    const sum = sample.reduce((total, { alphabet, sights }) => total + bestOf(look, alphabet, sights).score, 0);
    if (sum > most) [fitting, most] = [look, sum];
  }
  return fitting;
}

function likeliest(look: Look, alphabet: readonly string[], { samples }: Sight): string[] {
  return alphabet
    .map((glyph) => ({ glyph, score: product(samples, look.get(glyph)) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_CANDIDATES)
    .map(({ glyph }) => glyph);
}

function bestOf(look: Look, alphabet: readonly string[], sights: readonly Sight[]): Best {
  let best = { glyph: '<', score: -Infinity, right: 0, up: 0 };
  let next = -Infinity;
  for (const glyph of alphabet) {
    const drawn = look.get(glyph);
    let score = -Infinity;
    let [right, up] = [0, 0];
    for (const { samples, shift } of sights) {
      const like = product(samples, drawn);
      if (like > score) [score, right, up] = [like, ...shift];
    }
    next = Math.max(next, Math.min(score, best.score));
    if (score > best.score) best = { glyph, score, right, up };
  }
  return { ...best, margin: best.score - next };
}

function grid(steps: readonly number[]): Shift[] {
  return steps.flatMap((right) => steps.map((up): Shift => [right, up]));
}

/** Darkness of a slot, normalised. The middle of a mark is the middle of its slot: five units right, five up. */
function sampled(picture: Grey, zone: Zone, line: number, slot: number, [right, up]: Shift): Float32Array {
  const { x, y } = zone.lines[line] ?? { x: 0, y: 0 };
  const samples = new Float32Array(SAMPLES);
  const [unitX, unitY] = [zone.dx / 10, zone.dy / 10];
  for (let row = 0; row < DOWN; row += 1) {
    const down = 5 - up - (CELL.top - ((row + 0.5) / DOWN) * (CELL.top - CELL.bottom));
    for (let column = 0; column < ACROSS; column += 1) {
      const along = slot * 10 - 5 + right + CELL.left + ((column + 0.5) / ACROSS) * (CELL.right - CELL.left);
      const atX = x + along * unitX - down * unitY;
      samples[row * ACROSS + column] = -lightAt(picture, atX, y + along * unitY + down * unitX);
    }
  }
  const contrast = normalise(samples);
  // Paper without ink correlates with nothing.
  return contrast < 2 ? new Float32Array(SAMPLES) : samples;
}

function product(a: Float32Array, b: Float32Array | undefined): number {
  if (!b) return 0;
  // Two sums at a time, because one waits for its own last addition.
  let [even, odd] = [0, 0];
  for (let at = 0; at < SAMPLES; at += 2) {
    even += (a[at] ?? 0) * (b[at] ?? 0);
    odd += (a[at + 1] ?? 0) * (b[at + 1] ?? 0);
  }
  return even + odd;
}

interface Placed extends Best {
  readonly place: Place;
}

/** How a shift changes along the line: a straight line through the middles of its two halves. */
function trend(found: readonly Placed[], of: (best: Best) => number): (slot: number) => number {
  const sure = found.filter(({ score }) => score > 0.6);
  if (sure.length < 6) return () => 0;
  const middle = (part: readonly Placed[]) => ({
    slot: part.reduce((sum, { place }) => sum + place.slot, 0) / part.length,
    shift: mid(part.map(of)),
  });
  const half = Math.floor(sure.length / 2);
  const [start, end] = [middle(sure.slice(0, half)), middle(sure.slice(half))];
  const slope = (end.shift - start.shift) / (end.slot - start.slot || 1);
  return (slot) => start.shift + (slot - start.slot) * slope;
}

/** The mean of the middle half, which is finer than a median of a few steps. */
function mid(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const kept = sorted.slice(Math.floor(sorted.length / 4), Math.ceil((sorted.length * 3) / 4));
  return kept.reduce((sum, value) => sum + value, 0) / (kept.length || 1);
}
