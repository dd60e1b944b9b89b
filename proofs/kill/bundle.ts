/** Our own sources of a program in one module, so that starting it a hundred times does not compile them a hundred times. */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @param entry a module beside this one @returns the program's file, from where packages are found */
export async function bundleProgram(entry: string): Promise<string> {
  const cache = fileURLToPath(new URL('../../.cache', import.meta.url));
  await mkdir(cache, { recursive: true });
  const outfile = path.join(cache, `${entry.replace(/\.ts$/, '')}-${process.pid}.mjs`);
  // The server's worker is a file of its own, looked for beside the module that starts it.
  const worker = new URL('../../reference-server/src/ports/bytes-worker.mjs', import.meta.url);
  await copyFile(worker, path.join(cache, 'bytes-worker.mjs'));
  await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    plugins: [
      {
        name: 'packages of others stay outside',
        setup({ onResolve }) {
          onResolve({ filter: /^[^./]/ }, ({ path: name }) =>
            name.startsWith('@portico/') ? undefined : { path: name, external: true },
          );
        },
      },
    ],
  });
  return outfile;
}
