/** End-to-end tests: the demo as `npm start` runs it, on data of its own, in the browser that `findBrowser` finds. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './packages/tools/src/browser.js';

const browser = await findBrowser();
const port = process.env['PORT'] ?? '8787';
// Playwright loads this file once more in each worker, which must find the folder that the server got.
process.env['DATA_DIR'] ??= mkdtempSync(join(tmpdir(), 'portico-e2e-'));

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  timeout: 60_000,
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions: { executablePath: browser.path, args: [...browser.args] },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: 'npm start',
    url: `http://localhost:${port}/v1/health`,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
  },
});
