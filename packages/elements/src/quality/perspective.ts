/** Makes a page that was photographed aslant lie straight: the projection that takes a rectangle to four corners, and its inverse walk. */
import type { Picture, Size, Steps } from './picture.js';
import type { Point } from './rectangle.js';

/** Clockwise from the top left. */
export type Corners = readonly [Point, Point, Point, Point];

/** Takes places of a unit square to a picture: x' = (a x + b y + c) / (g x + h y + 1), y' with d, e and f. */
export type Projection = readonly [number, number, number, number, number, number, number, number];

/** The projection that takes the unit square's corners to these (Heckbert 1989, 2.2.3). */
export function projectionTo([p, q, r, s]: Corners): Projection {
  const dx1 = q.x - r.x;
  const dx2 = s.x - r.x;
  const dx3 = p.x - q.x + r.x - s.x;
  const dy1 = q.y - r.y;
  const dy2 = s.y - r.y;
  const dy3 = p.y - q.y + r.y - s.y;
  const det = dx1 * dy2 - dx2 * dy1;
  const g = det === 0 ? 0 : (dx3 * dy2 - dx2 * dy3) / det;
  const h = det === 0 ? 0 : (dx1 * dy3 - dx3 * dy1) / det;
  return [q.x - p.x + g * q.x, s.x - p.x + h * s.x, p.x, q.y - p.y + g * q.y, s.y - p.y + h * s.y, p.y, g, h];
}

/** Where a place of the unit square goes. */
export function project([a, b, c, d, e, f, g, h]: Projection, { x, y }: Point): Point {
  const w = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

/** True where the corners go around a page clockwise without crossing or folding, so that it can be made straight. */
export function isConvex(corners: Corners): boolean {
  return corners.every((corner, index) => {
    const next = corners[(index + 1) % 4] ?? corner;
    const after = corners[(index + 2) % 4] ?? corner;
    return (next.x - corner.x) * (after.y - next.y) - (next.y - corner.y) * (after.x - next.x) > 0;
  });
}

/** The size that the page between the corners has when it lies straight. @param longest pixels it may have at most */
export function straightSize([p, q, r, s]: Corners, longest: number): Size {
  const width = Math.max(distance(p, q), distance(s, r));
  const height = Math.max(distance(p, s), distance(q, r));
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Draws the page between the corners (pixels of the picture) straight, a few rows at a time: it yields in between. */
export function* straightening(picture: Picture, corners: Corners, size: Size): Steps<Picture> {
  const [a, b, c, d, e, f, g, h] = projectionTo(corners);
  const { width, height } = size;
  const data = new Uint8ClampedArray(width * height * 4);
  const from = picture.data;
  const lastX = picture.width - 1;
  const lastY = picture.height - 1;
  for (let row = 0; row < height; row += 1) {
    const y = (row + 0.5) / height;
    for (let column = 0; column < width; column += 1) {
      const x = (column + 0.5) / width;
      const w = g * x + h * y + 1;
      const sx = Math.min(lastX, Math.max(0, (a * x + b * y + c) / w - 0.5));
      const sy = Math.min(lastY, Math.max(0, (d * x + e * y + f) / w - 0.5));
      const left = Math.floor(sx);
      const top = Math.floor(sy);
      const right = sx - left;
      const below = sy - top;
      const first = 4 * (top * picture.width + left);
      const beside = left < lastX ? 4 : 0;
      const under = top < lastY ? 4 * picture.width : 0;
      const at = 4 * (row * width + column);
      for (let channel = 0; channel < 3; channel += 1) {
        const start = first + channel;
        const upper = (from[start] ?? 0) * (1 - right) + (from[start + beside] ?? 0) * right;
        const lower = (from[start + under] ?? 0) * (1 - right) + (from[start + under + beside] ?? 0) * right;
        data[at + channel] = upper * (1 - below) + lower * below;
      }
      data[at + 3] = 255;
    }
    if (row % 32 === 31) yield;
  }
  return { width, height, data };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
