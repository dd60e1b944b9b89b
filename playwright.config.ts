/** End-to-end tests, in the browser that `findBrowser` finds. Each worker starts a demo of its own: see e2e/demo-site.ts. */
import { defineConfig } from '@playwright/test';
import { findBrowser } from './packages/tools/src/browser.js';

const browser = await findBrowser();

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    locale: 'en-US',
    launchOptions: { executablePath: browser.path, args: [...browser.args] },
    // A trace loads the page's resources again, against its policy; ask for one by `--trace on`.
    trace: 'off',
  },
});
