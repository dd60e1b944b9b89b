/** Element tests: sources as they are, in the browser that `findBrowser` finds. Started by `npm test`, through tsx. */
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { findBrowser } from './packages/tools/src/browser.ts';
import { countReporter } from './packages/tools/src/count-reporter.ts';
import { prebundle } from './packages/tools/src/prebundle.ts';

const browser = await findBrowser();
const libraries = await prebundle([
  'packages/contract/src',
  'packages/client/src',
  'packages/elements/src',
  'packages/testing/src',
  'reference-server/src/app.ts',
]);

export default {
  files: ['packages/elements/src/**/*.test.ts', '!**/*.node.test.ts'],
  rootDir: '.',
  concurrency: 1,
  testsFinishTimeout: 180_000,
  nodeResolve: { exportConditions: ['production', 'browser'] },
  plugins: [
    { name: 'libraries', resolveImport: ({ source }) => libraries.get(source) },
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.base.json' }),
  ],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: browser.path, args: [...browser.args] },
    }),
  ],
  testFramework: { config: { timeout: 20_000 } },
  reporters: [defaultReporter({ reportTestProgress: false }), countReporter()],
};
