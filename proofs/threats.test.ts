/** Threats whose test belongs to no single feature; docs/threats.md says where each of the others has its own. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { everyFirm, allEndpoints } from '@portico/reference-server';
import { aChecklist, aContact, aFirm, asPage, createTestServer, signIn, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { anId } from './world/ids.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

/** A client who is signed in, and the checklist of another client of the firm. */
async function scene() {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const other = await aContact(server, firm);
  const theirs = await aChecklist(server, firm, other.matter);
  const call = asPage(server, firm, await signIn(server, firm, contact.email));
  return { contact, theirs, call };
}

/** Milliseconds that half of the calls take less than. */
const half = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

test('1: what is another client’s takes as long to be refused as what does not exist', async () => {
  const { theirs, call } = await scene();
  const times: Record<'theirs' | 'absent', number[]> = { theirs: [], absent: [] };
  for (let round = 0; round < 150; round += 1) {
    for (const [name, id] of [
      ['theirs', theirs.id],
      ['absent', anId('chk')],
    ] as const) {
      const started = performance.now();
      assert.equal((await call('GET', `/v1/checklists/${id}`)).status, 404);
      times[name].push(performance.now() - started);
    }
  }
  assert.ok(
    Math.abs(half(times.theirs) - half(times.absent)) < 5,
    `${half(times.theirs)} and ${half(times.absent)} ms`,
  );
});

/** What a contact could wish to set about themselves. */
const WISHED = {
  role: 'admin',
  firm_id: 'x',
  firmId: 'x',
  portal_enabled: true,
  portalAccess: true,
  balance: 0,
  verified: true,
};

test('3: a field that is nobody’s to set is refused, and changes nothing', async () => {
  const { contact, call } = await scene();
  const row = async () => {
    const { rows } = await server.deps.work.read(everyFirm, (db) =>
      sql`select * from contacts where id = ${contact.id}`.execute(db),
    );
    return rows[0];
  };
  const before_ = await row();
  for (const [field, value] of Object.entries(WISHED)) {
    for (const [method, path, body] of [
      ['PATCH', '/v1/session', { language: 'es' }],
      ['PUT', '/v1/profile/notifications', BOTH],
    ] as const) {
      const response = await call(method, path, { ...body, [field]: value });
      assert.equal(response.status, 422, `${path} takes ${field}`);
    }
  }
  assert.deepEqual(await row(), before_);
});

const BOTH = {
  documentReturned: false,
  newRequests: false,
  documentsShared: false,
  paymentReminders: false,
  paymentTexts: false,
};

test('3: no body is open to fields that it does not name', () => {
  const open: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('properties' in value && (!('additionalProperties' in value) || value.additionalProperties !== false))
      open.push(path);
    for (const inner of Object.values(value)) walk(inner, path);
  };
  const bodies = allEndpoints().filter(({ endpoint }) => endpoint.body);
  assert.ok(bodies.length > 30);
  for (const { endpoint } of bodies)
    if (endpoint.body) walk(z.toJSONSchema(endpoint.body, { io: 'input' }), endpoint.id);
  assert.deepEqual([...new Set(open)], []);
});

/** Words of the firm's own, and of how things are kept. */
const INTERNAL = /internal|^lead|conflict|cost_?rate|wrapped|blob|hash|secret|^firm_|assignedTo|reviewedBy|uploadedBy/i;
/** What is secret from everybody but the client (with it they confirm this one payment or card), and what they agree to. */
const THEIRS: ReadonlySet<string> = new Set([
  ...['paying.start clientSecret', 'paymentMethods.setUp clientSecret'],
  ...['autopay.get hash', 'autopay.set hash', 'paymentPlans.get termsHash', 'paymentPlans.accept termsHash'],
  ...['planAutopay.get hash', 'planAutopay.set termsHash'],
]);

test('3: no answer to a client has a field that is the firm’s own', () => {
  const seen: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'properties' && typeof inner === 'object' && inner !== null) {
        seen.push(...Object.keys(inner).map((name) => `${path} ${name}`));
      }
      walk(inner, path);
    }
  };
  for (const { endpoint } of allEndpoints()) {
    if (endpoint.access.audience !== 'client' || !endpoint.response) continue;
    walk(z.toJSONSchema(endpoint.response), endpoint.id);
  }
  assert.ok(seen.length > 50);
  assert.deepEqual(
    seen.filter((field) => INTERNAL.test(field.split(' ')[1] ?? '') && !THEIRS.has(field)),
    [],
  );
});
