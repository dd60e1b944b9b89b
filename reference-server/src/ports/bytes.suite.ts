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

  test(`${name}: what was sealed is opened, from any place in memory`, async () => {
    const plain = noise(70_000, 3).subarray(13);
    const whole = await bytes.seal(key, nonce, plain, label);
    const shifted = concat([new Uint8Array(5), whole]).subarray(5);
    assert.deepEqual(new Uint8Array(await bytes.open(key, nonce, shifted, label)), new Uint8Array(plain));
  });

  test(`${name}: a lane hashes all and seals each record like seal does, whatever memory its parts share`, async () => {
    const plain = noise(200_000, 4);
    const lane = bytes.lane();
    const other = bytes.lane();
    await lane.hash(plain.subarray(0, 10));
    const shared = plain.slice();
    const whole = plain.slice(150_000);
    const sealed = [
      ...(await lane.seal(key, [
        { parts: [shared.subarray(10, 11), shared.subarray(11, 65_000)], nonce, associated: label },
        { parts: [shared.subarray(65_000, 100_000), new Uint8Array()], nonce, associated: ascii('two') },
      ])),
      ...(await lane.seal(key, [{ parts: [plain.slice(100_000, 150_000)], nonce, associated: label }])),
      ...(await lane.seal(key, [
        { parts: [whole.subarray(0, 20_000)], nonce, associated: label },
        { parts: [whole.subarray(20_000)], nonce, associated: label },
      ])),
    ];
    const expected: [number, number, Uint8Array][] = [
      [10, 65_000, label],
      [65_000, 100_000, ascii('two')],
      [100_000, 150_000, label],
      [150_000, 170_000, label],
      [170_000, 200_000, label],
    ];
    for (const [index, [start, end, associated]] of expected.entries()) {
      const alone = new Uint8Array(await bytes.seal(key, nonce, plain.subarray(start, end), associated));
      assert.deepEqual(concat(sealed[index] ?? []), alone, String(index));
    }
    const hasher = bytes.sha256();
    hasher.update(plain);
    assert.equal(await lane.digest(), hasher.digest());
    assert.equal(await other.digest(), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    await assert.rejects(async () => bytes.lane().seal(noise(5, 1), [{ parts: [plain], nonce, associated: label }]));
    bytes.lane().drop();
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
