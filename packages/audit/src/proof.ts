/**
 * Proofs of RFC 6962, sections 2.1.1 and 2.1.2: that an entry is in the log, and that a log is a continuation of
 * another. Each hash of a proof covers a range of leaves; a range is made of perfect subtrees, whose hashes the log
 * has kept, so that no leaf is read to prove anything.
 */
import { joinedHash, nodeHash } from './tree.js';

/** Leaves from `start` up to but without `end`, counted from 0. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A perfect subtree of 2^level leaves; `end` is the number of its last leaf, counted from 1. */
export interface Subtree {
  readonly level: number;
  readonly end: number;
}

/** Ranges whose hashes prove that a leaf is in a tree. @param index of the leaf, from 0 */
export function inclusionRanges(index: number, size: number): Range[] {
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/** Ranges whose hashes prove that the tree of `to` leaves begins with that of `from`; 0 < from <= to. */
export function consistencyRanges(from: number, to: number): Range[] {
  const ranges: Range[] = [];
  let [start, end] = [0, to];
  while (from < end) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // Whoever verifies knows the root of `from` already, and so not a part of it.
  if (start > 0) ranges.push({ start, end });
  return ranges.reverse();
}

/** The perfect subtrees that make up a range of a proof, largest first. */
export function subtreesOf({ start, end }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  let at = start;
  for (let level = 31; level >= 0; level -= 1) {
    if (((end - start) >>> level) % 2 === 0) continue;
    at += 2 ** level;
    subtrees.push({ level, end: at });
  }
  return subtrees;
}

/** The hash of each range. @param hashOf hash of a perfect subtree, as `Tree.append` gave it */
export function proofOf(ranges: readonly Range[], hashOf: (subtree: Subtree) => Uint8Array): Uint8Array[] {
  return ranges.map((range) => joinedHash(subtreesOf(range).map(hashOf)));
}

/** Whether a leaf's hash is the one at an index, counted from 0, of the tree with this root. */
export function verifyInclusion(
  { index, size, leaf }: { readonly index: number; readonly size: number; readonly leaf: Uint8Array },
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index < 0 || index >= size) return false;
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== proof.length) return false;
  const hash = ranges.reduce<Uint8Array>((below, { start }, at) => {
    const other = proof[at] ?? below;
    return start > index ? nodeHash(below, other) : nodeHash(other, below);
  }, leaf);
  return sameBytes(hash, root);
}

/** Whether the tree with the root `to` is a continuation of the one with the root `from`. */
export function verifyConsistency(
  from: { readonly size: number; readonly root: Uint8Array },
  to: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (from.size < 1 || from.size > to.size) return false;
  const ranges = consistencyRanges(from.size, to.size);
  if (ranges.length !== proof.length) return false;
  const [first] = ranges;
  // Where the older tree is a subtree of the newer, its root is the first hash and not in the proof.
  const isSubtree = first === undefined || first.start >= from.size;
  const begin = isSubtree ? from.root : (proof[0] ?? from.root);
  let [older, newer] = [begin, begin];
  for (const [at, { start }] of [...ranges.entries()].slice(isSubtree ? 0 : 1)) {
    const hash = proof[at] ?? begin;
    if (start >= from.size) newer = nodeHash(newer, hash);
    else [older, newer] = [nodeHash(hash, older), nodeHash(hash, newer)];
  }
  return sameBytes(older, from.root) && sameBytes(newer, to.root);
}

/** Whether two arrays have the same bytes. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && one.every((byte, at) => byte === other[at]);
}

/** The largest power of two below a number of leaves, of which there are at least two. */
function splitOf(leaves: number): number {
  return 2 ** (31 - Math.clz32(leaves - 1));
}
