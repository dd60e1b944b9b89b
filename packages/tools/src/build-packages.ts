/** The heavy half of build.ts: bundles, declarations, manifests and integrity of the published packages. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type MergedRollupOptions, rollup } from 'rollup';
import { loadConfigFile } from 'rollup/loadConfigFile';
import { type Graph, graphOf } from './bundle-graph.js';
import { writeManifest } from './manifest.js';
import { publishedManifest } from './published-manifest.js';
import { packages, sourcesOf } from './sources.js';
import { filesBelow, readRecord, root } from './workspace.js';

const cdnFolder = join(root, 'packages/elements/dist/cdn');

/** Builds every published package. @returns the module graph of `cdn` @throws when a type or a bundle is wrong */
export async function buildPackages(): Promise<Graph> {
  const [graph] = await Promise.all([bundles(), declarations()]);
  await writeManifest();
  for (const name of packages) writePackage(name);
  writeFileSync(join(cdnFolder, 'integrity.json'), integrityOf(graph));
  return graph;
}

/** Rollup's options as rollup.config.mjs gives them; `args` are what the command line calls `--config…`. */
export async function rollupOptions(args: Record<string, string> = {}): Promise<readonly MergedRollupOptions[]> {
  const { options } = await loadConfigFile(join(root, 'rollup.config.mjs'), { silent: true, ...args });
  return options;
}

async function bundles(): Promise<Graph> {
  for (const name of packages) removeStale(name);
  let graph: Graph = [];
  for (const options of await rollupOptions()) {
    const bundle = await rollup(options);
    for (const output of options.output) {
      const { output: written } = await bundle.write(output);
      if (!output.preserveModules) graph = await graphOf(written);
    }
    await bundle.close();
  }
  return graph;
}

/** Removes modules of the last build, and declarations whose source is gone; the others are TypeScript's cache. */
function removeStale(name: string): void {
  const dist = `packages/${name}/dist`;
  rmSync(join(root, dist, 'cdn'), { recursive: true, force: true });
  const sources = new Set(sourcesOf(name).map((file) => file.replace('/src/', '/dist/').replace(/\.ts$/, '')));
  for (const file of filesBelow(dist, '').filter((path) => !path.startsWith(`${dist}/test/`))) {
    const declared = file.replace(/\.d\.ts(\.map)?$/, '');
    if (file.endsWith('.js') || (declared !== file && !sources.has(declared))) rmSync(join(root, file));
  }
}

async function declarations(): Promise<void> {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const projects = packages.map((name) => `packages/${name}`);
  try {
    await promisify(execFile)(process.execPath, [tsc, '--build', ...projects], { cwd: root });
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
    throw new Error(`Types are wrong:\n${output}`, { cause: error });
  }
}

function writePackage(name: string): void {
  const folder = join(root, 'packages', name);
  const editors = name === 'elements' ? { customElements: 'custom-elements.json', 'web-types': 'web-types.json' } : {};
  const manifest = { ...publishedManifest(readRecord(join(folder, 'package.json'))), ...editors };
  writeFileSync(join(folder, 'dist/package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(root, 'LICENSE'), join(folder, 'dist/LICENSE'));
}

/** Subresource integrity of each file, and an import map that makes the browser check the chunks as well. */
function integrityOf(graph: Graph): string {
  const files = Object.fromEntries(
    graph
      .map(({ file }) => file)
      .sort()
      .map((file): [string, string] => [file, `sha384-${createHash('sha384').update(readCdn(file)).digest('base64')}`]),
  );
  const chunks = Object.entries(files).map(([file, hash]): [string, string] => [`/embed/v1/${file}`, hash]);
  return `${JSON.stringify({ files, importMap: { integrity: Object.fromEntries(chunks) } }, null, 2)}\n`;
}

function readCdn(file: string): Buffer {
  return readFileSync(join(cdnFolder, file));
}
