/**
 * What is ink, by comparing each pixel with the mean of its neighbourhood: a photograph is lit unevenly, and
 * one threshold for all of it would drown a corner. Ink that touches is one mark.
 */
import type { Grey } from './grey.js';

/** A connected piece of ink; the far edges are exclusive. */
export interface Mark {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Ink is darker than this part of the mean around it. */
const DARKER = 0.87;

/** 1 where there is ink. @param reach pixels that the neighbourhood extends to each side */
export function inkOf({ width, height, data }: Grey, reach: number): Uint8Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += data[y * width + x] ?? 0;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const top = Math.max(0, y - reach) * (width + 1);
    const bottom = Math.min(height, y + reach + 1) * (width + 1);
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const sum =
        (sums[bottom + right] ?? 0) - (sums[bottom + left] ?? 0) - (sums[top + right] ?? 0) + (sums[top + left] ?? 0);
      const mean = sum / ((right - left) * ((bottom - top) / (width + 1)));
      if ((data[y * width + x] ?? 0) < mean * DARKER - 2) ink[y * width + x] = 1;
    }
  }
  return ink;
}

/** More marks than this are a pattern and no page of text. */
const MOST_MARKS = 40_000;

/** The marks of a picture, from top to bottom; ink that touches by a corner belongs together. Erases the ink. */
export function marksOf(ink: Uint8Array, width: number, height: number): Mark[] {
  const marks: Mark[] = [];
  const stack: number[] = [];
  for (let start = 0; start < ink.length && marks.length < MOST_MARKS; start += 1) {
    if (ink[start] !== 1) continue;
    ink[start] = 0;
    stack.push(start);
    let [left, right, top, bottom] = [width, 0, height, 0];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
          const next = ny * width + nx;
          if (ink[next] !== 1) continue;
          ink[next] = 0;
          stack.push(next);
        }
      }
    }
    marks.push({ left, top, right, bottom });
  }
  return marks;
}
