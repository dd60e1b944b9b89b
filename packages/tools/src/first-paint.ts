/**
 * Which chunks a page loads when. The end-to-end tests hold a real browser's requests against `firstPaint`, so that
 * something imported early cannot hide from the size budget behind an `import()`.
 */
import { type Chunk, chunkOf, type Graph, loadedWith } from './bundle-graph.js';

const elements = 'packages/elements/src';

/** Modules that portal-checklist imports by `import()` and still needs before a signed-in client sees it, in English. */
const neededToPaint: readonly string[] = [`${elements}/core/client.ts`];
/** What a firm session needs besides. */
const firmSession = 'packages/client/src/token-session.ts';

/** The script of the script tag. */
export function autoloader(graph: Graph): Set<Chunk> {
  return loadedWith(graph, chunkOf(graph, 'portico.js'));
}

/** All that is loaded when a signed-in client sees their checklist in English. */
export function firstPaint(graph: Graph): Set<Chunk> {
  const entries = [`${elements}/define/portal-checklist.ts`, ...neededToPaint];
  return new Set([...autoloader(graph), ...entries.flatMap((id) => [...loadedFor(graph, id)])]);
}

/** The same where the firm's backend vouches for the client. */
export function firmSessionPaint(graph: Graph): Set<Chunk> {
  return new Set([...firstPaint(graph), ...loadedFor(graph, firmSession)]);
}

/** Every tag that the autoloader can load, by name. */
export function widgets(graph: Graph): Named[] {
  return below(graph, `${elements}/define/`);
}

/** Every language besides English. */
export function locales(graph: Graph): Named[] {
  return below(graph, `${elements}/locales/`).filter(({ chunks: [entry] }) => entry && isLate(graph, entry));
}

/** What loads when the first file is chosen: everything imported by `import()` that brings Uppy with it. */
export function uploads(graph: Graph): Set<Chunk> {
  const brings = (chunks: readonly Chunk[]): boolean =>
    chunks.some(({ modules }) => modules.some(({ id }) => id.includes('node_modules/@uppy/')));
  const paint = firstPaint(graph);
  const late = graph
    .filter((chunk) => isLate(graph, chunk) && !paint.has(chunk))
    .map((chunk) => [...loadedWith(graph, chunk)])
    .filter(brings);
  if (late.length === 0) throw new Error('Nothing loaded on demand brings Uppy: is it in the first paint?');
  return new Set(late.flat());
}

/** What loads when the first PDF is opened: pdf.js, its display layer and its worker. */
export function pdf(graph: Graph): Chunk[] {
  return graph.filter(({ modules }) => modules.some(({ id }) => id.includes('node_modules/pdfjs-dist/')));
}

/** What loads when somebody opens the camera on a request, in the language with the most words; the work on pictures has a row of its own. */
export function camera(graph: Graph): Set<Chunk> {
  const panel = loadedFor(graph, `${elements}/checklist/request-panel.ts`);
  const work = pictureWork(graph);
  const own = [...loadedFor(graph, `${elements}/camera/camera.ts`)].filter(
    (chunk) => !panel.has(chunk) && !work.has(chunk),
  );
  const languages = below(graph, `${elements}/camera/camera-`)
    .filter(({ name, chunks: [entry] }) => /^[a-z]{2}$/.test(name) && entry && isLate(graph, entry))
    .map(({ chunks: [entry] }) => entry)
    .filter((chunk) => chunk !== undefined);
  return new Set([...own, ...languages.sort((one, other) => other.bytes - one.bytes).slice(0, 1)]);
}

/** What measures and straightens pictures, with the worker's own file. */
export function pictureWork(graph: Graph): Set<Chunk> {
  return new Set(['look', 'picture-worker'].flatMap((name) => [...loadedFor(graph, `${elements}/quality/${name}.ts`)]));
}

/** What loads when somebody opens an invoice that can be paid, or a page with `portal-payment`. */
export function payment(graph: Graph): Set<Chunk> {
  return loadedFor(graph, `${elements}/payment/payment-panel.ts`);
}

/** What loads when somebody presses "Pay", before Stripe's own script. */
export function paymentLoader(graph: Graph): Set<Chunk> {
  return loadedFor(graph, `${elements}/payment/stripe-fields.ts`);
}

/** The decoder of TIFF. */
export function tiff(graph: Graph): Set<Chunk> {
  return loadedFor(graph, `${elements}/quality/tiff.ts`);
}

/** Chunks that load together, the one that was asked for first. */
export interface Named {
  readonly name: string;
  readonly chunks: readonly Chunk[];
}

/** Chunks that some `import()` asks for. */
export function isLate(graph: Graph, { file }: Chunk): boolean {
  return graph.some(({ dynamicImports }) => dynamicImports.includes(file));
}

function below(graph: Graph, folder: string): Named[] {
  const ids = graph.flatMap(({ modules }) => modules.map(({ id }) => id).filter((id) => id.startsWith(folder)));
  return ids.sort().map((id) => ({
    name: id.slice(folder.length).replace(/\.ts$/, ''),
    chunks: [...loadedFor(graph, id)],
  }));
}

/** The chunk that holds a source module, with all that loads with it. */
function loadedFor(graph: Graph, id: string): Set<Chunk> {
  const chunk = graph.find(({ modules }) => modules.some((module) => module.id === id));
  if (!chunk) throw new Error(`The build has no chunk for ${id}.`);
  return loadedWith(graph, chunk);
}
