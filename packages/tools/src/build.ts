/**
 * `npm run build`: what is published, from source. Each package's `dist` is the folder that goes to npm: modules,
 * declarations and a package.json whose exports point there, so that in the workspace they can point at `src`.
 * `elements/dist/cdn` is for a script tag. When no source has changed since the last build, it does nothing.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type MergedRollupOptions, rollup } from 'rollup';
import { loadConfigFile } from 'rollup/loadConfigFile';
import { type Graph, graphOf } from './bundle-graph.js';
import { writeManifest } from './manifest.js';
import { publishedManifest } from './published-manifest.js';
import { sourcesOf } from './sources.js';
import { cacheFolder, filesBelow, isMain, readJson, readRecord, root } from './workspace.js';

const packages = ['contract', 'client', 'elements'];
const cdnFolder = join(root, 'packages/elements/dist/cdn');
const stampFile = join(cacheFolder, 'build.json');

interface Stamp {
  readonly fingerprint: string;
  readonly graph: Graph;
}

/** What was built: the module graph of `cdn`, and whether it had to be built anew. */
export interface Built {
  readonly fresh: boolean;
  readonly graph: Graph;
}

/** Builds everything that is published, unless nothing changed. Rejects when a type or a bundle is wrong. */
export async function build(): Promise<Built> {
  const fingerprint = fingerprintOfSources();
  const last = readStamp();
  if (last?.fingerprint === fingerprint && isComplete(last.graph)) return { fresh: false, graph: last.graph };
  rmSync(stampFile, { force: true });
  const [graph] = await Promise.all([bundles(), declarations()]);
  await writeManifest();
  for (const name of packages) writePackage(name);
  writeFileSync(join(cdnFolder, 'integrity.json'), integrityOf(graph));
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ fingerprint, graph } satisfies Stamp));
  return { fresh: true, graph };
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

function fingerprintOfSources(): string {
  const tools = ['build', 'bundle-graph', 'published-manifest', 'rollup-plugins', 'sources'];
  const files = [
    'package-lock.json',
    'rollup.config.mjs',
    'tsconfig.base.json',
    ...tools.map((tool) => `packages/tools/src/${tool}.ts`),
    ...packages.flatMap((name) => [`packages/${name}/package.json`, `packages/${name}/tsconfig.json`]),
    ...packages.flatMap(sourcesOf),
  ];
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function readStamp(): Stamp | undefined {
  const stamp: unknown = existsSync(stampFile) ? readJson(stampFile) : undefined;
  return isStamp(stamp) ? stamp : undefined;
}

function isStamp(value: unknown): value is Stamp {
  return typeof value === 'object' && value !== null && 'fingerprint' in value && 'graph' in value;
}

function isComplete(graph: Graph): boolean {
  const modules = packages.flatMap(sourcesOf).map((file) => file.replace('/src/', '/dist/').replace(/\.ts$/, ''));
  const files = [
    ...modules.flatMap((module) => [`${module}.js`, `${module}.d.ts`]),
    ...packages.map((name) => `packages/${name}/dist/package.json`),
    'packages/elements/dist/custom-elements.json',
    ...['integrity.json', ...graph.map(({ file }) => file)].map((file) => `packages/elements/dist/cdn/${file}`),
  ];
  return files.every((file) => existsSync(join(root, file)));
}

if (isMain(import.meta.url)) {
  const started = performance.now();
  const { fresh, graph } = await build();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(fresh ? `Built in ${seconds} s: ${graph.length} files for the script tag.` : 'Nothing changed.');
}
