/** Proofs from what the log has kept: each takes a few rows by their key, however long the log is. */
import { consistencyRanges, inclusionRanges, proofOf, type Range, type Subtree, subtreesOf } from '@portico/audit';
import type { Reader } from '../database/tables.js';
import { nodeAt } from './rows.js';
import { nodesOf } from './store.js';

/** That an entry is in the tree of `size` entries; `leaf` is its hash. */
export async function proveInclusion(db: Reader, firmId: string, seq: number, size: number) {
  const hashOf = await hashes(db, firmId, inclusionRanges(seq - 1, size), [{ level: 0, end: seq }]);
  return { leaf: hashOf({ level: 0, end: seq }), proof: proofOf(inclusionRanges(seq - 1, size), hashOf) };
}

/** That the tree of `to` entries begins with that of `from`. */
export async function proveConsistency(db: Reader, firmId: string, from: number, to: number): Promise<Uint8Array[]> {
  const ranges = consistencyRanges(from, to);
  return proofOf(ranges, await hashes(db, firmId, ranges));
}

/** The hash of the first `size` entries. */
export async function rootAt(db: Reader, firmId: string, size: number): Promise<Uint8Array> {
  const whole = [{ start: 0, end: size }];
  const [root = new Uint8Array()] = proofOf(whole, await hashes(db, firmId, whole));
  return root;
}

async function hashes(
  db: Reader,
  firmId: string,
  ranges: readonly Range[],
  more: readonly Subtree[] = [],
): Promise<(subtree: Subtree) => Uint8Array> {
  const needed = [...ranges.flatMap(subtreesOf), ...more];
  const nodes = await nodesOf(db, firmId, [...new Set(needed.map(({ end }) => end))]);
  return ({ level, end }) => {
    const found = nodes.get(end);
    if (!found) throw new Error(`The audit log of ${firmId} lacks entry ${end}`);
    return nodeAt(found, level);
  };
}
