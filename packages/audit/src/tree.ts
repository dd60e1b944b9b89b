/**
 * The Merkle tree of RFC 6962, section 2.1, that grows by one leaf at a time and keeps no leaf. What it keeps is its
 * frontier: the hashes of the perfect subtrees that make it up, largest first, one for each bit of its size.
 */
import { sha256 } from '@noble/hashes/sha2.js';

/** Bytes of a hash. */
export const HASH_BYTES = 32;

/** Hash of a leaf: SHA-256 over 0x00 and its bytes. */
export function leafHash(leaf: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + leaf.byteLength);
  bytes.set(leaf, 1);
  return sha256(bytes);
}

/** Hash of a node: SHA-256 over 0x01 and its children. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return sha256(bytes);
}

/** Hash of a list of neighbouring perfect subtrees, largest first; that of the empty tree where there is none. */
export function joinedHash(subtrees: readonly Uint8Array[]): Uint8Array {
  const last = subtrees.at(-1);
  if (!last) return sha256(new Uint8Array());
  return subtrees.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

export class Tree {
  #size: number;
  readonly #frontier: Uint8Array[];

  /**
   * @param size number of leaves, below 2^31
   * @param frontier what {@link Tree.frontier} gave
   * @throws where the two do not belong together
   */
  constructor(size = 0, frontier: Uint8Array = new Uint8Array()) {
    if (frontier.byteLength !== bitsOf(size) * HASH_BYTES) throw new Error('The frontier is not that of the size');
    this.#size = size;
    this.#frontier = Array.from({ length: bitsOf(size) }, (_none, at) =>
      frontier.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES),
    );
  }

  get size(): number {
    return this.#size;
  }

  /** @returns the leaf's hash, and those of the perfect subtrees that it completes, smallest first */
  append(leaf: Uint8Array): Uint8Array[] {
    const completed = [leaf];
    let hash = leaf;
    for (let left = this.#size; left % 2 === 1; left = (left - 1) / 2) {
      hash = nodeHash(this.#frontier.pop() ?? leaf, hash);
      completed.push(hash);
    }
    this.#frontier.push(hash);
    this.#size += 1;
    return completed;
  }

  root(): Uint8Array {
    return joinedHash(this.#frontier);
  }

  /** The frontier as bytes, for whoever goes on later. */
  frontier(): Uint8Array {
    return joined(this.#frontier);
  }
}

/** Hashes as one array of bytes. */
export function joined(hashes: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  hashes.forEach((hash, at) => {
    bytes.set(hash, at * HASH_BYTES);
  });
  return bytes;
}

function bitsOf(size: number): number {
  return size === 0 ? 0 : size.toString(2).replaceAll('0', '').length;
}
