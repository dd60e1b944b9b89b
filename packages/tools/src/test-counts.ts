/** Reads from a runner's output how many tests passed and failed. Each runner has its own way of saying so. */

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Exit code of a command that this machine has no means for; the stage is reported, and not counted. */
export const notAvailable = 69;

/** What a runner's output and exit code say; undefined when it never came to an end. */
export type ReadCounts = (output: string, exitCode: number) => Counts | undefined;

/** A command that is one check: it passed when it ended with 0. */
export const asOneCheck: ReadCounts = (_output, exitCode) => ({
  passed: exitCode === 0 ? 1 : 0,
  failed: exitCode === 0 ? 0 : 1,
});

/** node:test with the `spec` reporter. A test that is skipped or postponed proves nothing and counts as failed. */
export const nodeTest: ReadCounts = (output) => {
  const count = (name: string): number | undefined => last(output, new RegExp(`^ℹ ${name} (\\d+)$`, 'gm'));
  const passed = count('pass');
  if (passed === undefined) return undefined;
  return { passed, failed: sum(['fail', 'cancelled', 'skipped', 'todo'].map(count)) };
};

/** Playwright with the `list` reporter; what was flaky, skipped or did not run counts as failed. */
export const playwright: ReadCounts = (output) => {
  const count = (name: string): number | undefined => last(output, new RegExp(`^\\s+(\\d+) ${name}\\b`, 'gm'));
  const failed = sum(['failed', 'flaky', 'skipped', 'interrupted', 'did not run'].map(count));
  const passed = count('passed');
  return passed === undefined && failed === 0 ? undefined : { passed: passed ?? 0, failed };
};

/** Our own programs: the last line of the form `12 passed, 0 failed`. */
export const ourLine: ReadCounts = (output) => {
  const match = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return match && { passed: Number(match[1]), failed: Number(match[2]) };
};

function last(output: string, pattern: RegExp): number | undefined {
  const found = [...output.matchAll(pattern)].at(-1)?.[1];
  return found === undefined ? undefined : Number(found);
}

function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}
