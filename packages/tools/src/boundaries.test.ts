import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { breaches } from './boundaries.js';

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A workspace of two layers and a server that keeps to every rule, with some files changed. */
function workspace(changed: Record<string, string> = {}): string {
  const base = mkdtempSync(join(tmpdir(), 'portico-boundaries-'));
  folders.push(base);
  const manifest = (name: string, dependencies: object): string =>
    JSON.stringify({ name, exports: { '.': './src/index.ts', './define/*': './src/define/*.ts' }, dependencies });
  const files = {
    'package.json': JSON.stringify({ devDependencies: { chai: '1.0.0' } }),
    'packages/contract/package.json': manifest('@portico/contract', { zod: '4.0.0' }),
    'packages/contract/src/index.ts': "export * from './values.js';",
    'packages/contract/src/values.ts': "import * as z from 'zod/mini';",
    'packages/client/package.json': manifest('@portico/client', { '@portico/contract': '0.1.0' }),
    'packages/client/src/index.ts': "import { id } from '@portico/contract';",
    'packages/client/src/index.test.ts': "import { expect } from 'chai'; import { aMatter } from '@portico/testing';",
    'packages/testing/package.json': manifest('@portico/testing', {}),
    'reference-server/package.json': manifest('@portico/reference-server', {}),
    'reference-server/src/app.ts': "import type { Server } from 'node:http'; import { now } from './clock.js';",
    'reference-server/src/clock.ts': 'export const now = 1;',
    'reference-server/src/node.ts': "import { readFile } from 'node:fs'; import { app } from './app.js';",
    ...changed,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
  return base;
}

function one(changed: Record<string, string>): string {
  const found = breaches(workspace(changed));
  assert.equal(found.length, 1, found.join('\n'));
  return found.join();
}

test('a workspace that keeps to the rules has no breach', () => {
  assert.deepEqual(breaches(workspace()), []);
});

test('a lower layer may not import a higher one, not even its types', () => {
  const text = "\nimport type { Portal } from '@portico/client';";
  assert.match(one({ 'packages/contract/src/values.ts': text }), /values\.ts:2 imports @portico\/client/);
});

test('only tests may import what is for tests', () => {
  const text = "import { aMatter } from '@portico/testing';";
  assert.match(one({ 'packages/client/src/index.ts': text }), /index\.ts:1 imports @portico\/testing/);
});

test('deep paths are refused, patterns of the exports map are not', () => {
  const deep = "import { id } from '@portico/contract/src/values.js';";
  assert.match(one({ 'packages/client/src/index.ts': deep }), /does not export/);
  const pattern = "import '@portico/contract/define/x';";
  assert.deepEqual(breaches(workspace({ 'packages/client/src/index.ts': pattern })), []);
});

test('a relative path may not leave the package', () => {
  const text = "export { id } from '../../contract/src/values.js';";
  assert.match(one({ 'packages/client/src/index.ts': text }), /leaves its package/);
});

test('a dependency must be declared by the package itself', () => {
  const text = "const load = () => import('chai');";
  assert.match(one({ 'packages/client/src/index.ts': text }), /chai, which its package\.json does not declare/);
});

test('a circle of modules is found, one of types or of later imports is none', () => {
  const back = (text: string): Record<string, string> => ({ 'packages/contract/src/values.ts': text });
  assert.match(one(back("import { id } from './index.js';")), /index\.ts → .*values\.ts → .*index\.ts/);
  assert.deepEqual(breaches(workspace(back("import type { id } from './index.js';"))), []);
  assert.deepEqual(breaches(workspace(back("const later = () => import('./index.js');"))), []);
});

test('nothing that the app imports may need Node', () => {
  const text = "import { hrtime } from 'node:process'; export const now = hrtime;";
  assert.match(
    one({ 'reference-server/src/clock.ts': text }),
    /clock\.ts:1 imports node:process.*app\.ts → .*clock\.ts/,
  );
});
