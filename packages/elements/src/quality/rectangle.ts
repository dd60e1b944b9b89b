/** A place in a picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle {
  /** Clockwise from the one nearest the top left. */
  readonly corners: readonly [Point, Point, Point, Point];
  readonly area: number;
  /** Degrees clockwise, −45 to 45. */
  readonly angle: number;
}

/** The smallest rectangle around points, which has a side along one of their hull's. At least one point must be given. */
export function smallestRectangle(points: readonly Point[]): Rectangle {
  const hull = hullOf(points);
  let best: Rectangle | undefined;
  for (const [index, from] of hull.entries()) {
    const to = hull[(index + 1) % hull.length] ?? from;
    let turn = Math.atan2(to.y - from.y, to.x - from.x);
    while (turn > Math.PI / 4) turn -= Math.PI / 2;
    while (turn <= -Math.PI / 4) turn += Math.PI / 2;
    const rectangle = around(hull, turn);
    if (!best || rectangle.area < best.area) best = rectangle;
  }
  return best ?? around(points, 0);
}

function around(points: readonly Point[], turn: number): Rectangle {
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const across = points.map(({ x, y }) => x * cos + y * sin);
  const down = points.map(({ x, y }) => y * cos - x * sin);
  const left = Math.min(...across);
  const right = Math.max(...across);
  const top = Math.min(...down);
  const bottom = Math.max(...down);
  const back = (x: number, y: number): Point => ({ x: x * cos - y * sin, y: x * sin + y * cos });
  return {
    corners: [back(left, top), back(right, top), back(right, bottom), back(left, bottom)],
    area: (right - left) * (bottom - top),
    angle: (turn * 180) / Math.PI,
  };
}

/** The convex hull, by Andrew's monotone chain. */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((one, other) => one.x - other.x || one.y - other.y);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      for (;;) {
        const [before, last] = chain.slice(-2);
        if (!before || !last) break;
        if ((last.x - before.x) * (point.y - before.y) - (last.y - before.y) * (point.x - before.x) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}
