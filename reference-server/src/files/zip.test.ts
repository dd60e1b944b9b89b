import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ascii, concat, listZip, noise, unzip } from '@portico/testing';
import { Crc32 } from './crc32.js';
import { type ZipEntry, zipOf } from './zip.js';
import { ZipNames } from './zip-names.js';

const at = new Date('2026-11-22T10:20:30Z');

function entry(path: string, content: Uint8Array): ZipEntry {
  const crc = new Crc32();
  crc.pass(content);
  return { path, size: content.byteLength, crc32: crc.value, at, read: () => pieces(content) };
}

async function* pieces(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.byteLength; start += 1000) yield content.subarray(start, start + 1000);
}

async function whole(zip: ReturnType<typeof zipOf>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of zip.stream()) parts.push(part);
  return concat(parts);
}

test('what goes in comes out, under names in any script', async () => {
  const files = new Map([
    ['Court orders/Order é.pdf', noise(5000, 1)],
    ['عقد الإيجار.pdf', noise(70_000, 2)],
    ['empty.txt', ascii('')],
  ]);
  const zip = zipOf([...files].map(([path, content]) => entry(path, content)));
  const archive = await whole(zip);
  assert.equal(archive.byteLength, zip.size);
  assert.deepEqual(
    [...unzip(archive)],
    [...files].map(([path, content]) => [path, new Uint8Array(content)]),
  );
});

test('an archive of nothing is one', async () => {
  const zip = zipOf([]);
  assert.equal(unzip(await whole(zip)).size, 0);
  assert.equal(zip.size, 22);
});

test('beyond 4 GiB and beyond 65,534 files the numbers are those of Zip64', async () => {
  const size = 2 ** 32 + 12_345;
  const block = new Uint8Array(2 ** 26);
  const big: ZipEntry = {
    ...{ path: 'big.pdf', size, crc32: 7, at },
    async *read() {
      for (let left = size; left > 0; left -= block.byteLength)
        yield block.subarray(0, Math.min(left, block.byteLength));
    },
  };
  const zip = zipOf([big, entry('after.pdf', noise(100, 3))]);
  const tail: Uint8Array[] = [];
  let passed = 0;
  for await (const part of zip.stream()) {
    passed += part.byteLength;
    if (part.byteLength < 12_000) tail.push(part);
  }
  assert.equal(passed, zip.size);
  const end = concat(tail.slice(1));
  const [one, two] = listZip(end, zip.size - end.byteLength);
  assert.deepEqual([one?.path, one?.size, one?.start], ['big.pdf', size, 0]);
  assert.deepEqual([two?.path, two?.size, two?.start], ['after.pdf', 100, size + 30 + 7 + 20]);

  const many = zipOf(Array.from({ length: 65_540 }, (_none, index) => entry(`${index}`, ascii(''))));
  assert.equal(listZip(await whole(many), 0).length, 65_540);
});

test('names are what every system unpacks, and each is there once', () => {
  const names = new ZipNames();
  const folder = names.take('', 'Letters / notes: 2026. ');
  assert.equal(folder, 'Letters _ notes_ 2026');
  assert.deepEqual(
    ['a.pdf', 'A.PDF', 'a.pdf', 'a (2).pdf', '..', 'nul.pdf', '.profile'].map((name) => names.take(folder, name)),
    ['a.pdf', 'A (2).PDF', 'a (3).pdf', 'a (2) (2).pdf', '_', '_nul.pdf', '.profile'].map(
      (name) => `${folder}/${name}`,
    ),
  );
  assert.equal(names.take('', 'a.pdf'), 'a.pdf');
  assert.equal(names.take('', folder), `${folder} (2)`);
});
