/**
 * `npm run build`: what is published and what `npm start` runs, from source. Each package's `dist` is the folder that
 * goes to npm: modules, declarations and a package.json whose exports point there, so that in the workspace they can
 * point at `src`; `elements/dist/cdn` is for a script tag. `reference-server/dist/server` has the server as one module and a
 * database with nothing in it but its tables, so that it starts in a second, the first time too. What has not changed
 * since the last build is not built again, and its tools are not even loaded.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Graph } from './bundle-graph.js';
import { builtServer } from './server-files.js';
import { packages, sourcesOf } from './sources.js';
import { cacheFolder, filesBelow, isMain, readJson, root } from './workspace.js';

interface Stamp {
  readonly fingerprint: string;
  readonly graph: Graph;
}

/** What was built: the module graph of `cdn`, and whether anything had to be built anew. */
export interface Built {
  readonly fresh: boolean;
  readonly graph: Graph;
}

/** Builds everything, unless nothing changed. Rejects when a type or a bundle is wrong. */
export async function build(): Promise<Built> {
  const published = await unlessFresh('build-packages', fingerprintOfPackages(), isComplete, async () =>
    (await import('./build-packages.js')).buildPackages(),
  );
  const server = await unlessFresh('build-server', fingerprintOfServer(), isServerComplete, async () =>
    (await import('./build-server.js')).buildServer(),
  );
  return { fresh: published.fresh || server.fresh, graph: published.graph };
}

async function unlessFresh(
  name: string,
  fingerprint: string,
  isThere: (graph: Graph) => boolean,
  run: () => Promise<Graph>,
): Promise<Built> {
  const file = join(cacheFolder, `${name}.json`);
  const last: unknown = existsSync(file) ? readJson(file) : undefined;
  if (isStamp(last) && last.fingerprint === fingerprint && isThere(last.graph)) {
    return { fresh: false, graph: last.graph };
  }
  rmSync(file, { force: true });
  const graph = await run();
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(file, JSON.stringify({ fingerprint, graph } satisfies Stamp));
  return { fresh: true, graph };
}

function fingerprintOfPackages(): string {
  return fingerprintOf([
    'rollup.config.mjs',
    ...toolFiles('build', 'build-packages', 'bundle-graph', 'published-manifest', 'rollup-plugins', 'sources'),
    ...packages.flatMap((name) => [`packages/${name}/package.json`, `packages/${name}/tsconfig.json`]),
    ...packages.flatMap(sourcesOf),
  ]);
}

function fingerprintOfServer(): string {
  const sources = [...filesBelow('reference-server/src', '.ts'), ...filesBelow('reference-server/src', '.mjs')];
  return fingerprintOf([
    ...toolFiles('build', 'build-server', 'server-files'),
    ...sources.filter((file) => !/\.(test|suite)\.ts$/.test(file)).sort(),
    ...sourcesOf('audit'),
    ...sourcesOf('contract'),
  ]);
}

function toolFiles(...names: readonly string[]): string[] {
  return names.map((name) => `packages/tools/src/${name}.ts`);
}

function fingerprintOf(files: readonly string[]): string {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const file of ['package-lock.json', 'tsconfig.base.json', ...files]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
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

function isServerComplete(): boolean {
  return existsSync(builtServer.module) && existsSync(join(builtServer.emptyDatabase, 'pglite/PG_VERSION'));
}

if (isMain(import.meta.url)) {
  const started = performance.now();
  const { fresh, graph } = await build();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(fresh ? `Built in ${seconds} s: ${graph.length} files for the script tag.` : 'Nothing changed.');
}
