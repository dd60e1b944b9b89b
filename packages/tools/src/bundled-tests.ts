/**
 * Runs test files with what they import of ours in a few modules: `tsx bundled-tests.ts <folder> <test file…>`. Every file
 * is a process of its own, and would else compile the same two hundred modules again, which is a quarter of its work.
 * Packages of others stay outside. What a module asks of its own address is answered as if it lay where it was written.
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { cacheFolder, root } from './workspace.js';

const asWritten: Plugin = {
  name: 'as written',
  setup(bundle) {
    bundle.onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
      kind === 'entry-point' || path.startsWith('@portico/') ? undefined : { path, external: true },
    );
    bundle.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};

const [name = 'tests', ...files] = process.argv.slice(2);
const outdir = join(cacheFolder, 'tests', name);
await rm(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: files,
  outdir,
  outbase: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'error',
  plugins: [asWritten],
});
const built = files.map((file) => join(outdir, file.replace(/\.ts$/, '.js')));
const child = spawn(process.execPath, ['--enable-source-maps', '--test', '--test-reporter=spec', ...built], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = await new Promise<number>((resolve, reject) => {
  child.once('error', reject);
  child.once('exit', (code) => {
    resolve(code ?? 1);
  });
});
