/**
 * Libraries for unbundled browser tests. A page that loads sources as they are would ask for hundreds of files of
 * kysely and trip over CommonJS in Uppy, so every library that our sources name is bundled once, with shared parts
 * shared, and the test server answers its name with that file.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { build } from 'esbuild';
import { importsOf } from './imports.js';
import { cacheFolder, filesBelow, root } from './workspace.js';

/** PGlite finds its WebAssembly beside its own modules, so those stay where they are. */
const asTheyAre = /^(@electric-sql\/pglite|@web\/|@portico\/|axe-core)/;

/**
 * Bundles the libraries that sources name. Answers where each is served from, by name.
 * @param sources folders, for every file below them, and files, for what they reach
 */
export async function prebundle(sources: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = librariesOf(sources);
  const lock = readFileSync(join(root, 'package-lock.json'));
  const hash = createHash('sha256')
    .update(lock)
    .update(names.join())
    .update(import.meta.url)
    .digest('hex');
  const folder = join(cacheFolder, `libraries-${hash.slice(0, 12)}`);
  if (!existsSync(folder)) {
    for (const entry of existsSync(cacheFolder) ? readdirSync(cacheFolder) : []) {
      if (entry.startsWith('libraries-')) rmSync(join(cacheFolder, entry), { recursive: true, force: true });
    }
    mkdirSync(cacheFolder, { recursive: true });
    const partial = `${folder}.${process.pid}`;
    await bundle(names, partial);
    if (existsSync(folder)) rmSync(partial, { recursive: true });
    else renameSync(partial, folder);
  }
  return new Map(names.map((name) => [name, `/.cache/libraries-${hash.slice(0, 12)}/${fileOf(name)}.js`]));
}

/** Names of libraries imported at run time, sorted; Node's own and what stays as it is left out. */
function librariesOf(sources: readonly string[]): string[] {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(join(root, file))) return;
    seen.add(file);
    for (const { name, typeOnly } of importsOf(join(root, file))) {
      if (typeOnly) continue;
      if (name.startsWith('.')) visit(posix.join(posix.dirname(file), name).replace(/\.js$/, '.ts'));
      else if (!isBuiltin(name) && !asTheyAre.test(name)) names.add(name);
    }
  };
  for (const source of sources) (source.endsWith('.ts') ? [source] : filesBelow(source, '.ts')).forEach(visit);
  return [...names].sort();
}

async function bundle(names: readonly string[], outdir: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [fileOf(name), name])),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['production', 'browser'],
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['node:*', '@electric-sql/pglite'],
    logLevel: 'error',
  });
}

function fileOf(name: string): string {
  return name
    .replace(/^@/, '')
    .replace(/\.js$/, '')
    .replace(/[^a-z0-9]+/gi, '-');
}
