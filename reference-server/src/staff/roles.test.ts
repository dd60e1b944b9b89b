import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DocumentKind, RoleName, roles, scopes } from '@portico/contract';
import {
  aChecklist,
  aContact,
  aFirm,
  aMember,
  asBackend,
  asPage,
  created,
  createTestServer,
  ok,
  ORIGIN,
  PUBLIC_URL,
  signIn,
  signInStaff,
  type TestServer,
} from '@portico/testing';
import type { CreatedFirm } from '../firms/service.js';
import { allEndpoints } from '../http/openapi.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

/** A matter with a checklist of an identity and a financial request, a document sent for each. */
async function aCase(firm: CreatedFirm) {
  const { contact, matter } = await aContact(server, firm);
  const checklist = await aChecklist(server, firm, matter, [
    { title: { en: 'Passport' }, kind: 'identity' },
    { title: { en: 'Bank statement' }, kind: 'financial' },
  ]);
  const requests = checklist.groups[0]!.requests;
  const cookie = await signIn(server, firm, contact.email);
  const documents: Record<string, string> = {};
  for (const { id, kind } of requests) documents[kind] = await send(cookie, id);
  return { contact, matter, checklist, requests, documents };
}

async function send(cookie: string, requestId: string): Promise<string> {
  const body = new TextEncoder().encode('%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n');
  const response = await ok(
    Promise.resolve(
      server.app.request(`${PUBLIC_URL}/v1/uploads`, {
        method: 'POST',
        headers: {
          cookie,
          origin: ORIGIN,
          'portico-client': '1',
          'tus-resumable': '1.0.0',
          'upload-length': String(body.byteLength),
          'upload-metadata': `requestId ${btoa(requestId)},filename ${btoa('paper.pdf')}`,
          'content-type': 'application/offset+octet-stream',
        },
        body,
      }),
    ),
  );
  return response.headers.get('portico-document') ?? '';
}

async function aStaffCaller(firm: CreatedFirm, role: RoleName) {
  const member = await aMember(server, firm, role);
  return { member, call: asPage(server, firm, await signInStaff(server, firm, member.email)) };
}

const idsOf = async (response: Promise<Response>): Promise<string[]> =>
  (await created(response)).data.map(({ id }: { id: string }) => id);

for (const role of RoleName.options) {
  test(`${role}: what the role does not name is refused on every endpoint that asks for it`, async () => {
    const firm = await aFirm(server);
    const { call } = await aStaffCaller(firm, role);
    const ids: Record<string, string> = { id: 'x', contactId: 'x', staffId: 'x' };
    const tried = new Set<string>();
    for (const { endpoint } of allEndpoints()) {
      const { access, method, path } = endpoint;
      if (access.audience !== 'staff' || roles[role].scopes[access.scope] !== undefined) continue;
      const place = path.replaceAll(/:(\w+)/g, (_all, name: string) => ids[name] ?? 'x');
      const response = await call(method, place, endpoint.body && {});
      assert.equal(response.status, 403, `${endpoint.id}: ${response.status}`);
      assert.equal((await response.json()).code, 'scope_missing', endpoint.id);
      tried.add(access.scope);
    }
    const missing = scopes.filter((scope) => roles[role].scopes[scope] === undefined);
    const asked = new Set(
      allEndpoints().flatMap(({ endpoint: { access } }) => (access.audience === 'staff' ? [access.scope] : [])),
    );
    assert.deepEqual([...tried].sort(), missing.filter((scope) => asked.has(scope)).sort());
  });
}

test('a role that opens no documents has no kinds, and one that does has some', () => {
  for (const role of RoleName.options) {
    const { scopes: granted, documentKinds } = roles[role];
    assert.equal(documentKinds.length > 0, granted['documents.read'] !== undefined, role);
    assert.ok(documentKinds.every((kind) => DocumentKind.options.includes(kind)));
  }
});

