import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isConvex } from '../quality/perspective.js';
import { guideFor, guides, outlineOf } from './guides.js';

test('an identity document is held into a passport’s outline, anything else into the sheet of the region', () => {
  assert.equal(guideFor('identity', 'es-MX'), 'passport');
  assert.deepEqual(
    ['en', 'en-US', 'es-MX', 'es', 'ar', 'en-GB', 'fr-CA'].map((language) => guideFor('financial', language)),
    ['letter', 'letter', 'letter', 'a4', 'a4', 'a4', 'letter'],
  );
});

for (const guide of guides) {
  test(`the outline ${guide} lies within every picture, in its own shape`, () => {
    for (const ratio of [9 / 16, 3 / 4, 4 / 3, 16 / 9]) {
      const [from, , to] = outlineOf(guide, ratio);
      assert(from.x > 0.05 && from.y > 0.05 && to.x < 0.95 && to.y < 0.95);
      assert(isConvex(outlineOf(guide, ratio)));
      const shape = ((to.x - from.x) * ratio) / (to.y - from.y);
      const [wide] = outlineOf(guide, 1);
      assert(Math.abs(shape - (1 - 2 * wide.x) / (1 - 2 * wide.y)) < 1e-9);
    }
  });
}
