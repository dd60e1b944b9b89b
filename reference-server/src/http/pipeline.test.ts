import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  aContact,
  aFirm,
  asBackend,
  asPage,
  createTestServer,
  PUBLIC_URL,
  signIn,
  type TestServer,
} from '@portico/testing';
import { everyFirm } from '../database/confine.js';
import { problemOf, sameProblem } from './answers.suite.js';

let server: TestServer;
let firm: Awaited<ReturnType<typeof aFirm>>;
before(async () => {
  server = await createTestServer();
  firm = await aFirm(server);
});
after(() => server.close());

test('a problem names its code and its request, and nothing of the inside', async () => {
  const response = await asPage(server, firm)('GET', '/v1/session');
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  const body = await problemOf(response);
  assert.deepEqual(Object.keys(body).sort(), ['code', 'requestId', 'status', 'title', 'type']);
  assert.equal(body.requestId, response.headers.get('x-request-id'));
});

test('every answer has a request id of our own making', async () => {
  const seen = new Set<string>();
  for (let time = 0; time < 3; time += 1) {
    const response = await asPage(server, firm)('GET', '/v1/portal', undefined, { 'x-request-id': 'theirs' });
    const id = response.headers.get('x-request-id') ?? '';
    assert.match(id, /^rq_[0-9a-f]{32}$/);
    seen.add(id);
  }
  assert.equal(seen.size, 3);
});

const bodies: readonly (readonly [string, string | Uint8Array<ArrayBuffer>, number, string])[] = [
  ['nothing', '', 400, 'malformed_json'],
  ['half a document', '{"name":', 400, 'malformed_json'],
  ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 400, 'malformed_json'],
  ['a list', '[]', 422, 'invalid_request'],
  ['null', 'null', 422, 'invalid_request'],
  ['an unknown field', '{"name":"A","role":"admin"}', 422, 'invalid_request'],
  ['a prototype', '{"name":"A","__proto__":{"admin":true}}', 422, 'invalid_request'],
  ['a field of another type', '{"name":5}', 422, 'invalid_request'],
  ['a control character', '{"name":"A\\u0000B"}', 422, 'invalid_request'],
  ['a bidi override', '{"name":"A\\u202eB"}', 422, 'invalid_request'],
  ['nesting of 100,000', '['.repeat(100_000), 400, 'malformed_json'],
  ['300 kB', `{"name":"${'a'.repeat(300_000)}"}`, 413, 'body_too_large'],
];
for (const [what, body, status, code] of bodies) {
  test(`a body of ${what} is refused with ${code}`, async () => {
    const response = await server.app.request(`${PUBLIC_URL}/v1/firm/clients`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${firm.secretKey}`,
        'idempotency-key': crypto.randomUUID(),
        'content-type': 'application/json',
      },
      body,
    });
    const problem = await problemOf(response);
    assert.deepEqual([response.status, problem.code], [status, code]);
    assert.equal(JSON.stringify(problem).includes('admin'), false, 'nothing of the body is echoed');
  });
}

test('a body that only says it is small is cut off all the same', async () => {
  const part = new TextEncoder().encode(' '.repeat(64 * 1024));
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent += 1;
      controller.enqueue(part);
    },
  });
  const response = await server.app.request(`${PUBLIC_URL}/v1/firm/clients`, {
    method: 'POST',
    headers: { authorization: `Bearer ${firm.secretKey}`, 'idempotency-key': 'x', 'content-type': 'application/json' },
    body,
    duplex: 'half',
  } as RequestInit);
  assert.equal(response.status, 413);
  assert.ok(sent < 12, `${sent} parts were read`);
});

test('an id that cannot exist is answered like one that does not', async () => {
  const call = asBackend(server, firm);
  const answers = new Set<string>();
  for (const id of [
    'mat_01h455vb4pex5vsknk084sn02q',
    'x',
    '..%2f..%2fetc',
    'con_01h455vb4pex5vsknk084sn02q',
    '%00',
    "'--",
  ]) {
    const response = await call('GET', `/v1/firm/matters/${id}`);
    answers.add(await sameProblem(response));
  }
  assert.equal(answers.size, 1);
  assert.match([...answers][0] ?? '', /"not_found"/);
});

test('an unknown path is 404 and a known one with another method says which it knows', async () => {
  assert.equal((await server.app.request(`${PUBLIC_URL}/v1/nothing`)).status, 404);
  const response = await server.app.request(`${PUBLIC_URL}/v1/session`, { method: 'PUT' });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get('allow'), 'DELETE, GET, PATCH');
});

test('what breaks inside is a 500 without a word of why', async () => {
  const broken = await createTestServer();
  const own = await aFirm(broken);
  await broken.deps.work.upkeep(everyFirm, (tx) => tx.schema.dropTable('matter_shares').execute());
  const response = await asBackend(broken, own)('GET', '/v1/firm/matters');
  const text = await response.text();
  assert.equal(response.status, 500);
  assert.match(text, /"internal_error"/);
  assert.equal(/matter_shares|relation|select|\/src\//.test(text), false);
  assert.ok(
    broken.log.some((line) => line.includes('"error"')),
    'but the log knows',
  );
  await broken.close();
});

test('one line a request: operation, status and ids, and nothing that anybody sent', async () => {
  const { contact } = await aContact(server, firm);
  const cookie = await signIn(server, firm, contact.email);
  server.log.length = 0;
  await asPage(server, firm, cookie)('GET', '/v1/session?token=canary-query', undefined, {
    'user-agent': 'canary-agent',
  });
  await asPage(server, firm, cookie)('PATCH', '/v1/session', { language: 'canary-body' });
  await asBackend(server, firm)('POST', '/v1/firm/clients', { name: 'canary-name\r\n{"forged":1}' });
  await asBackend(server, firm)('GET', '/v1/firm/matters/canary-path');
  assert.equal(server.log.length, 4);
  for (const line of server.log) {
    const fields = JSON.parse(line) as Record<string, unknown>;
    assert.deepEqual(Object.keys(fields).sort(), [
      'firmId',
      'level',
      'message',
      'ms',
      'operation',
      'requestId',
      'status',
    ]);
    assert.equal(line.includes('canary'), false);
    assert.equal(line.includes(cookie.split('=')[1] ?? ''), false);
    assert.equal(line.includes(contact.email), false);
  }
});
