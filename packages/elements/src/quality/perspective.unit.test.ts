import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Corners, isConvex, project, projectionTo, straightening, straightSize } from './perspective.js';
import type { Picture } from './picture.js';

const slanted: Corners = [
  { x: 40, y: 30 },
  { x: 270, y: 60 },
  { x: 250, y: 210 },
  { x: 20, y: 180 },
];
const square = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

function run<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

test('the corners of a square go to the corners of the page', () => {
  const projection = projectionTo(slanted);
  for (const [index, corner] of square.entries()) {
    const { x, y } = project(projection, corner);
    assert(Math.hypot(x - (slanted[index]?.x ?? 0), y - (slanted[index]?.y ?? 0)) < 1e-9);
  }
});

test('where the diagonals of the page cross is its middle, also aslant', () => {
  const [p, q, r, s] = slanted;
  const { x, y } = project(projectionTo(slanted), { x: 0.5, y: 0.5 });
  const on = (a: typeof p, b: typeof p) => (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
  assert(Math.abs(on(p, r)) < 1e-6);
  assert(Math.abs(on(q, s)) < 1e-6);
});

test('a page of four colours is straight afterwards, to the pixel', () => {
  const colours = [
    [200, 0, 0],
    [0, 200, 0],
    [0, 0, 200],
    [200, 200, 0],
  ];
  const projection = projectionTo(slanted);
  const data = new Uint8ClampedArray(300 * 240 * 4);
  // Painted by the projection itself, finely, so that the way back has something to undo.
  for (let v = 0; v < 2000; v += 1) {
    for (let u = 0; u < 2000; u += 1) {
      const { x, y } = project(projection, { x: u / 2000, y: v / 2000 });
      const colour = colours[(v < 1000 ? 0 : 2) + (u < 1000 ? 0 : 1)] ?? [];
      data.set([...colour, 255], 4 * (Math.floor(y) * 300 + Math.floor(x)));
    }
  }
  const size = straightSize(slanted, 1000);
  const straight: Picture = run(straightening({ width: 300, height: 240, data }, slanted, size));
  let wrong = 0;
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const near = Math.abs(x - size.width / 2) < 3 || Math.abs(y - size.height / 2) < 3;
      const edge = x < 2 || y < 2 || x > size.width - 3 || y > size.height - 3;
      const colour = colours[(y < size.height / 2 ? 0 : 2) + (x < size.width / 2 ? 0 : 1)] ?? [];
      const at = 4 * (y * size.width + x);
      if (!near && !edge && colour.some((value, channel) => Math.abs(value - (straight.data[at + channel] ?? 0)) > 6))
        wrong += 1;
    }
  }
  assert.equal(wrong, 0);
});

test('a size keeps the longer of two sides, and no more pixels than are allowed', () => {
  assert.deepEqual(straightSize(slanted, 1000), { width: 232, height: 151 });
  assert.deepEqual(straightSize(slanted, 116), { width: 116, height: 76 });
});

test('crossed and folded corners are known', () => {
  const [p, q, r, s] = slanted;
  assert.equal(isConvex(slanted), true);
  assert.equal(isConvex([q, p, r, s]), false);
  assert.equal(isConvex([p, q, { x: 60, y: 60 }, s]), false);
});
