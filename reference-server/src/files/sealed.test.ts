import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { concat, noise } from '@portico/testing';
import type { Bytes } from '../ports/bytes.js';
import { nodeBytes } from '../ports/bytes.node.js';
import { webBytes } from '../ports/bytes.web.js';
import { Layout, type Run } from './layout.js';
import { type FileKey, openRecords, readSealed, SealBrokenError, sealRecords } from './sealed.js';

const file: FileKey = { key: noise(32, 7), label: 'a1b2c3d4e5f60718' };

/** Record sizes as they come about: full ones, and what was left when a connection ended. */
const sizes = fc.array(
  fc.oneof(fc.constant(65_536), fc.integer({ min: 1, max: 65_536 }), fc.integer({ min: 1, max: 40 })),
  {
    minLength: 1,
    maxLength: 6,
  },
);

async function sealAll(records: readonly number[], bytes: Bytes = nodeBytes, key = file) {
  const plain = noise(
    records.reduce((sum, size) => sum + size, 0),
    records.length,
  );
  const layout = new Layout();
  const parts: Uint8Array[] = [];
  const lane = bytes.lane();
  for (const size of records) {
    const record = plain.subarray(layout.plainSize, layout.plainSize + size);
    const half = Math.floor(size / 2);
    parts.push(...(await sealRecords(lane, key, layout.sealedSize, [[record.slice(0, half), record.slice(half)]])));
    layout.add(size);
  }
  return { plain, layout, sealed: concat(parts) };
}

/** Gives bytes in pieces of the sizes that a network would. */
async function* inPieces(bytes: Uint8Array, pieces: readonly number[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0, index = 0; at < bytes.byteLength; index += 1) {
    const size = pieces[index % pieces.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part.slice());
  return concat(parts);
}

const reader = (sealed: Uint8Array) => (start: number, end: number) => inPieces(sealed.subarray(start, end), [30_000]);

test('what was sealed is read back, whatever the pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.array(fc.integer({ min: 500, max: 90_000 }), { minLength: 1 }),
      async (records, pieces) => {
        const { plain, sealed, layout } = await sealAll(records);
        assert.equal(sealed.byteLength, layout.sealedSize);
        const opened: Uint8Array[] = [];
        for await (const record of openRecords(nodeBytes, file, 0, inPieces(sealed, pieces))) opened.push(record.plain);
        assert.deepEqual(
          opened.map(({ byteLength }) => byteLength),
          records,
        );
        assert.deepEqual(concat(opened), plain);
      },
    ),
    { numRuns: 40 },
  );
});

test('any range is read without what lies before it', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (records, a, b) => {
      const { plain, sealed, layout } = await sealAll(records);
      const [start, end] = [a % (plain.byteLength + 1), b % (plain.byteLength + 1)].sort((x, y) => x - y) as [
        number,
        number,
      ];
      let first = Number.POSITIVE_INFINITY;
      const read = (from: number, to: number) => {
        first = Math.min(first, from);
        return reader(sealed)(from, to);
      };
      assert.deepEqual(await collect(readSealed(nodeBytes, file, layout, read, start, end)), plain.slice(start, end));
      if (start < end) assert.equal(first, layout.locate(start).sealed);
      assert.deepEqual(Layout.from(JSON.parse(JSON.stringify(layout.runs)) as Run[]).runs, layout.runs);
    }),
    { numRuns: 60 },
  );
});

test('cut off anywhere, all whole records are read and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async (records, at) => {
      const { plain, sealed, layout } = await sealAll(records);
      const cut = sealed.subarray(0, at % sealed.byteLength);
      const whole = new Layout();
      for await (const record of openRecords(nodeBytes, file, 0, inPieces(cut, [10_000]))) {
        assert.deepEqual(
          concat([record.plain]),
          plain.slice(whole.plainSize, whole.plainSize + record.plain.byteLength),
        );
        whole.add(record.plain.byteLength);
      }
      assert.ok(whole.sealedSize <= cut.byteLength);
      const next = records[whole.runs.reduce((sum, [, count]) => sum + count, 0)] ?? 0;
      assert.ok(whole.sealedSize + next + 32 > cut.byteLength, 'a whole record was dropped');
      await assert.rejects(
        collect(readSealed(nodeBytes, file, layout, reader(cut), 0, plain.byteLength)),
        SealBrokenError,
      );
    }),
    { numRuns: 60 },
  );
});

test('one bit changed anywhere is noticed before a byte of its record is given out', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), fc.nat(7), async (records, at, bit) => {
      const { plain, sealed } = await sealAll(records);
      const place = at % sealed.byteLength;
      sealed[place] = (sealed[place] ?? 0) ^ (1 << bit);
      const given: Uint8Array[] = [];
      let broken = false;
      try {
        for await (const record of openRecords(nodeBytes, file, 0, inPieces(sealed, [20_000])))
          given.push(record.plain);
      } catch (error) {
        assert.ok(error instanceof SealBrokenError);
        broken = true;
      }
      // A length that became larger than what is left looks cut off; nothing of it is given out either way.
      assert.ok(broken || concat(given).byteLength < plain.byteLength);
      assert.deepEqual(concat(given), plain.slice(0, concat(given).byteLength));
    }),
    { numRuns: 80 },
  );
});

test('records cannot be moved, repeated, left out, or taken from another file', async () => {
  const { sealed, layout } = await sealAll([100, 100, 100]);
  const record = (index: number) => sealed.subarray(index * 132, index * 132 + 132);
  const orders = [
    [1, 0, 2],
    [0, 0, 2],
    [0, 2],
    [1, 2],
  ];
  for (const order of orders) {
    const shuffled = concat(order.map(record));
    await assert.rejects(collect(readSealed(nodeBytes, file, layout, reader(shuffled), 0, 300)), SealBrokenError);
  }
  for (const other of [
    { ...file, label: 'ffffffffffffffff' },
    { ...file, key: noise(32, 8) },
  ]) {
    await assert.rejects(collect(readSealed(nodeBytes, other, layout, reader(sealed), 0, 300)), SealBrokenError);
  }
});

test('the same bytes never look the same', async () => {
  const seen = new Set<string>();
  for (let round = 0; round < 3000; round += 1) {
    const [header] = await sealRecords(nodeBytes.lane(), file, 0, [[new Uint8Array([1])]]);
    seen.add(
      createHash('sha256')
        .update(header?.subarray(4) ?? '')
        .digest('hex'),
    );
  }
  assert.equal(seen.size, 3000);
});

test('Node and pages read what the other has sealed', async () => {
  for (const [writer, other] of [
    [nodeBytes, webBytes],
    [webBytes, nodeBytes],
  ] as const) {
    const { plain, sealed, layout } = await sealAll([65_536, 10], writer);
    assert.deepEqual(await collect(readSealed(other, file, layout, reader(sealed), 0, plain.byteLength)), plain);
  }
});
