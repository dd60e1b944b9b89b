import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Config } from '../deps.js';
import { keyedHash, networkOf, newCode, sameHash } from './codes.js';

const config = (key: number): Config => ({
  publicUrl: 'https://portal.firm.example',
  version: '0',
  masterKey: new Uint8Array(32).fill(key),
  maxUploadBytes: 1,
  checkAnswers: true,
});

test('codes have six digits, leading noughts included, and every digit is as likely', () => {
  const counts = Array<number>(10).fill(0);
  for (let time = 0; time < 20_000; time += 1) {
    const code = newCode();
    assert.match(code, /^\d{6}$/);
    for (const digit of code) counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1;
  }
  // 12,000 of each are expected with a deviation of 104; 600 is beyond chance.
  for (const count of counts) assert.ok(Math.abs(count - 12_000) < 600, counts.join(' '));
});

test('a hash depends on key, purpose and text', () => {
  const hashes = [
    keyedHash(config(1), 'code', 'a 123456'),
    keyedHash(config(2), 'code', 'a 123456'),
    keyedHash(config(1), 'address', 'a 123456'),
    keyedHash(config(1), 'code', 'a 123457'),
  ];
  assert.equal(new Set(hashes).size, 4);
  assert.equal(sameHash(hashes[0] ?? '', keyedHash(config(1), 'code', 'a 123456')), true);
  assert.equal(sameHash(hashes[0] ?? '', hashes[3] ?? ''), false);
  assert.equal(sameHash('abc', 'abcd'), false);
});

for (const [address, network] of [
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:0001:0002::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
] as const) {
  test(`limits count ${address || 'no address'} as ${network || 'one peer'}`, () => {
    assert.equal(networkOf(address), network);
  });
}
