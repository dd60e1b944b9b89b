/** The other heavy half of build.ts: the reference server in one module, and an empty database to start from. */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { builtServer } from './build.js';
import type { Graph } from './bundle-graph.js';
import { root } from './workspace.js';

/** PGlite finds its WebAssembly beside its own modules; `pg` asks for its native half only where that is installed. */
const asTheyAre = ['@electric-sql/pglite', 'pg-native'];

/** Builds `reference-server/dist`. It is for this workspace alone, so no graph of it is kept. */
export async function buildServer(): Promise<Graph> {
  const source = join(root, 'reference-server/src');
  const folder = join(builtServer.module, '..');
  await build({
    stdin: { contents: "export * from './index.js'; export * from './node.js';", resolveDir: source, loader: 'ts' },
    outfile: builtServer.module,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    external: asTheyAre,
    // Libraries in CommonJS ask for Node's own modules by `require`, which an ES module lacks.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  copyFileSync(join(source, 'ports/bytes-worker.mjs'), join(folder, 'bytes-worker.mjs'));
  rmSync(builtServer.emptyDatabase, { recursive: true, force: true });
  mkdirSync(builtServer.emptyDatabase, { recursive: true });
  // What was just built makes it, so it is proven to load before anybody starts it. The query avoids Node's module cache.
  const built: typeof import('@portico/reference-server') & typeof import('@portico/reference-server/node') =
    await import(`${pathToFileURL(builtServer.module).href}?built=${Date.now()}`);
  const { db, close } = await built.openEmbedded(builtServer.emptyDatabase);
  await built.migrate(db, built.migrations);
  await close();
  return [];
}
