/** From starting the process to its first answer, on a database that is there already. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../workspace.js';
import { startChild } from './child.js';
import { median, type Row } from './row.js';

const MOST_MS = 2000;
const STARTS = 5;

export async function benchStart(): Promise<Row> {
  await mkdir(cacheFolder, { recursive: true });
  const folder = await mkdtemp(path.join(cacheFolder, 'bench-start-'));
  try {
    // The first start makes the database.
    await (await startChild('start-server.ts', folder)).end();
    const took: number[] = [];
    for (let count = 0; count < STARTS; count += 1) {
      const started = performance.now();
      const child = await startChild('start-server.ts', folder);
      took.push(performance.now() - started);
      await child.end();
    }
    const figure = median(took);
    return {
      what: 'server start to first answer, on an existing database',
      budget: `${MOST_MS / 1000} s`,
      figure: `${(figure / 1000).toFixed(2)} s`,
      peer: '',
      ratio: null,
      ok: figure <= MOST_MS,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
