/** The other heavy half of build.ts: the reference server in one module, and an empty database to start from. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { builtServer } from './server-files.js';
import type { Graph } from './bundle-graph.js';
import { root } from './workspace.js';

type Server = typeof import('@portico/reference-server') & typeof import('@portico/reference-server/node');

/** PGlite finds its WebAssembly and argon2 its native half beside their own modules; `pg` does with what there is. */
const asTheyAre = [
  '@electric-sql/pglite',
  '@myriaddreamin/typst-ts-web-compiler',
  '@napi-rs/canvas',
  '@node-rs/argon2',
  '@tesseract.js-data/eng',
  'pdfjs-dist',
  'pg-native',
  'tesseract.js',
];

/** Builds `reference-server/dist/server`. It is for this workspace alone, so no graph of it is kept. */
export async function buildServer(): Promise<Graph> {
  // Beside its place, and moved there whole: stages that run side by side may both build.
  const folder = `${builtServer.folder}.${process.pid}`;
  const module = join(folder, basename(builtServer.module));
  const database = join(folder, basename(builtServer.emptyDatabase));
  const source = join(root, 'reference-server/src');
  try {
    const options = {
      bundle: true,
      platform: 'node' as const,
      format: 'esm' as const,
      target: 'node20',
      logLevel: 'error' as const,
      external: asTheyAre,
      // Libraries in CommonJS ask for Node's own modules by `require`, which an ES module lacks.
      // Under another name than ours, for modules of ours import it as well.
      banner: {
        js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      },
    };
    await build({
      stdin: { contents: "export * from './index.js'; export * from './node.js';", resolveDir: source, loader: 'ts' },
      outfile: module,
      ...options,
    });
    // A thread begins with a module of its own, and what is printed with a template beside its feature.
    for (const name of ['pictures', 'pdf', 'sheets']) {
      const thread = {
        entryPoints: [join(source, `ports/${name}-worker.ts`)],
        outfile: join(folder, `${name}-worker.mjs`),
      };
      await build({ ...thread, ...options });
    }
    for (const template of templatesIn(source)) {
      mkdirSync(join(folder, 'templates', dirname(template)), { recursive: true });
      copyFileSync(join(source, template), join(folder, 'templates', template));
    }
    copyFileSync(join(source, 'ports/bytes-worker.mjs'), join(folder, 'bytes-worker.mjs'));
    mkdirSync(database);
    // What was just built makes it, so it is proven to load before anybody starts it.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- its types are those of its source
    const built: Server = await import(pathToFileURL(module).href);
    const { db, close } = await built.openEmbedded(database);
    await built.migrate(db, built.migrations);
    await close();
    rmSync(builtServer.folder, { recursive: true, force: true });
    if (!existsSync(builtServer.folder)) renameSync(folder, builtServer.folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [];
}

function templatesIn(source: string): string[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.typ'));
}
