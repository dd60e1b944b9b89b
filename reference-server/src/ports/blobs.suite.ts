/** What every adapter of {@link BlobStore} passes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, noise } from '@portico/testing';
import type { BlobStore } from './blobs.js';

/** @param make a store that nobody else uses */
export function blobSuite(name: string, make: () => Promise<BlobStore>): void {
  test(`${name}: a blob grows at its end and is read by range`, async () => {
    const store = await make();
    const bytes = noise(300_000, 1);
    const key = newKey();
    assert.equal(await store.size(key), undefined);
    assert.equal(await store.append(key, 0, parts(bytes.subarray(0, 100_000), 7_000)), 100_000);
    assert.equal(await store.append(key, 100_000, parts(bytes.subarray(100_000), 65_536)), 300_000);
    assert.equal(await store.size(key), 300_000);
    for (const [start, end] of [
      [0, 300_000],
      [0, 1],
      [99_999, 100_001],
      [299_999, 300_000],
      [150_000, 150_000],
      [250_000, 400_000],
    ] as const) {
      assert.deepEqual(await collect(store.read(key, start, end)), bytes.slice(start, end));
    }
  });

  test(`${name}: what a broken write left behind the end is dropped`, async () => {
    const store = await make();
    const [one, two] = [noise(50_000, 1), noise(9_000, 2)];
    const key = newKey();
    await store.append(key, 0, parts(one, 10_000));
    assert.equal(await store.append(key, 20_500, parts(two, 4_000)), 29_500);
    assert.equal(await store.size(key), 29_500);
    assert.deepEqual(await collect(store.read(key, 0, 99_999)), concat([one.subarray(0, 20_500), two]));
    assert.equal(await store.append(key, 0, parts(two, 9_000)), 9_000);
    assert.deepEqual(await collect(store.read(key, 0, 99_999)), two);
  });

  test(`${name}: appending nothing only drops what lies behind`, async () => {
    const store = await make();
    const key = newKey();
    await store.append(key, 0, parts(noise(10_000, 1), 10_000));
    assert.equal(await store.append(key, 4_000, parts(new Uint8Array(), 1)), 4_000);
    assert.deepEqual(await collect(store.read(key, 0, 10_000)), noise(10_000, 1).slice(0, 4_000));
  });

  test(`${name}: a source that breaks keeps what was there before it`, async () => {
    const store = await make();
    const key = newKey();
    const bytes = noise(30_000, 1);
    await store.append(key, 0, parts(bytes, 10_000));
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield* parts(noise(5_000, 2), 1_000);
      throw new Error('broken');
    }
    await assert.rejects(store.append(key, 30_000, breaking()), /broken/);
    assert.deepEqual(await collect(store.read(key, 0, 30_000)), bytes);
    assert.equal(await store.append(key, 30_000, parts(bytes, 10_000)), 60_000);
    assert.deepEqual(await collect(store.read(key, 30_000, 60_000)), bytes);
  });

  test(`${name}: a blob has no holes, and a key is no path`, async () => {
    const store = await make();
    const key = newKey();
    await store.append(key, 0, parts(noise(10, 1), 10));
    await assert.rejects(store.append(key, 11, parts(noise(10, 1), 10)));
    for (const bad of ['../../etc/passwd', 'a/b', '', '..', `${key}/../x`, key.toUpperCase(), `${key}\0`]) {
      await assert.rejects(store.append(bad, 0, parts(noise(10, 1), 10)), bad);
      await assert.rejects(store.size(bad), bad);
    }
  });

  test(`${name}: deleting is final and can be repeated; a blob that is gone cannot be read`, async () => {
    const store = await make();
    const key = newKey();
    await store.append(key, 0, parts(noise(30_000, 1), 10_000));
    await store.delete(key);
    await store.delete(key);
    assert.equal(await store.size(key), undefined);
    await assert.rejects(collect(store.read(key, 0, 10)));
  });

  test(`${name}: the list has every blob once, with its size and time`, async () => {
    const store = await make();
    const keys = Array.from({ length: 12 }, newKey);
    const before = Date.now() - 2000;
    for (const [index, key] of keys.entries()) {
      await store.append(key, 0, parts(noise(1000, 1), 1000));
      if (index % 3 === 0) await store.append(key, 1000, parts(noise(500, 1), 500));
    }
    const listed = new Map<string, number>();
    for await (const { key, size, changedAt } of store.list()) {
      assert.ok(!listed.has(key) && changedAt.getTime() >= before);
      listed.set(key, size);
    }
    assert.deepEqual([...listed.keys()].sort(), [...keys].sort());
    assert.deepEqual(
      keys.map((key) => listed.get(key)),
      keys.map((_, index) => (index % 3 === 0 ? 1500 : 1000)),
    );
  });

  test(`${name}: many blobs are written at once`, async () => {
    const store = await make();
    const files = Array.from({ length: 60 }, (_, index) => ({
      key: newKey(),
      bytes: noise(20_000 + index, index + 1),
    }));
    await Promise.all(files.map(({ key, bytes }) => store.append(key, 0, parts(bytes, 3_000))));
    for (const { key, bytes } of files) assert.deepEqual(await collect(store.read(key, 0, 99_999)), bytes);
  });

  test(`${name}: it says that it can be used, and that there is room`, async () => {
    const store = await make();
    await store.check();
    await store.reserve(1000);
  });
}

function newKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(20))).toString('hex');
}

async function* parts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.slice(at, at + size);
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const part of stream) all.push(part.slice());
  return concat(all);
}
