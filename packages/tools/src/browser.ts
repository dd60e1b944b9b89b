/**
 * Finds the Chromium that tests and measurements run in. A developer's own browser comes first; where there
 * is none, an npm package ships one (Linux x64), so that `npm test` needs nothing but Node.
 */
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, root } from './workspace.js';

/** A browser to start: `source` says in words where it was found. */
export interface Browser {
  readonly path: string;
  readonly args: readonly string[];
  readonly source: string;
}

const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The browser of `CHROME_PATH`, else of PATH, else of the npm package. Throws when `CHROME_PATH` names no program. */
export async function findBrowser(env: NodeJS.ProcessEnv = process.env): Promise<Browser> {
  const named = env.CHROME_PATH;
  if (named) {
    if (!isProgram(named)) throw new Error(`CHROME_PATH is ${named}, which is not a program that can be run.`);
    return { path: named, args: quiet, source: 'CHROME_PATH' };
  }
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = names.map((name) => join(folder, name)).find(isProgram);
    if (path) return { path, args: quiet, source: `${path} on PATH` };
  }
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  if (isProgram(mac)) return { path: mac, args: quiet, source: mac };
  return shippedBrowser(env);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The package unpacks into the system's temporary folder, where a half-written program of a killed run would be
 * taken for a whole one. So it unpacks in a process of its own, into a folder that gets its name only when complete.
 * Its own flags are left out: they switch off the same-origin policy, which the tests are there to rely on.
 */
async function shippedBrowser(env: NodeJS.ProcessEnv): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium found: install one, or set CHROME_PATH to its program.');
  }
  const folder = join(cacheFolder, 'chromium');
  const path = join(folder, 'chromium');
  if (!existsSync(path)) {
    const partial = `${folder}.${process.pid}`;
    await mkdir(partial, { recursive: true });
    const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
    const command = ['--input-type=module', '--eval', script];
    await promisify(execFile)(process.execPath, command, { cwd: root, env: { ...env, TMPDIR: partial } });
    await rename(partial, folder).catch(() => rm(partial, { recursive: true, force: true }));
  }
  if (!existsSync('/etc/fonts')) process.env.FONTCONFIG_PATH ??= join(folder, 'fonts');
  return { path, args: [...quiet, '--no-zygote', '--font-render-hinting=none'], source: '@sparticuz/chromium' };
}
