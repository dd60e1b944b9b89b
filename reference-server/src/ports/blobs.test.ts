import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { noise, startS3Double } from '@portico/testing';
import { createDiskBlobs } from './blobs.disk.js';
import { createMemoryBlobs } from './blobs.memory.js';
import { createS3Blobs } from './blobs.s3.js';
import { blobSuite } from './blobs.suite.js';
import { StorageFullError } from './blobs.js';

const root = await mkdtemp(path.join(tmpdir(), 'portico-blobs-'));
const s3 = await startS3Double();
after(async () => {
  await s3.close();
  await rm(root, { recursive: true, force: true });
});

let folders = 0;
function newFolder(): string {
  folders += 1;
  return path.join(root, String(folders));
}

blobSuite('memory', () => Promise.resolve(createMemoryBlobs()));
blobSuite('disk', () => createDiskBlobs(newFolder()));
blobSuite('disk with four open files', () => createDiskBlobs(newFolder(), { mostOpen: 4 }));
blobSuite('S3', () => createS3Blobs({ ...s3.options, bucket: s3.newBucket() }));
blobSuite('S3 in small objects below a prefix', () =>
  createS3Blobs({ ...s3.options, bucket: s3.newBucket(), prefix: 'portico/files', objectBytes: 6_000 }),
);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

const KEY = 'ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12';

test('disk: every file lies below the folder, readable by its owner alone, and other files are no blobs', async () => {
  const folder = newFolder();
  const store = await createDiskBlobs(folder);
  await store.append(KEY, 0, once(noise(100, 1)));
  await writeFile(path.join(folder, 'notes.txt'), 'not a blob');
  assert.deepEqual((await readdir(folder, { recursive: true })).sort(), ['a', 'a/b', `a/b/${KEY}`, 'notes.txt']);
  assert.equal((await stat(path.join(folder, 'a', 'b', KEY))).mode & 0o777, 0o600);
  const listed: string[] = [];
  for await (const { key } of store.list()) listed.push(key);
  assert.deepEqual(listed, [KEY]);
});

test('disk: too little room is said before a file begins and while it grows', async () => {
  const store = await createDiskBlobs(newFolder(), { reserve: 2 ** 50 });
  await assert.rejects(store.reserve(1), StorageFullError);
  await assert.rejects(store.append(KEY, 0, once(noise(100, 1))), StorageFullError);
});

test('S3: a wrong secret is refused by the double, so that signatures are really checked', async () => {
  const credentials = { ...s3.options.credentials, secretAccessKey: 'another' };
  const store = await createS3Blobs({ ...s3.options, credentials, bucket: s3.newBucket() });
  await assert.rejects(store.append(KEY, 0, once(noise(100, 1))));
  await assert.rejects(store.check());
});
