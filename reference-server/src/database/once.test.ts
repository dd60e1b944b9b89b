import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aFirm, asBackend, createTestServer, ok, type TestServer } from '@portico/testing';
import { sweepKeys } from './once.js';

const HOUR = 3_600_000;

describe('the memory of idempotency keys', () => {
  let server: TestServer;
  before(async () => {
    server = await createTestServer();
  });
  after(() => server.close());

  it('lasts a day and no longer', async () => {
    const call = asBackend(server, await aFirm(server));
    const create = async () =>
      ok(call('POST', '/v1/firm/clients', { name: 'Once' }, { 'idempotency-key': 'the-same' }));
    const first = await create();
    server.clock.advance(23 * HOUR);
    assert.equal(await sweepKeys(server.deps), 0);
    const again = await create();
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
    assert.deepEqual(await again.json(), await first.json());
    server.clock.advance(2 * HOUR);
    assert.equal(await sweepKeys(server.deps), 1);
    assert.equal((await create()).headers.get('idempotent-replayed'), null);
  });
});
