/**
 * `npm run size`: what a page downloads, in brotli, from the module graph of the real build, beside its budget and
 * what somebody would take instead. `--json` for machines, `--why` for what the first paint is made of. Ends with 1
 * when a figure is over its budget.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rollup } from 'rollup';
import { build, rollupOptions } from './build.js';
import { brotliSize, type Chunk, type Graph } from './bundle-graph.js';
import { autoloader, firstPaint, locales, uploads, widgets } from './first-paint.js';
import { printMeasures, type Measure } from './measures.js';
import { cacheFolder, isMain } from './workspace.js';

const kB = 1000;

/** The rows of the size table, in bytes. */
export function sizes(graph: Graph, uppyDashboard: number): Measure[] {
  const first = firstPaint(graph);
  const beyondFirst = (chunks: Iterable<Chunk>): number => total([...chunks].filter((chunk) => !first.has(chunk)));
  const peer = { figure: uppyDashboard, name: 'Uppy core, Dashboard, tus, webcam with styles' };
  return [
    { what: 'portal-checklist to first paint', budget: 50 * kB, figure: total(first), peer },
    { what: 'autoloader', budget: 3 * kB, figure: total(autoloader(graph)) },
    { what: 'upload machinery, on demand', budget: 32 * kB, figure: beyondFirst(uploads(graph)) },
    ...widgets(graph)
      .filter(({ tag }) => tag !== 'portal-checklist')
      .map(({ tag, chunks }) => ({ what: `${tag} beside it`, budget: 9 * kB, figure: beyondFirst(chunks) })),
    ...locales(graph).map(({ name, chunks }) => ({
      what: `language ${name}`,
      budget: 4 * kB,
      figure: beyondFirst(chunks),
    })),
  ];
}

function total(chunks: Iterable<Chunk>): number {
  return [...chunks].reduce((sum, chunk) => sum + chunk.bytes, 0);
}

/** The bytes of Uppy's Dashboard, bundled now with the settings of our own build, and of its style sheets. */
async function uppyDashboard(): Promise<number> {
  const require = createRequire(import.meta.url);
  const names = ['core', 'dashboard', 'tus', 'webcam'];
  const imports = names.map(
    (name) => `export { default as ${name} } from ${JSON.stringify(require.resolve(`@uppy/${name}`))};`,
  );
  mkdirSync(cacheFolder, { recursive: true });
  const entry = join(cacheFolder, 'uppy-dashboard.mjs');
  writeFileSync(entry, imports.join('\n'));
  let bytes = 0;
  for (const options of await rollupOptions({ configPeer: entry })) {
    const bundle = await rollup({ ...options, onwarn: () => undefined });
    const { output } = await bundle.generate(options.output[0] ?? {});
    bytes += output.reduce((sum, chunk) => sum + (chunk.type === 'chunk' ? brotliSize(chunk.code) : 0), 0);
    await bundle.close();
  }
  const styles = ['core', 'dashboard', 'webcam'].map((name) => require.resolve(`@uppy/${name}/css/style.min.css`));
  return bytes + styles.reduce((sum, path) => sum + brotliSize(readFileSync(path, 'utf8')), 0);
}

/** What the first paint is made of: libraries by name, our own packages by folder, largest first. */
export function parts(chunks: Iterable<Chunk>): [name: string, bytes: number][] {
  const sums = new Map<string, number>();
  for (const { id, bytes } of [...chunks].flatMap((chunk) => chunk.modules)) {
    const library = /(?:.*\/)?node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(id)?.[1];
    const own = /^packages\/([^/]+)\/src\/(?:([^/]+)\/)?/.exec(id);
    const name = library ?? (own ? [own[1], own[2]].filter(Boolean).join('/') : 'helpers of the bundler');
    sums.set(name, (sums.get(name) ?? 0) + bytes);
  }
  return [...sums].sort((a, b) => b[1] - a[1]);
}

if (isMain(import.meta.url)) {
  const { graph } = await build();
  if (process.argv.includes('--why')) {
    for (const [name, bytes] of parts(firstPaint(graph)))
      console.log(`${(bytes / kB).toFixed(2).padStart(7)} kB  ${name}`);
  }
  const withinBudget = printMeasures(sizes(graph, await uppyDashboard()), process.argv.includes('--json'));
  if (!withinBudget) process.exitCode = 1;
}
