/** From measures to what a person can do better. Nothing here forbids anything: whoever sees the paper knows best. */
import type { Measures } from './measure.js';
import { GLARE_SHARE, LIT, LONG_SIDE, NEAR, SHARP, SHORT_SIDE, TILT } from './thresholds.js';

/** What is wrong with a picture that was taken; the worst first. */
export const hints = ['dark', 'blurred', 'glare', 'cut', 'small', 'sideways', 'tilted'] as const;
export type Hint = (typeof hints)[number];

/** What to do while the camera looks. */
export const liveHints = ['light', 'glare', 'closer', 'back', 'straight', 'still', 'ready'] as const;
export type LiveHint = (typeof liveHints)[number];

/** Every fault of a picture, the worst first; empty where it is good. */
export function hintsOf(measures: Measures): readonly Hint[] {
  const { width, height } = measures.size;
  const found: Readonly<Record<Hint, boolean>> = {
    dark: measures.brightness < LIT,
    blurred: measures.sharpness < SHARP,
    glare: measures.glare > GLARE_SHARE,
    cut: measures.cut,
    small: Math.max(width, height) < LONG_SIDE || Math.min(width, height) < SHORT_SIDE,
    sideways: measures.sideways,
    tilted: Math.abs(measures.angle) > TILT,
  };
  return hints.filter((hint) => found[hint]);
}

/** The one thing to do next while the camera looks: light before sharpness, since the dark is never sharp. */
export function liveHintOf({ brightness, glare, page, cut, angle, sharpness }: Measures): LiveHint {
  if (brightness < LIT) return 'light';
  if (glare > GLARE_SHARE) return 'glare';
  if (page && page.share < NEAR) return 'closer';
  if (cut) return 'back';
  if (Math.abs(angle) > TILT) return 'straight';
  return sharpness < SHARP ? 'still' : 'ready';
}
