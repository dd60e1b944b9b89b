import assert from 'node:assert/strict';
import { test } from 'node:test';
import { report, runStages } from './test.js';
import { asOneCheck, nodeTest, ourLine, playwright } from './test-counts.js';
import type { Stage } from './test-stages.js';

test('node:test counts by its summary; what was skipped or postponed counts as failed', () => {
  const output = ['✔ a (1ms)', 'ℹ pass 7', 'ℹ fail 1', 'ℹ cancelled 1', 'ℹ skipped 2', 'ℹ todo 1'].join('\n');
  assert.deepEqual(nodeTest(output, 1), { passed: 7, failed: 5 });
  assert.equal(nodeTest('Error: no such file', 1), undefined);
});

test('Playwright counts by its last lines; what was flaky or did not run counts as failed', () => {
  const output =
    '  ✓  1 a.spec.ts › 5 passed files are listed\n\n  1 failed\n  1 flaky\n  2 did not run\n  5 passed (9.1s)\n';
  assert.deepEqual(playwright(output, 1), { passed: 5, failed: 4 });
  assert.equal(playwright('Error: no tests found', 1), undefined);
});

test('our own programs count by their last line, checks by their exit code', () => {
  assert.deepEqual(ourLine('1 passed, 0 failed\nmore\n3 passed, 2 failed', 1), { passed: 3, failed: 2 });
  assert.equal(ourLine('crashed', 1), undefined);
  assert.deepEqual(asOneCheck('', 0), { passed: 1, failed: 0 });
  assert.deepEqual(asOneCheck('', 2), { passed: 0, failed: 1 });
});

/** A stage that runs a line of JavaScript. */
function stage(name: string, script: string, changed: Partial<Stage> = {}): Stage {
  return { name, command: [process.execPath, '-e', script], read: ourLine, ...changed };
}

test('the sum is over all stages; a crash, a silent stage and a bad end are failures, a missing means is not', async () => {
  const outcomes = await runStages(
    [
      stage('good', "console.log('4 passed, 0 failed')"),
      stage('bad', "console.log('what is wrong'); console.log('1 passed, 1 failed'); process.exit(1)"),
      stage('silent', ''),
      stage('crashed', "console.log('2 passed, 0 failed'); process.exit(3)"),
      stage('absent', "console.log('No real PostgreSQL: none here'); process.exit(69)"),
    ],
    () => undefined,
  );
  const text = report(outcomes);
  assert.match(text, /what is wrong/);
  assert.match(text, /The stage ran no test\./);
  assert.match(text, /absent .*not run: No real PostgreSQL: none here/);
  assert.equal(text.split('\n').at(-1), '7 passed, 3 failed');
});

test('a stage begins after those it names, and alone where it says so', async () => {
  const log: string[] = [];
  const say = (name: string): string =>
    `console.log('${name} begins'); setTimeout(() => console.log('1 passed, 0 failed'), 150)`;
  await runStages(
    [
      stage('later', say('later'), { after: ['first'] }),
      stage('alone', say('alone'), { alone: true }),
      stage('first', say('first')),
    ],
    (line) => log.push(line),
  );
  const at = (line: string): number => log.indexOf(line);
  assert(at('later | later begins') > at('first | 1 passed, 0 failed'));
  const alone = [at('alone | alone begins'), at('alone | 1 passed, 0 failed')];
  assert.equal(alone[1], (alone[0] ?? 0) + 1, log.join('\n'));
});
