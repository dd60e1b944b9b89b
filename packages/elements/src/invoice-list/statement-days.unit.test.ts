import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOf, problemOf } from './statement-days.js';

test('this year and the last twelve months end today', () => {
  const now = new Date(2026, 10, 5, 23, 30);
  assert.deepEqual(daysOf('year', now), { from: '2026-01-01', to: '2026-11-05' });
  assert.deepEqual(daysOf('months', now), { from: '2025-11-06', to: '2026-11-05' });
});

test('twelve months are never more than a statement takes, also around the end of February', () => {
  for (const now of [new Date(2028, 1, 28), new Date(2028, 1, 29), new Date(2028, 2, 1), new Date(2029, 1, 28)])
    assert.equal(problemOf(daysOf('months', now)), undefined, now.toDateString());
  assert.deepEqual(daysOf('months', new Date(2028, 1, 29)), { from: '2027-03-02', to: '2028-02-29' });
});

test('days of one’s own are both there, in order, and at most a leap year', () => {
  assert.equal(problemOf({ from: '2026-03-01', to: '2026-03-01' }), undefined);
  assert.equal(problemOf({ from: '2028-01-01', to: '2028-12-31' }), undefined);
  assert.deepEqual(problemOf({ from: '', to: '' }), { field: 'from', what: 'missing' });
  assert.deepEqual(problemOf({ from: '2026-03-01', to: '' }), { field: 'to', what: 'missing' });
  assert.deepEqual(problemOf({ from: '2026-03-02', to: '2026-03-01' }), { field: 'to', what: 'order' });
  assert.deepEqual(problemOf({ from: '2025-01-01', to: '2026-01-02' }), { field: 'to', what: 'tooLong' });
});
