/** Where the workspace lies, for every tool. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the repository, without a slash at its end. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
/** What tools keep between runs; git ignores it. */
export const cacheFolder = join(root, '.cache');

const ignored = new Set(['node_modules', 'dist', '.git', '.cache', '.data', 'storybook-static', 'test-results']);

/** Files below a folder of the repository, sorted, relative to the repository with `/`; none where there is no folder. */
export function filesBelow(folder: string, ends: string, base = root): string[] {
  const start = join(base, folder);
  if (!statSync(start, { throwIfNoEntry: false })?.isDirectory()) return [];
  const found: string[] = [];
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (ignored.has(entry.name)) continue;
      const inner = join(path, entry.name);
      if (entry.isDirectory()) visit(inner);
      else if (entry.name.endsWith(ends)) found.push(relative(base, inner).split(sep).join('/'));
    }
  };
  visit(start);
  return found.sort();
}

/** Reads a JSON file as unknown data. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** True for the module that was started as a command. */
export function isMain(url: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === realpathSync(fileURLToPath(url));
}

/** Reads a JSON file that holds an object. */
export function readRecord(path: string): Record<string, unknown> {
  const value = readJson(path);
  if (typeof value !== 'object' || value === null) throw new Error(`${path} does not hold an object.`);
  return { ...value };
}
