import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { incomingBody } from './body.node.js';
import { type BodyReader, webBody } from './body.js';

const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const port = typeof address === 'object' ? address?.port : undefined;
after(() => {
  server.closeAllConnections();
  server.close();
});

function arrives(): Promise<[IncomingMessage, ServerResponse]> {
  return new Promise((resolve) =>
    server.once('request', (incoming, outgoing) => {
      resolve([incoming, outgoing]);
    }),
  );
}

async function all(body: BodyReader | null): Promise<string> {
  let text = '';
  for (let piece = await body?.next(); piece; piece = await body?.next()) text += Buffer.from(piece).toString();
  return text;
}

const KINDS: Record<string, (bytes: string) => Promise<BodyReader | null>> = {
  async node(bytes) {
    const coming = arrives();
    const sent = request({ port, method: 'PATCH', headers: { connection: 'close' } });
    sent.on('error', () => undefined);
    sent.end(bytes);
    const [incoming, outgoing] = await coming;
    incoming.once('close', () => outgoing.end());
    return incomingBody(incoming);
  },
  web: (bytes) =>
    Promise.resolve(webBody(new Request('http://127.0.0.1/', { method: 'PATCH', body: bytes === '' ? null : bytes }))),
};

for (const [kind, bodyOf] of Object.entries(KINDS)) {
  test(`${kind}: every byte comes once, in order, and then the end for good`, async () => {
    const text = '0123456789'.repeat(50_000);
    const body = await bodyOf(text);
    assert.equal(await all(body), text);
    assert.equal(await body?.next(), undefined);
    assert.equal(body?.broken, false);
  });

  test(`${kind}: a request without a body has none`, async () => {
    assert.equal(await bodyOf(''), null);
  });
}

test('node: whoever waits for a piece is told when no more is wanted', async () => {
  const coming = arrives();
  const socket = connect(port ?? 0, '127.0.0.1');
  socket.write('PATCH / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n123');
  const [incoming] = await coming;
  const body = incomingBody(incoming);
  assert.equal(Buffer.from((await body?.next()) ?? []).toString(), '123');
  const waiting = body?.next();
  body?.leave();
  assert.equal(await waiting, undefined);
  socket.destroy();
});

test('node: a connection that breaks ends the body, with what came before it', async () => {
  const coming = arrives();
  const socket = connect(port ?? 0, '127.0.0.1');
  socket.write('PATCH / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n12345');
  const [incoming] = await coming;
  incoming.on('error', () => undefined);
  const body = incomingBody(incoming);
  assert.equal(Buffer.from((await body?.next()) ?? []).toString(), '12345');
  const rest = body?.next();
  socket.destroy();
  assert.equal(await rest, undefined);
  assert.equal(body?.broken, true);
});

test('web: a body that breaks is told from one that is there', async () => {
  const halves = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Buffer.from('12345')),
    pull: (controller) => controller.error(new Error('Gone')),
  });
  const init: RequestInit & { duplex: 'half' } = { method: 'PUT', body: halves, duplex: 'half' };
  const body = webBody(new Request('http://127.0.0.1/', init));
  assert.equal(await all(body), '12345');
  assert.equal(body?.broken, true);
});
