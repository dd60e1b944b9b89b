/** What became of the test files that a browser was given. */
import { relative } from 'node:path';
import type { TestResultError, TestSession, TestSuiteResult } from '@web/test-runner';
import { root } from './workspace.js';

export interface FileOutcome {
  /** From the root of the repository. */
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  /** What is wrong, a line each. */
  readonly troubles: readonly string[];
  /** True where the page ended without a result of any test. */
  readonly isSilent: boolean;
}

export function outcomesOf(sessions: Iterable<TestSession>): readonly FileOutcome[] {
  return [...sessions].map((session) => {
    const { testFile, testResults, errors, passed: isGreen } = session;
    const { passed, failing } = testResults ? testsOf(testResults) : { passed: 0, failing: [] };
    const broken = errors.map(saying);
    if (broken.length === 0 && failing.length === 0 && (isGreen !== true || passed === 0))
      broken.push('It ended without a result.');
    return {
      file: relative(root, testFile),
      passed,
      failed: failing.length + (broken.length > 0 ? 1 : 0),
      troubles: [...broken, ...failing],
      isSilent: !testResults,
    };
  });
}

/** What failed, and the count. A page that breaks counts as one failed, a skipped test as failed. */
export function reportOf(outcomes: readonly FileOutcome[]): string {
  const wrong = outcomes.flatMap(({ file, troubles }) => troubles.map((trouble) => `${file}: ${trouble}`));
  const sum = (which: 'passed' | 'failed'): number => outcomes.reduce((total, one) => total + one[which], 0);
  return [...wrong, `${sum('passed')} passed, ${sum('failed')} failed`].join('\n');
}

function testsOf({ tests, suites }: TestSuiteResult): { passed: number; failing: string[] } {
  const inner = suites.map(testsOf);
  const isGreen = ({ passed, skipped }: (typeof tests)[number]): boolean => passed && !skipped;
  return {
    passed: tests.filter(isGreen).length + inner.reduce((sum, { passed }) => sum + passed, 0),
    failing: [
      ...tests
        .filter((test) => !isGreen(test))
        .map(({ name, error }) => `${name}: ${error ? saying(error) : 'it was skipped'}`),
      ...inner.flatMap(({ failing }) => failing),
    ],
  };
}

function saying({ message }: TestResultError): string {
  return message;
}
