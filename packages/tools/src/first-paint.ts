/**
 * Which chunks a page loads when. The end-to-end tests hold a real browser's requests against `firstPaint`, so that
 * something imported early cannot hide from the size budget behind an `import()`.
 */
import { type Chunk, chunkOf, type Graph, loadedWith } from './bundle-graph.js';

/** Chunks that load together for one thing. */
interface Loaded {
  readonly chunks: ReadonlySet<Chunk>;
}

const sources = 'packages/elements/src';

/** Modules that portal-checklist imports by `import()` and still needs before a signed-in client sees it, in English. */
const neededToPaint: readonly string[] = [];

/** The script of the script tag. */
export function autoloader(graph: Graph): Set<Chunk> {
  return loadedWith(graph, chunkOf(graph, 'portico.js'));
}

/** All that is loaded when a signed-in client sees their checklist in English. */
export function firstPaint(graph: Graph): Set<Chunk> {
  const checklist = widgets(graph).find(({ tag }) => tag === 'portal-checklist');
  if (!checklist) throw new Error('The build has no chunk for portal-checklist.');
  const late = neededToPaint.flatMap((facade) => {
    const chunk = graph.find((candidate) => candidate.facade === facade);
    if (!chunk) throw new Error(`The build has no chunk for ${facade}; is it imported by import()?`);
    return [...loadedWith(graph, chunk)];
  });
  return new Set([...autoloader(graph), ...checklist.chunks, ...late]);
}

/** Every tag that the autoloader can load, by name. */
export function widgets(graph: Graph): (Loaded & { readonly tag: string })[] {
  return entriesIn(graph, `${sources}/define/`).map(({ name, chunks }) => ({ tag: name, chunks }));
}

/** Every language besides English. */
export function locales(graph: Graph): (Loaded & { readonly name: string })[] {
  return entriesIn(graph, `${sources}/locales/`);
}

/** What loads when the first file is chosen: everything imported by `import()` that brings Uppy with it. */
export function uploads(graph: Graph): Set<Chunk> {
  const brings = (chunks: ReadonlySet<Chunk>): boolean =>
    [...chunks].some(({ modules }) => modules.some(({ id }) => id.includes('node_modules/@uppy/')));
  const late = [...new Set(graph.flatMap(({ dynamicImports }) => dynamicImports))]
    .map((file) => chunkOf(graph, file))
    .filter(({ facade }) => !facade?.startsWith(`${sources}/define/`))
    .map((chunk) => loadedWith(graph, chunk))
    .filter(brings);
  if (late.length === 0) throw new Error('Nothing loaded on demand brings Uppy: is it in the first paint?');
  return new Set(late.flatMap((chunks) => [...chunks]));
}

function entriesIn(graph: Graph, folder: string): (Loaded & { readonly name: string })[] {
  return graph
    .flatMap((chunk) => {
      const { facade } = chunk;
      if (!facade?.startsWith(folder)) return [];
      return [{ name: facade.slice(folder.length).replace(/\.ts$/, ''), chunks: loadedWith(graph, chunk) }];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}
