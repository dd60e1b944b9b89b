/**
 * `npm run size`: what a page downloads, in brotli, from the module graph of the real build, beside its budget and
 * what somebody would take instead. `--json` for machines, `--why` for what the first paint is made of. Ends with 1
 * when a figure is over its budget.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rollup } from 'rollup';
import { build } from './build.js';
import { rollupOptions } from './build-packages.js';
import { brotliSize, type Chunk, type Graph } from './bundle-graph.js';
import {
  autoloader,
  camera,
  firmSessionPaint,
  firstPaint,
  isLate,
  locales,
  payment,
  paymentLoader,
  pdf,
  type Named,
  pictureWork,
  tiff,
  uploads,
  widgets,
} from './first-paint.js';
import { printMeasures, type Measure } from './measures.js';
import { cacheFolder, isMain } from './workspace.js';

const kB = 1000;

/** The rows of the size table, in bytes. What is loaded on demand counts what the first paint has not brought already. */
export function sizes(graph: Graph, uppyDashboard: number): Measure[] {
  const first = firstPaint(graph);
  const counted = new Set(first);
  const beside = (chunks: Iterable<Chunk>): number => {
    const fresh = [...chunks].filter((chunk) => !first.has(chunk));
    for (const chunk of fresh) counted.add(chunk);
    return total(fresh);
  };
  const peer = { figure: uppyDashboard, name: 'Uppy core, Dashboard, tus, webcam with styles' };
  const named = (what: string, { chunks }: Named, budget: number): Measure => ({
    what,
    budget,
    figure: beside(chunks),
  });
  // What it shares with the payment is the payment's, which is there first.
  const paying = payment(graph);
  const loader = new Set([...paymentLoader(graph)].filter((chunk) => !paying.has(chunk)));
  const rows = [
    { what: 'portal-checklist to first paint', budget: 50 * kB, figure: total(first), peer },
    {
      what: 'the same with a firm session',
      budget: 50 * kB,
      figure: total(first) + beside(firmSessionPaint(graph)),
      peer,
    },
    { what: 'autoloader', budget: 3 * kB, figure: total(autoloader(graph)) },
    { what: 'upload machinery, on demand', budget: 32 * kB, figure: beside(uploads(graph)) },
    // Display layer and worker, of the build for older telephones; they load with the first PDF that is opened.
    named('pdf.js, on demand', { name: '', chunks: pdf(graph) }, 480 * kB),
    ...widgets(graph)
      .filter(({ name }) => name !== 'portal-checklist')
      .map((widget) => named(`${widget.name} beside it`, widget, 9 * kB)),
    // All that every element says; English comes with each. It grows with the elements.
    ...locales(graph).map((locale) => named(`language ${locale.name}`, locale, 8 * kB)),
    { what: 'payment loader beside it, at “Pay”', budget: 3 * kB, figure: beside(loader) },
    { what: 'camera with one language, on demand', budget: 12 * kB, figure: beside(camera(graph)) },
    { what: 'work on pictures, in a worker or on the page', budget: 7 * kB, figure: beside(pictureWork(graph)) },
    { what: 'preview of a TIFF, on demand', budget: 35 * kB, figure: beside(tiff(graph)) },
  ];
  // So that nothing hides behind an `import()`: whatever no row above has counted.
  const others = graph.filter((chunk) => isLate(graph, chunk) && !counted.has(chunk));
  return [
    ...rows,
    ...others.map((chunk) => named(`${nameOf(chunk)}, on demand`, { name: '', chunks: [chunk] }, 9 * kB)),
  ];
}

function nameOf({ file }: Chunk): string {
  return file.replace(/-[\w-]{8}\.js$/, '');
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
