/**
 * Uploads against bare `@tus/server` in the same run, on the same disk, with the same client and bytes:
 * throughput until the document exists (ours hashes, checks, encrypts and syncs it by then; the peer keeps
 * the bytes), and the size of the server under a thousand uploads at once.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../workspace.js';
import { startChild } from './child.js';
import { type Target, uploadAll } from './upload-load.js';
import { prepareFirm } from './upload-firm.js';

/** A row of the bench's table. */
export interface Row {
  readonly what: string;
  readonly budget: string;
  readonly figure: string;
  readonly peer: string;
  /** Our figure over the peer's. */
  readonly ratio: number;
  readonly ok: boolean;
}

const MiB = 1024 * 1024;
const LEAST_RATIO = 0.7;
const MOST_RESIDENT = 700_000_000;

interface Load {
  readonly uploads: number;
  readonly size: number;
  readonly atOnce: number;
}

const LOADS: readonly Load[] = [
  { uploads: 40, size: 20 * MiB, atOnce: 20 },
  { uploads: 1000, size: MiB, atOnce: 1000 },
];

/** Runs every load against both servers, one after the other and twice, and takes each one's better run. */
export async function benchUploads(loads: readonly Load[] = LOADS): Promise<Row[]> {
  const folder = await mkdtemp(path.join(cacheFolder, 'bench-'));
  const ours = await startChild('upload-server.ts', folder);
  const peer = await startChild('upload-peer.ts', folder);
  try {
    const targets: Record<'ours' | 'peer', Target> = {
      ours: await prepareFirm(ours.ready),
      peer: { create: peer.ready['create'] ?? '', headers: () => ({}) },
    };
    for (const target of Object.values(targets)) await uploadAll(target, { uploads: 20, size: MiB, atOnce: 4 });
    const rows: Row[] = [];
    for (const load of loads) {
      const rest = { ours: await ours.rss(), peer: await peer.rss() };
      const best = { ours: 0, peer: 0 };
      for (const who of ['peer', 'ours', 'peer', 'ours'] as const) {
        best[who] = Math.max(best[who], await uploadAll(targets[who], load));
      }
      const grown = { ours: (await ours.rss()) - rest.ours, peer: (await peer.rss()) - rest.peer };
      rows.push(throughput(load, best), resident(load, grown));
    }
    return rows;
  } finally {
    await Promise.all([ours.end(), peer.end()]);
    await rm(folder, { recursive: true, force: true });
  }
}

function throughput(load: Load, { ours, peer }: { ours: number; peer: number }): Row {
  const ratio = round(ours / peer);
  return {
    what: `${nameOf(load)}, until the document exists (${cpus().length} cores shared with the load)`,
    budget: `${LEAST_RATIO} of the peer`,
    figure: `${(ours / MiB).toFixed(0)} MiB/s`,
    peer: `${(peer / MiB).toFixed(0)} MiB/s @tus/server`,
    ratio,
    ok: ratio >= LEAST_RATIO,
  };
}

function resident(load: Load, { ours, peer }: { ours: number; peer: number }): Row {
  return {
    what: `${nameOf(load)}, server's memory above rest`,
    budget: '700 MB',
    figure: `${(ours / 1e6).toFixed(0)} MB`,
    peer: `${(peer / 1e6).toFixed(0)} MB @tus/server`,
    ratio: round(ours / peer),
    ok: ours <= MOST_RESIDENT,
  };
}

function nameOf({ uploads, size, atOnce }: Load): string {
  return `${uploads} uploads of ${size / MiB} MiB, ${atOnce} at once`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
