import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from './pace.js';

test('nothing is said before there is enough to go by', () => {
  const pace = new Pace(0);
  assert.equal(pace.secondsFor(100), null);
  pace.add(1000, 100);
  assert.equal(pace.secondsFor(100), null);
});

test('a steady stream gives the plain quotient', () => {
  const pace = new Pace(0);
  for (let at = 250; at <= 10_000; at += 250) pace.add(250, at);
  assert.equal(pace.secondsFor(30_000), 30);
});

test('a burst moves the estimate by a fraction only, and a lasting change all the way', () => {
  const pace = new Pace(0);
  for (let at = 250; at <= 10_000; at += 250) pace.add(250, at);
  pace.add(2500, 10_250);
  const after = pace.secondsFor(30_000) ?? 0;
  assert.ok(after > 15 && after < 30, `${after} s`);
  for (let at = 10_500; at <= 60_000; at += 250) pace.add(2500, at);
  assert.equal(pace.secondsFor(30_000), 4);
});

test('a stream that stands still promises less and less', () => {
  const pace = new Pace(0);
  pace.add(1000, 1000);
  for (let at = 2000; at <= 30_000; at += 1000) pace.add(0, at);
  assert.ok((pace.secondsFor(1000) ?? 0) > 60);
});
