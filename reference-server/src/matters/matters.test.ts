import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aContact, aFirm, asBackend, createTestServer, ok, type TestServer } from '@portico/testing';

describe('matters', () => {
  let server: TestServer;
  before(async () => {
    server = await createTestServer();
  });
  after(() => server.close());

  it('shares with a contact of the matter’s client, and repeating it changes nothing', async () => {
    const firm = await aFirm(server);
    const { matter, contact } = await aContact(server, firm);
    const call = asBackend(server, firm);
    const again = await ok(call('PUT', `/v1/firm/matters/${matter.id}/shares/${contact.id}`));
    assert.deepEqual((await again.json()).sharedWith, [contact.id]);
    const audit = await (await ok(call('GET', '/v1/firm/audit'))).json();
    const shares = audit.data.filter((entry: { action: string }) => entry.action === 'matters.share');
    assert.equal(shares.length, 1);
  });

  it('does not share with a contact of another client', async () => {
    const firm = await aFirm(server);
    const one = await aContact(server, firm);
    const other = await aContact(server, firm);
    const path = `/v1/firm/matters/${one.matter.id}/shares/${other.contact.id}`;
    const response = await asBackend(server, firm)('PUT', path);
    assert.equal(response.status, 404);
    assert.equal((await response.json()).code, 'not_found');
  });

  it('answers another firm’s matter like one that does not exist', async () => {
    const [firm, stranger] = [await aFirm(server), await aFirm(server)];
    const { matter } = await aContact(server, firm);
    const call = asBackend(server, stranger);
    const foreign = await call('GET', `/v1/firm/matters/${matter.id}`);
    const absent = await call('GET', `/v1/firm/matters/mat_00000000000000000000000000`);
    const body = async (response: Response) => ({ ...(await response.json()), requestId: '' });
    assert.equal(foreign.status, 404);
    assert.deepEqual(await body(foreign), await body(absent));
  });

  it('writes state, audit entry and event together, and gives a repeated key the first answer', async () => {
    const firm = await aFirm(server);
    const { client } = await aContact(server, firm);
    const call = asBackend(server, firm);
    const headers = { 'idempotency-key': 'the-same' };
    const body = { clientId: client.id, title: 'Asylum' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => (await ok(call('POST', '/v1/firm/matters', body, headers))).json()),
    );
    assert.equal(new Set(answers.map(({ id }) => id)).size, 1);
    const events = await (await ok(call('GET', '/v1/firm/events'))).json();
    const made = events.data.filter(
      (event: { type: string; data: { matterId?: string } }) => event.data.matterId === answers[0].id,
    );
    assert.deepEqual(
      made.map(({ type }: { type: string }) => type),
      ['matter.created'],
    );
    const reused = await call('POST', '/v1/firm/matters', { ...body, title: 'Other' }, headers);
    assert.equal((await reused.json()).code, 'idempotency_key_reused');
  });
});
