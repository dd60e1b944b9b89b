import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { after, before, test } from 'node:test';
import type { Dns } from './dns.js';
import { createMemoryDns } from './dns.memory.js';
import { createNodeDns } from './dns.node.js';

const LONG = 'x'.repeat(300);
const records: Readonly<Record<string, readonly string[]>> = {
  'one.example': ['a value'],
  'two.example': ['first', 'second'],
  'long.example': [LONG],
};

/** Answers TXT queries of RFC 1035; what it does not know does not exist, and `silent.example` gets no answer but a failure. */
const server = createSocket('udp4');
server.on('message', (query, { address, port }) => {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + size));
    at += size + 1;
  }
  const question = query.subarray(12, at + 5);
  const name = labels.join('.').toLowerCase();
  const values = records[name] ?? [];
  const rcode = name === 'silent.example' ? 2 : values.length > 0 ? 0 : 3;
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(0x8180 | rcode, 2);
  header.writeUInt16BE(values.length, 6);
  header.writeUInt16BE(0, 10);
  server.send(Buffer.concat([header, question, ...values.map(recordOf)]), port, address);
});

function recordOf(value: string): Buffer {
  const bytes = Buffer.from(value);
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const piece = bytes.subarray(at, at + 255);
    pieces.push(Buffer.from([piece.length]), piece);
  }
  const data = Buffer.concat(pieces);
  const head = Buffer.from([0xc0, 0x0c, 0, 16, 0, 1, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

before(() => new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve)));
after(() => new Promise<void>((resolve) => server.close(() => resolve())));

/** What every adapter answers. */
const adapters: readonly (readonly [string, () => Dns])[] = [
  [
    'memory',
    () => {
      const dns = createMemoryDns();
      for (const [name, values] of Object.entries(records)) for (const value of values) dns.add(name, value);
      return dns;
    },
  ],
  ['node', () => createNodeDns({ servers: [`127.0.0.1:${server.address().port}`] })],
];
for (const [adapter, make] of adapters) {
  test(`${adapter}: says the TXT records of a name, each whole, and none of a name that has none`, async () => {
    const dns = make();
    assert.deepEqual(await dns.txt('one.example'), ['a value']);
    assert.deepEqual(await dns.txt('two.example'), ['first', 'second']);
    assert.deepEqual(await dns.txt('long.example'), [LONG]);
    assert.deepEqual(await dns.txt('none.example'), []);
  });
}

test('DNS that does not answer is no DNS that says no', async () => {
  const memory = createMemoryDns();
  memory.silent = true;
  await assert.rejects(memory.txt('one.example'));
  await assert.rejects(createNodeDns({ servers: [`127.0.0.1:${server.address().port}`] }).txt('silent.example'));
});
