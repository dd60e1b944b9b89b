/** Element tests: sources as they are, in the browser that `findBrowser` finds. Started by `npm test` (packages/tools/src/element-tests.ts). */
import { Buffer } from 'node:buffer';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { cameraFile } from './packages/elements/src/camera/camera-file.testing.ts';
import { databaseTemplate } from './packages/testing/src/database.ts';
import { findBrowser } from './packages/tools/src/browser.ts';
import { prebundle } from './packages/tools/src/prebundle.ts';

const pgliteData = 'node_modules/@electric-sql/pglite/dist/pglite.data';
const browser = await findBrowser();
/** What the browser's fake camera sees. */
const scene = '.cache/camera.y4m';
mkdirSync('.cache', { recursive: true });
writeFileSync(scene, cameraFile());
const camera = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${resolve(scene)}`,
];
const libraries = await prebundle([
  'packages/contract/src',
  'packages/client/src',
  'packages/elements/src',
  'packages/testing/src/page.ts',
  'reference-server/src/index.ts',
  'stories',
]);
/** What the portal inside a page starts from; see packages/testing/src/page/server.ts. */
const binaries = new Map([
  ['/database-template.tar', Buffer.from(await databaseTemplate())],
  [`/${pgliteData}`, readFileSync(pgliteData)],
]);

export default {
  files: ['packages/elements/src/**/*.test.ts', 'stories/**/*.test.ts', '!**/*.unit.test.ts'],
  rootDir: '.',
  concurrency: 1,
  testsFinishTimeout: 360_000,
  nodeResolve: { exportConditions: ['production', 'browser'] },
  // Before the plugins, because the server would take these for text, and spoil them.
  middleware: [
    async (context, next) => {
      const file = binaries.get(context.path);
      // A worker is asked for by the address of what is built from it.
      if (context.path.endsWith('-worker.js')) context.url = context.url.replace('-worker.js', '-worker.ts');
      if (file) context.body = file;
      else await next();
    },
  ],
  plugins: [
    {
      name: 'libraries',
      // What PGlite asks of Node is behind a question that a page answers with no.
      resolveImport: ({ source }) => libraries.get(source) ?? (isBuiltin(source) ? source : undefined),
    },
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.base.json' }),
  ],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: browser.path, args: [...browser.args, ...camera] },
    }),
  ],
  testFramework: { config: { timeout: 60_000 } },
  reporters: [defaultReporter({ reportTestProgress: false })],
};
