import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { sha256 } from './sha256.js';

test('small files and large ones, which are read in pieces, get the same digest as anywhere', async () => {
  for (const size of [0, 1, 1024 * 1024, 32 * 1024 * 1024, 33 * 1024 * 1024 + 7]) {
    const bytes = randomBytes(size);
    assert.equal(await sha256(new Blob([bytes])), createHash('sha256').update(bytes).digest('hex'), `${size} bytes`);
  }
});

test('a cancelled digest of a large file ends early', async () => {
  const file = new Blob([new Uint8Array(40 * 1024 * 1024)]);
  await assert.rejects(sha256(file, AbortSignal.abort()), { name: 'AbortError' });
});
