import { brightnessOf, glareOf } from './light.js';
import { type Page, pageOf, paperOf, sides } from './page-shape.js';
import { greyOf, type Picture, type Size, type Steps } from './picture.js';
import { linesOf, printAt } from './print.js';
import { sharpnessOf } from './sharpness.js';
import { PRINT_AT_SIDE, SIDEWAYS, TOUCHED } from './thresholds.js';

/** What was measured, before anything is judged. Plain data, so that it crosses from a worker to a page. */
export interface Measures {
  /** Of the picture as it was taken. */
  readonly size: Size;
  /** See sharpness.ts. */
  readonly sharpness: number;
  /** 0 to 255. */
  readonly brightness: number;
  /** Share of the picture. */
  readonly glare: number;
  /** True where a page goes on beyond the picture. */
  readonly cut: boolean;
  /** Degrees clockwise that the page or its lines are turned. */
  readonly angle: number;
  /** True where lines of print run up and down. */
  readonly sideways: boolean;
  /** Where the page lies; undefined where it fills the picture or does not stand out. */
  readonly page: Page | undefined;
}

/** Lines this clear may speak about how a picture is turned. */
const CLEAR = 1.5;

/**
 * Measures a reduced picture. Between its steps it yields, so that a page without a worker can let other things in between.
 * @param picture of `MEASURED_SIDE` at most. @param size of the picture as it was taken
 */
export function* measuring(picture: Picture, size: Size): Steps<Measures> {
  const grey = yield* greyOf(picture);
  yield;
  const brightness = brightnessOf(grey);
  yield;
  const glare = yield* glareOf(grey);
  const sharpness = yield* sharpnessOf(grey);
  const paper = yield* paperOf(grey);
  const page = pageOf(paper);
  yield;
  const lines = yield* linesOf(grey, paper, page);
  const clear = lines && Math.max(lines.clear, lines.clear / lines.upright) > CLEAR;
  const sideways = Boolean(clear && lines.upright < 1 / SIDEWAYS);
  const angle = page ? page.angle : clear && !sideways ? lines.angle : 0;
  const cut = page ? isCut(page) : sides.filter((side) => printAt(grey, paper, side) > PRINT_AT_SIDE).length > 0;
  return { size, sharpness, brightness, glare, cut, angle, sideways, page };
}

/** Measures at one go. */
export function measure(picture: Picture, size: Size): Measures {
  const steps = measuring(picture, size);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** A page that touches every side fills the picture, and is whole as far as anyone can see. */
function isCut({ touched }: Page): boolean {
  const count = sides.filter((side) => touched[side] > TOUCHED).length;
  return count > 0 && count < sides.length;
}
