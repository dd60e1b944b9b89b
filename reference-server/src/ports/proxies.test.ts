import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPeerFinder } from './proxies.node.js';

const find = createPeerFinder(['10.0.0.0/8', '192.0.2.1', '2001:db8:1::/48']);
const from = (socket: string, forwarded: string | null, scheme?: string) =>
  find(
    new Headers({
      ...(forwarded !== null && { 'x-forwarded-for': forwarded }),
      ...(scheme !== undefined && { 'x-forwarded-proto': scheme }),
    }),
    socket,
  );

test('what a stranger says of itself is not believed', () => {
  for (const socket of ['203.0.113.9', '11.0.0.1', '192.0.2.2', '2001:db8:2::1', '']) {
    assert.deepEqual(from(socket, '198.51.100.1', 'http'), { address: socket, plain: false });
  }
  const nobody = createPeerFinder([]);
  const headers = new Headers({ 'x-forwarded-for': '198.51.100.1', 'x-forwarded-proto': 'http' });
  assert.deepEqual(nobody(headers, '10.0.0.1'), { address: '10.0.0.1', plain: false });
});

const chains: readonly (readonly [string, string | null, string])[] = [
  ['10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ['::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ['192.0.2.1', '::ffff:198.51.100.1', '198.51.100.1'],
  ['2001:db8:1::5', '2001:db8:9::1', '2001:db8:9::1'],
  // What the caller wrote into the header is to the left of what our proxies wrote.
  ['10.1.2.3', '127.0.0.1, 198.51.100.1', '198.51.100.1'],
  ['10.1.2.3', '198.51.100.1, 10.0.0.7', '198.51.100.1'],
  ['10.1.2.3', '10.0.0.6, 10.0.0.7', '10.0.0.6'],
  ['10.1.2.3', '198.51.100.1, evil', '10.1.2.3'],
  ['10.1.2.3', 'evil, 10.0.0.7', '10.0.0.7'],
  ['10.1.2.3', '', '10.1.2.3'],
  ['10.1.2.3', null, '10.1.2.3'],
];
test('of the addresses that trusted proxies pass on, the last that is none of theirs counts', () => {
  for (const [socket, forwarded, address] of chains) {
    assert.equal(from(socket, forwarded).address, address, `${socket} ${forwarded}`);
  }
});

test('a trusted proxy says whether it was called by plain http', () => {
  assert.equal(from('10.1.2.3', null, 'http').plain, true);
  assert.equal(from('10.1.2.3', null, 'https').plain, false);
  assert.equal(from('10.1.2.3', null, 'https, HTTP').plain, true);
  assert.equal(from('10.1.2.3', null).plain, false);
});

test('a list that names no address does not start', () => {
  for (const entry of ['proxy.example', '10.0.0.0/99', '', '10.0.0']) {
    assert.throws(() => createPeerFinder([entry]), entry);
  }
});
