import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  consistencyRanges,
  inclusionRanges,
  proofOf,
  type Subtree,
  verifyConsistency,
  verifyInclusion,
} from './proof.js';
import { joined, joinedHash, leafHash, nodeHash, Tree } from './tree.js';

/** The test leaves of the Certificate Transparency reference implementation, and the roots of the trees they make. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

/** A tree with every hash that it has ever made. */
function grown(leaves: readonly Uint8Array[]) {
  const tree = new Tree();
  const kept = leaves.map((leaf) => tree.append(leaf));
  return { tree, hashOf: ({ level, end }: Subtree) => kept[end - 1]![level]! };
}

/** Straight from the definition in RFC 6962, section 2.1. */
function definedRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length <= 1) return leaves[0] ?? joinedHash([]);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

const vectors = LEAVES.map((leaf) => leafHash(bytes(leaf)));

test('the roots are those of RFC 6962, from the empty tree to one of eight leaves', () => {
  const tree = new Tree();
  const roots = [hex(tree.root())];
  for (const leaf of vectors) {
    tree.append(leaf);
    roots.push(hex(tree.root()));
  }
  assert.deepEqual(roots, ROOTS);
});

test('proofs are those of RFC 6962', () => {
  const { hashOf } = grown(vectors);
  const inclusion = (index: number, size: number) => proofOf(inclusionRanges(index, size), hashOf).map(hex);
  const consistency = (from: number, to: number) => proofOf(consistencyRanges(from, to), hashOf).map(hex);
  assert.deepEqual(inclusion(0, 1), []);
  assert.deepEqual(inclusion(0, 8), [
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ]);
  assert.deepEqual(inclusion(5, 8), [
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
  assert.deepEqual(consistency(1, 1), []);
  assert.deepEqual(consistency(6, 8), [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
  assert.deepEqual(consistency(2, 5), [
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  ]);
});

test('for every size to 70, frontier, root and each proof agree with the definition', () => {
  const leaves = Array.from({ length: 70 }, (_none, at) => leafHash(new Uint8Array([at])));
  const { hashOf } = grown(leaves);
  const roots = leaves.map((_leaf, at) => definedRoot(leaves.slice(0, at + 1)));
  let tree = new Tree();
  for (const [at, leaf] of leaves.entries()) {
    tree.append(leaf);
    assert.deepEqual(tree.root(), new Uint8Array(roots[at]!));
    tree = new Tree(tree.size, tree.frontier());
  }
  let wrong = 0;
  for (let size = 1; size <= leaves.length; size += 1) {
    const root = roots[size - 1]!;
    for (let index = 0; index < size; index += 1) {
      const proof = proofOf(inclusionRanges(index, size), hashOf);
      const claim = { index, size, leaf: leaves[index]! };
      assert.ok(verifyInclusion(claim, proof, root), `${index} in ${size}`);
      const other = { ...claim, leaf: leaves[(index + 1) % leaves.length]! };
      if (verifyInclusion(other, proof, root)) wrong += 1;
    }
    for (let from = 1; from <= size; from += 1) {
      const proof = proofOf(consistencyRanges(from, size), hashOf);
      const to = { size, root };
      assert.ok(verifyConsistency({ size: from, root: roots[from - 1]! }, to, proof), `${from} to ${size}`);
      if (verifyConsistency({ size: from, root: roots[from % leaves.length]! }, to, proof)) wrong += 1;
      if (proof.length > 0 && verifyConsistency({ size: from, root: roots[from - 1]! }, to, proof.slice(1))) wrong += 1;
    }
  }
  assert.equal(wrong, 0);
});

test('a frontier of another size is refused', () => {
  assert.throws(() => new Tree(3, joined(vectors.slice(0, 1))), /frontier/);
  assert.throws(() => new Tree(0, joined(vectors.slice(0, 1))), /frontier/);
});
