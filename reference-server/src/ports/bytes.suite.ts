/** What every adapter of {@link Bytes} passes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ascii, concat, noise } from '@portico/testing';
import type { Bytes } from './bytes.js';

export function bytesSuite(name: string, bytes: Bytes): void {
  const key = noise(32, 1);
  const nonce = noise(12, 2);
  const label = ascii('label');

  test(`${name}: SHA-256 is that of FIPS 180-4, in one piece or many`, () => {
    const hasher = bytes.sha256();
    hasher.update(ascii('a'));
    hasher.update(new Uint8Array());
    hasher.update(ascii('bc'));
    assert.equal(hasher.digest(), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(bytes.sha256().digest(), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test(`${name}: AES-256-GCM is that of NIST's test case 14`, async () => {
    const sealed = await bytes.seal(new Uint8Array(32), new Uint8Array(12), new Uint8Array(16), new Uint8Array());
    const hex = Buffer.from(sealed).toString('hex');
    assert.equal(hex, 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919');
  });

  test(`${name}: what was sealed is opened, in one part or many, from any place in memory`, async () => {
    const plain = noise(70_000, 3).subarray(13);
    const parts = [plain.subarray(0, 1), plain.subarray(1, 1), plain.subarray(1, 40_000), plain.subarray(40_000)];
    const whole = await bytes.seal(key, nonce, plain, label);
    assert.deepEqual(concat(await bytes.sealParts(key, nonce, parts, label)), new Uint8Array(whole));
    const shifted = concat([new Uint8Array(5), whole]).subarray(5);
    assert.deepEqual(new Uint8Array(await bytes.open(key, nonce, shifted, label)), new Uint8Array(plain));
  });

  test(`${name}: nothing is opened with another key, nonce, label, or a bit changed`, async () => {
    const sealed = new Uint8Array(await bytes.seal(key, nonce, ascii('secret'), label));
    const flipped = sealed.slice();
    flipped[0] = (flipped[0] ?? 0) ^ 1;
    const opens = [
      () => bytes.open(noise(32, 9), nonce, sealed, label),
      () => bytes.open(key, noise(12, 9), sealed, label),
      () => bytes.open(key, nonce, sealed, ascii('other')),
      () => bytes.open(key, nonce, flipped, label),
      () => bytes.open(key, nonce, sealed.subarray(0, 17), label),
    ];
    for (const open of opens) await assert.rejects(async () => open());
  });
}
