/**
 * Where a photograph stops being good enough, held by `quality.unit.test.ts`: it makes good and bad pictures of known degrees, and
 * every value here sits between them. Change one, and the test says what that costs.
 */

/** Longest side of the reduced picture that is measured, pixels. On it, letters of a whole page are still three pixels high. */
export const MEASURED_SIDE = 640;

/** Steepness of edges against their height; 2 is a perfect step, and letters of a page cannot be read below about a half. */
export const SHARP = 0.9;

/** Brightness that the brightest tenth must reach; paper in a lit room has 180 and more. */
export const LIT = 112;

/** From here on a pixel has lost what was printed there. */
export const CLIPPED = 249;
/** Paper as bright as this is well lit and not glaring: a scan, a page at the window. */
export const WHITE_PAPER = 236;
/** Share of the picture that one glaring spot may have. */
export const GLARE_SHARE = 0.003;

/** Pixels of the picture as it was taken: about 100 dots an inch on a letter, below which small print goes. */
export const LONG_SIDE = 1000;
export const SHORT_SIDE = 650;

/** Share of a side of the picture that paper may touch before the page counts as cut off there. */
export const TOUCHED = 0.12;
/** Share of a side that print may cover where paper fills the picture. */
export const PRINT_AT_SIDE = 0.05;

/** Degrees that lines of print, or the page, may be turned. */
export const TILT = 8;
/** How much clearer lines must be across than along, before a picture counts as lying on its side. */
export const SIDEWAYS = 1.25;

/** Share of the picture that a page should have at least; smaller ones are too far away. */
export const NEAR = 0.22;
