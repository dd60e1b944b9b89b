import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { breaches } from './boundaries.js';
import { carryOut, planFor } from './create.js';
import { cacheFolder, root } from './workspace.js';

const packages = [
  'packages/audit',
  'packages/contract',
  'packages/client',
  'packages/elements',
  'packages/testing',
  'packages/tools',
  'reference-server',
  'stories',
];
/** Below the repository, so that libraries are found in its node_modules, and our own packages in the copy's. */
const copy = join(cacheFolder, `created-${process.pid}`);
const run = promisify(execFile);

/** Runs a program in the copy; a test runner in it must not take itself for a part of this one. */
async function node(...args: string[]): Promise<string> {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  try {
    return (await run(process.execPath, args, { cwd: copy, env, maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    throw new Error(`${args.join(' ')}\n${output}`, { cause: error });
  }
}

describe('npm run create', () => {
  const written: string[] = [];

  before(async () => {
    const generated = new Set(['node_modules', 'dist', 'storybook-static']);
    for (const path of [...packages, 'package.json', 'tsconfig.base.json', 'eslint.config.mjs', '.prettierrc.json']) {
      cpSync(join(root, path), join(copy, path), {
        recursive: true,
        filter: (source) => !generated.has(basename(source)),
      });
    }
    mkdirSync(join(copy, 'node_modules/@portico'), { recursive: true });
    for (const path of packages) {
      symlinkSync(join(copy, path), join(copy, 'node_modules/@portico', basename(path)));
      // What npm could not hoist.
      const own = join(root, path, 'node_modules');
      if (existsSync(own)) symlinkSync(own, join(copy, path, 'node_modules'));
    }
    written.push(...(await carryOut(planFor('feature', 'trust-accounts', copy), copy)));
    written.push(...(await carryOut(planFor('element', 'portal-trust-account', copy), copy)));
  });
  after(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it('writes every layer of a feature and everything of an element', () => {
    for (const path of [
      'packages/contract/src/trust-accounts.ts',
      'packages/client/src/trust-accounts.ts',
      'packages/elements/src/trust-account/trust-account.test.ts',
      'packages/elements/src/define/portal-trust-account.ts',
      'reference-server/src/trust-accounts/trust-accounts.test.ts',
      'stories/trust-account.stories.ts',
      'docs/elements/portal-trust-account.md',
    ]) {
      assert(existsSync(join(copy, path)), path);
    }
    assert.match(
      readFileSync(join(copy, 'packages/client/src/portal.ts'), 'utf8'),
      /readonly trustAccounts: TrustAccounts;/,
    );
  });

  it('keeps to the boundaries', () => {
    const ours = breaches(copy).filter((breach) => written.some((path) => breach.includes(path)));
    assert.deepEqual(ours, []);
  });

  it('compiles', async () => {
    await node(join(root, 'node_modules/typescript/bin/tsc'), '--build', 'stories', 'reference-server');
  });

  it('passes lint', async () => {
    const code = written.filter((path) => path.endsWith('.ts') && !/\.test\.ts$|^stories/.test(path));
    await node(join(root, 'node_modules/eslint/bin/eslint.js'), '--max-warnings', '0', ...code);
  });

  it('has a feature whose test passes', async () => {
    const output = await node(
      '--import',
      'tsx',
      '--test',
      '--test-reporter=spec',
      'reference-server/src/trust-accounts/trust-accounts.test.ts',
    );
    assert.match(output, /^ℹ pass 2$/m);
  });

  it('overwrites nothing, and refuses names that are not ours', async () => {
    await assert.rejects(carryOut(planFor('element', 'portal-trust-account', copy), copy), /There already/);
    for (const [kind, name] of [
      ['feature', 'Invoices'],
      ['feature', '../x'],
      ['element', 'invoice-list'],
      ['page', 'x'],
      [undefined, undefined],
    ]) {
      assert.throws(() => planFor(kind, name, copy), /npm run create/);
    }
  });
});
