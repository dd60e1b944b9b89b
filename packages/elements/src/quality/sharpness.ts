import { type Grey, histogramOf, quantile, ROWS, type Steps } from './picture.js';

/** Share of pixels whose slope is looked at: the steepest ones, where print or the page's edge is. */
const STEEPEST = 0.995;
/** Slopes below this part of the steepest are shading. */
const EDGE = 0.3;
/** Nor is anything print that is less steep than this: what is left of thin strokes that were smeared has sharp ends of its own. */
const STEEP = 8;
/** A median of absolute values, as a standard deviation, for what is normally distributed. */
const SPREAD = 1.4826;

/**
 * How sharp a picture's edges are: the energy of its second differences (the Laplacian) at edges over that of the first, less the
 * camera's noise, as a root. The division takes contrast out, which the plain variance of the Laplacian measures as well, so
 * grey print counts as black does. Across and along are measured apart and the worse counts: a hand that
 * moved blurs in one direction only. About 2 for a perfect step, 0.7 divided by the blur's sigma in pixels beyond one;
 * 0 where there is no edge at all.
 */
export function* sharpnessOf(grey: Grey): Steps<number> {
  return Math.min(yield* along(grey, 1), yield* along(grey, grey.width));
}

function* along({ width, height, values }: Grey, step: number): Steps<number> {
  const slopes = new Uint8Array(values.length);
  const bends = new Uint8Array(values.length);
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * width + 1, end = at + width - 2; at < end; at += 1) {
      const before = values[at - step] ?? 0;
      const after = values[at + step] ?? 0;
      slopes[at] = Math.abs(after - before) >> 1;
      bends[at] = Math.min(255, Math.abs(2 * (values[at] ?? 0) - before - after));
    }
    if (y % ROWS === 0) yield;
  }
  const noise = quantile(histogramOf(bends), 0.5) * SPREAD;
  const edge = Math.max(STEEP, noise, EDGE * quantile(histogramOf(slopes), STEEPEST));
  yield;
  let slope = 0;
  let bend = 0;
  let count = 0;
  for (let at = 0; at < slopes.length; at += 1) {
    const value = slopes[at] ?? 0;
    if (value < edge) continue;
    slope += value * value;
    bend += (bends[at] ?? 0) ** 2;
    count += 1;
  }
  if (count < width) return 0;
  return Math.sqrt(Math.max(0, bend - count * noise * noise) / slope);
}
