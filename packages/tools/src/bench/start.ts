/** From starting the process to its first answer: on an empty folder, and on a database that is there already. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../build.js';
import { builtServer } from '../server-files.js';
import { cacheFolder } from '../workspace.js';
import { startChild } from './child.js';
import { median, type Row } from './row.js';

const MOST_FIRST_MS = 10_000;
const MOST_MS = 2000;
const STARTS = 5;

export async function benchStart(): Promise<Row[]> {
  await build();
  await mkdir(cacheFolder, { recursive: true });
  const folder = await mkdtemp(path.join(cacheFolder, 'bench-start-'));
  try {
    const first = await timedStart(folder);
    const later: number[] = [];
    for (let count = 0; count < STARTS; count += 1) later.push(await timedStart(folder));
    return [
      row('server start to first answer, on an empty folder', first, MOST_FIRST_MS),
      row('server start to first answer, on an existing database', median(later), MOST_MS),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timedStart(folder: string): Promise<number> {
  const started = performance.now();
  const { module, emptyDatabase } = builtServer;
  const child = await startChild('start-server.mjs', folder, pathToFileURL(module).href, emptyDatabase);
  const { status } = await fetch(`${child.ready['url']}/v1/health`);
  const took = performance.now() - started;
  await child.end();
  if (status !== 200) throw new Error(`The server answered ${status}`);
  return took;
}

function row(what: string, took: number, most: number): Row {
  return {
    what,
    budget: `${most / 1000} s`,
    figure: `${(took / 1000).toFixed(2)} s`,
    peer: '',
    ratio: null,
    ok: took <= most,
  };
}
