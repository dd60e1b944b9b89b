/**
 * Uploads against bare `@tus/server` in the same run, on the same disk, with the same client and bytes:
 * throughput until the document exists (ours hashes, checks, encrypts and syncs it by then; the peer keeps
 * the bytes), and the size of the server under a thousand uploads at once.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../workspace.js';
import { startChild } from './child.js';
import { median, type Row, rounded } from './row.js';
import { type Target, uploadAll } from './upload-load.js';
import { prepareFirm } from './upload-firm.js';

const MiB = 1024 * 1024;
const LEAST_RATIO = 0.7;
const MOST_RESIDENT = 700_000_000;

interface Load {
  readonly uploads: number;
  readonly size: number;
  readonly atOnce: number;
  /** Turns of each server. */
  readonly rounds: number;
  /**
   * Least share of the peer's throughput. Of very small files none is asked: a document is a dozen statements,
   * with its audit entry and event, and a bare tus server makes none of them however small the file.
   */
  readonly leastRatio?: number;
}

const WARM_UP: Load = { uploads: 40, size: 10 * MiB, atOnce: 10, rounds: 1 };

const LOADS: readonly Load[] = [
  { uploads: 40, size: 20 * MiB, atOnce: 20, rounds: 7, leastRatio: LEAST_RATIO },
  { uploads: 1000, size: MiB, atOnce: 1000, rounds: 2 },
];

/** Runs every load against both servers in turn, and takes the median of what the rounds say. */
export async function benchUploads(loads: readonly Load[] = LOADS): Promise<Row[]> {
  const folder = await mkdtemp(path.join(cacheFolder, 'bench-'));
  const ours = await startChild('upload-server.ts', folder);
  const peer = await startChild('upload-peer.ts', folder);
  try {
    const targets: Record<'ours' | 'peer', Target> = {
      ours: await prepareFirm(ours.ready),
      peer: { create: peer.ready['create'] ?? '', headers: () => ({}) },
    };
    for (const target of Object.values(targets)) await uploadAll(target, WARM_UP);
    const rows: Row[] = [];
    for (const load of loads) {
      const rest = { ours: await ours.rss(), peer: await peer.rss() };
      const rounds: Round[] = [];
      for (let round = 0; round < load.rounds; round += 1) {
        rounds.push({ peer: await turn(targets.peer, load), ours: await turn(targets.ours, load) });
      }
      const grown = { ours: (await ours.rss()) - rest.ours, peer: (await peer.rss()) - rest.peer };
      rows.push(throughput(load, rounds), resident(load, grown));
    }
    return rows;
  } finally {
    await Promise.all([ours.end(), peer.end()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Bytes per second of both in one round. */
interface Round {
  readonly ours: number;
  readonly peer: number;
}

/** What the server before it left to the disk is written first, so that nobody pays for somebody else. */
function turn(target: Target, load: Load): Promise<number> {
  execFileSync('sync');
  return uploadAll(target, load);
}

function throughput(load: Load, rounds: readonly Round[]): Row {
  const ratio = rounded(median(rounds.map(({ ours, peer }) => ours / peer)));
  const ours = median(rounds.map((round) => round.ours));
  const peer = median(rounds.map((round) => round.peer));
  return {
    what: `${nameOf(load)}, until the document exists (${cpus().length} cores shared with the load)`,
    budget: load.leastRatio === undefined ? '' : `${load.leastRatio} of the peer`,
    figure: `${(ours / MiB).toFixed(0)} MiB/s`,
    peer: `${(peer / MiB).toFixed(0)} MiB/s @tus/server`,
    ratio,
    ok: ratio >= (load.leastRatio ?? 0),
  };
}

function resident(load: Load, { ours, peer }: { ours: number; peer: number }): Row {
  return {
    what: `${nameOf(load)}, server's memory above rest`,
    budget: '700 MB',
    figure: `${(ours / 1e6).toFixed(0)} MB`,
    peer: `${(peer / 1e6).toFixed(0)} MB @tus/server`,
    ratio: rounded(ours / peer),
    ok: ours <= MOST_RESIDENT,
  };
}

function nameOf({ uploads, size, atOnce }: Load): string {
  return `${uploads} uploads of ${size / MiB} MiB, ${atOnce} at once`;
}
