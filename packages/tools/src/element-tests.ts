/**
 * The tests of the elements, in the browser: all, or the files that are named. Prints what failed once more at the end, and
 * `N passed, N failed` as its last line.
 *
 * A browser's page can die, or never say that it has finished: then not one of its tests has a result, good or bad. Such a file
 * is run a second time, in a new browser, and said so; what has a result is never run again.
 */
import { startTestRunner } from '@web/test-runner';
import { type FileOutcome, outcomesOf, reportOf } from './element-outcomes.js';
import { isMain } from './workspace.js';

async function run(files: readonly string[]): Promise<readonly FileOutcome[]> {
  const runner = await startTestRunner({
    argv: files.length > 0 ? ['--files', ...files] : [],
    autoExitProcess: false,
  });
  if (!runner) throw new Error('The runner did not start.');
  await new Promise((resolve) => {
    runner.on('stopped', resolve);
  });
  return outcomesOf(runner.sessions.all());
}

if (isMain(import.meta.url)) {
  const first = await run(process.argv.slice(2));
  const silent = first.filter(({ isSilent }) => isSilent).map(({ file }) => file);
  if (silent.length > 0) console.log(`\nNo result came from ${silent.join(', ')}: once more, in a new browser.`);
  const again = silent.length > 0 ? await run(silent) : [];
  const outcomes = [...first.filter(({ isSilent }) => !isSilent), ...again];
  console.log(reportOf(outcomes));
  process.exit(outcomes.every(({ failed }) => failed === 0) ? 0 : 1);
}
