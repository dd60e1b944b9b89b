import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestSession } from '@web/test-runner';
import { outcomesOf, reportOf } from './element-outcomes.js';
import { root } from './workspace.js';

const green = { name: 'is green', passed: true, skipped: false };
const red = {
  name: 'is red',
  passed: false,
  skipped: false,
  error: { message: 'expected 1 to equal 2', name: 'Error' },
};
const left = { name: 'is left out', passed: true, skipped: true };

function session(name: string, of: Partial<TestSession>): TestSession {
  return { testFile: join(root, name), errors: [], ...of } as TestSession;
}

const suite = (...tests: (typeof green)[]) => ({ name: '', tests: [], suites: [{ name: 'inner', tests, suites: [] }] });

test('tests are counted by file, and what is wrong is said by file and name', () => {
  const outcomes = outcomesOf([
    session('good.test.ts', { passed: true, testResults: suite(green, green) }),
    session('bad.test.ts', { passed: false, testResults: suite(green, red, left) }),
  ]);
  assert.deepEqual(reportOf(outcomes).split('\n'), [
    'bad.test.ts: is red: expected 1 to equal 2',
    'bad.test.ts: is left out: it was skipped',
    '3 passed, 2 failed',
  ]);
  assert.ok(outcomes.every(({ isSilent }) => !isSilent));
});

test('a page that ends without a result counts as one failed, and may be run again', () => {
  const message = 'Browser tests did not finish within 360000ms.';
  const [hung, nothing] = outcomesOf([
    session('hung.test.ts', { passed: false, errors: [{ message }] }),
    session('nothing.test.ts', {}),
  ]);
  assert.deepEqual(hung, { file: 'hung.test.ts', passed: 0, failed: 1, troubles: [message], isSilent: true });
  assert.equal(nothing?.failed, 1);
  assert.ok(nothing.isSilent);
});

test('a page that breaks beside its tests has its results, and counts as one failed more', () => {
  const [broken] = outcomesOf([
    session('broken.test.ts', { passed: false, errors: [{ message: 'too late' }], testResults: suite(green) }),
  ]);
  assert.deepEqual([broken?.isSilent, broken?.passed, broken?.failed], [false, 1, 1]);
});
