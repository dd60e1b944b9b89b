/** A reporter for @web/test-runner that ends its output with the line that `npm test` counts by. */
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';

/** Prints `N passed, N failed` at the end; a page that breaks counts as one failed, a skipped test as failed. */
export function countReporter(): Reporter {
  return {
    stop({ sessions }) {
      const counts = [...sessions].map(countSession);
      const sum = (which: 'passed' | 'failed'): number => counts.reduce((total, one) => total + one[which], 0);
      console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
    },
  };
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

function countSession({ testResults, errors, passed }: TestSession): Counts {
  const counts = testResults ? countSuite(testResults) : { passed: 0, failed: 0 };
  const broken = errors.length > 0 || (!passed && counts.failed === 0);
  return broken ? { ...counts, failed: counts.failed + 1 } : counts;
}

function countSuite({ tests, suites }: TestSuiteResult): Counts {
  const inner = suites.map(countSuite);
  return {
    passed:
      tests.filter(({ passed, skipped }) => passed && !skipped).length + inner.reduce((n, one) => n + one.passed, 0),
    failed:
      tests.filter(({ passed, skipped }) => !passed || skipped).length + inner.reduce((n, one) => n + one.failed, 0),
  };
}
