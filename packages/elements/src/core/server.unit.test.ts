import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { version } from './version.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test('importing on a server never throws, also what registers elements', async () => {
  const tags = ['checklist', 'language', 'provider', 'sign-in'];
  const modules = ['../index.ts', ...tags.map((tag) => `../define/portal-${tag}.ts`)].map(here);
  const program = `for (const each of ${JSON.stringify(modules)}) await import(each); console.log('imported');`;
  // Decorators are compiled by the element package's own settings, not by those of the folder that tests start in.
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', program],
    { env: { ...process.env, TSX_TSCONFIG_PATH: here('../../tsconfig.json') } },
  );
  assert.match(stdout, /imported/);
});

test('the version that a second copy is told about is the one published', async () => {
  const text = await readFile(here('../../package.json'), 'utf8');
  assert.match(text, new RegExp(`"version": "${version.replaceAll('.', '\\.')}"`));
});