test('a paralegal sees the matters that they are assigned to, and nothing of any other', async () => {
  const firm = await aFirm(server);
  const mine = await aCase(firm);
  const other = await aCase(firm);
  const { member, call } = await aStaffCaller(firm, 'paralegal');
  const backend = asBackend(server, firm);
  assert.deepEqual(await idsOf(call('GET', '/v1/firm/matters')), []);
  const assigned = await created(backend('PUT', `/v1/firm/matters/${mine.matter.id}/staff/${member.id}`));
  assert.deepEqual(assigned.assignedTo, [member.id]);
  assert.deepEqual(await idsOf(call('GET', '/v1/firm/matters')), [mine.matter.id]);
  assert.deepEqual(await idsOf(call('GET', '/v1/firm/documents')), [mine.documents['identity']]);
  assert.deepEqual(await idsOf(call('GET', `/v1/firm/documents?matterId=${other.matter.id}`)), []);

  const { matters } = await created(call('GET', `/v1/firm/contacts/${mine.contact.id}/visibility`));
  assert.deepEqual(
    matters.map(({ id }: { id: string }) => id),
    [mine.matter.id],
  );
  const hidden = await created(call('GET', `/v1/firm/contacts/${other.contact.id}/visibility`));
  assert.deepEqual(hidden.matters, []);

  const request = { groupId: other.checklist.groups[0]!.id, title: { en: 'More' } };
  const checklist = {
    title: { en: 'More' },
    groups: [{ title: { en: 'More' }, requests: [{ title: { en: 'More' } }] }],
  };
  const note = { reason: 'other', note: 'Please send another one.' };
  const calls: [string, string, unknown?][] = [
    ['GET', `/v1/firm/matters/${other.matter.id}`],
    ['PUT', `/v1/firm/matters/${other.matter.id}/shares/${other.contact.id}`],
    ['DELETE', `/v1/firm/matters/${other.matter.id}/shares/${other.contact.id}`],
    ['PUT', `/v1/firm/matters/${other.matter.id}/staff/${member.id}`],
    ['DELETE', `/v1/firm/matters/${other.matter.id}/staff/${member.id}`],
    ['POST', `/v1/firm/matters/${other.matter.id}/checklists`, checklist],
    ['GET', `/v1/firm/checklists/${other.checklist.id}`],
    ['POST', `/v1/firm/checklists/${other.checklist.id}/requests`, request],
    ['GET', `/v1/firm/documents/${other.documents['identity']}`],
    ['GET', `/v1/firm/documents/${other.documents['identity']}/content`],
    ['POST', `/v1/firm/documents/${other.documents['identity']}/accept`],
    ['POST', `/v1/firm/documents/${other.documents['identity']}/return`, note],
  ];
  for (const [method, path, body] of calls) {
    const response = await call(method, path, body);
    assert.equal(response.status, 404, `${method} ${path}: ${response.status} ${await response.text()}`);
  }
  const seen = await created(backend('GET', `/v1/firm/matters/${other.matter.id}`));
  assert.deepEqual(seen.sharedWith, [other.contact.id]);
  assert.deepEqual(seen.assignedTo, []);

  await ok(backend('DELETE', `/v1/firm/matters/${mine.matter.id}/staff/${member.id}`));
  assert.equal((await call('GET', `/v1/firm/matters/${mine.matter.id}`)).status, 404);
});

test('kinds of documents keep a role from opening, reviewing and reading of them in a checklist', async () => {
  const firm = await aFirm(server);
  const { matter, checklist, documents } = await aCase(firm);
  const { member, call } = await aStaffCaller(firm, 'paralegal');
  await ok(asBackend(server, firm)('PUT', `/v1/firm/matters/${matter.id}/staff/${member.id}`));
  const financial = documents['financial'];
  for (const [method, path, body] of [
    ['GET', `/v1/firm/documents/${financial}`],
    ['GET', `/v1/firm/documents/${financial}/content`],
    ['POST', `/v1/firm/documents/${financial}/accept`],
    ['POST', `/v1/firm/documents/${financial}/return`, { reason: 'other', note: 'Another one, please.' }],
  ] as const) {
    assert.equal((await call(method, path, body)).status, 404, `${method} ${path}`);
  }
  const seen = await created(call('GET', `/v1/firm/checklists/${checklist.id}`));
  assert.deepEqual(
    seen.groups[0].requests.map(({ kind, documents: sent }: { kind: string; documents: unknown[] }) => [
      kind,
      sent.length,
    ]),
    [
      ['identity', 1],
      ['financial', 0],
    ],
  );
  assert.equal((await call('POST', `/v1/firm/documents/${documents['identity']}/accept`)).status, 200);

  const billing = await aStaffCaller(firm, 'billing');
  assert.deepEqual(await idsOf(billing.call('GET', '/v1/firm/documents')), [financial]);
  const intake = await aStaffCaller(firm, 'intake');
  await ok(asBackend(server, firm)('PUT', `/v1/firm/matters/${matter.id}/staff/${intake.member.id}`));
  const without = await created(intake.call('GET', `/v1/firm/checklists/${checklist.id}`));
  assert.ok(without.groups[0].requests.every(({ documents: sent }: { documents: unknown[] }) => sent.length === 0));
});

test('whoever creates a matter is assigned to it, and may pass it on', async () => {
  const firm = await aFirm(server);
  const { client } = await aContact(server, firm);
  const { member, call } = await aStaffCaller(firm, 'attorney');
  const other = await aStaffCaller(firm, 'paralegal');
  const matter = await created(call('POST', '/v1/firm/matters', { clientId: client.id, title: 'A new one' }));
  assert.deepEqual(matter.assignedTo, [member.id]);
  await ok(call('PUT', `/v1/firm/matters/${matter.id}/staff/${other.member.id}`));
  assert.deepEqual(await idsOf(other.call('GET', '/v1/firm/matters')), [matter.id]);
  const left = await created(call('DELETE', `/v1/firm/matters/${matter.id}/staff/${member.id}`));
  assert.deepEqual(left.assignedTo, [other.member.id]);
  assert.deepEqual(await idsOf(call('GET', '/v1/firm/matters')), []);
});

test('nobody who left is assigned', async () => {
  const firm = await aFirm(server);
  const { matter } = await aContact(server, firm);
  const member = await aMember(server, firm, 'paralegal');
  const backend = asBackend(server, firm);
  await ok(backend('PUT', `/v1/firm/staff/${member.id}/active`, { active: false }));
  const response = await backend('PUT', `/v1/firm/matters/${matter.id}/staff/${member.id}`);
  assert.equal(response.status, 409);
  assert.equal((await response.json()).reason, 'staff_inactive');
});
