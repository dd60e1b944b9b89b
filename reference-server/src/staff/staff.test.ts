import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  aFirm,
  aMember,
  asBackend,
  asPage,
  created,
  createTestServer,
  ok,
  signInStaff,
  type TestServer,
} from '@portico/testing';
import type { CreatedFirm } from '../firms/service.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const refusalOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  (await response.json()).code,
];

async function anAdmin(firm: CreatedFirm) {
  const [admin] = firm.staff;
  return { admin: admin!, call: asPage(server, firm, await signInStaff(server, firm, admin!.email)) };
}

test('an admin adds, lists and renames members', async () => {
  const firm = await aFirm(server);
  const { admin, call } = await anAdmin(firm);
  const body = { name: 'Pat Paralegal', email: 'Pat@Firm.Example', role: 'paralegal' };
  const pat = await created(call('POST', '/v1/firm/staff', body));
  assert.deepEqual(
    [pat.email, pat.role, pat.active, pat.hasSecondFactor],
    ['pat@firm.example', 'paralegal', true, false],
  );
  const again = await call('POST', '/v1/firm/staff', body);
  assert.equal(again.status, 409);
  assert.equal((await again.json()).reason, 'email_taken');
  const { data } = await created(call('GET', '/v1/firm/staff'));
  assert.deepEqual(
    data.map(({ id }: { id: string }) => id),
    [pat.id, admin.id],
  );
  const renamed = await created(call('PATCH', `/v1/firm/staff/${pat.id}`, { name: 'Pat Example' }));
  assert.deepEqual([renamed.name, renamed.role], ['Pat Example', 'paralegal']);
});

test('a new role holds from the next call on', async () => {
  const firm = await aFirm(server);
  const member = await aMember(server, firm, 'billing');
  const call = asPage(server, firm, await signInStaff(server, firm, member.email));
  assert.equal((await call('GET', '/v1/firm/settings')).status, 403);
  await ok(asBackend(server, firm)('PATCH', `/v1/firm/staff/${member.id}`, { role: 'admin' }));
  assert.equal((await call('GET', '/v1/firm/settings')).status, 200);
});

test('nobody changes their own role, and the refusal is in the audit log', async () => {
  const firm = await aFirm(server);
  const { admin, call } = await anAdmin(firm);
  await aMember(server, firm, 'admin');
  const refused = await call('PATCH', `/v1/firm/staff/${admin.id}`, { role: 'billing' });
  assert.deepEqual(await refusalOf(refused), [403, 'own_role']);
  const { data } = await created(call('GET', '/v1/firm/audit'));
  assert.deepEqual([data[0].action, data[0].result, data[0].code], ['staff.update', 'refused', 'own_role']);
});

test('the last active admin can neither be demoted nor shut out', async () => {
  const firm = await aFirm(server);
  const call = asBackend(server, firm);
  const [admin] = firm.staff;
  const second = await aMember(server, firm, 'admin');
  await ok(call('PUT', `/v1/firm/staff/${second.id}/active`, { active: false }));
  assert.deepEqual(await refusalOf(await call('PATCH', `/v1/firm/staff/${admin!.id}`, { role: 'attorney' })), [
    409,
    'last_admin',
  ]);
  assert.deepEqual(await refusalOf(await call('PUT', `/v1/firm/staff/${admin!.id}/active`, { active: false })), [
    409,
    'last_admin',
  ]);
  await ok(call('PUT', `/v1/firm/staff/${second.id}/active`, { active: true }));
  await ok(call('PATCH', `/v1/firm/staff/${admin!.id}`, { role: 'attorney' }));
});

test('of two admins who shut each other out at once, one stays', async () => {
  const firm = await aFirm(server);
  const [first] = firm.staff;
  const second = await aMember(server, firm, 'admin');
  const call = asBackend(server, firm);
  for (let round = 0; round < 10; round += 1) {
    const answers = await Promise.all(
      [first!.id, second.id].map((id) => call('PUT', `/v1/firm/staff/${id}/active`, { active: false })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    for (const id of [first!.id, second.id]) await ok(call('PUT', `/v1/firm/staff/${id}/active`, { active: true }));
  }
});

test('whoever is shut out has no session from that moment on, and gets no code', async () => {
  const firm = await aFirm(server);
  const member = await aMember(server, firm, 'attorney');
  const call = asPage(server, firm, await signInStaff(server, firm, member.email));
  assert.equal((await call('GET', '/v1/firm/matters')).status, 200);
  const backend = asBackend(server, firm);
  await ok(backend('PUT', `/v1/firm/staff/${member.id}/active`, { active: false }));
  assert.equal((await call('GET', '/v1/firm/matters')).status, 401);
  await ok(backend('PUT', `/v1/firm/staff/${member.id}/active`, { active: true }));
  assert.equal((await call('GET', '/v1/firm/matters')).status, 401, 'the old session stays dead');
});

test('members of another firm are not there', async () => {
  const firm = await aFirm(server);
  const other = await aFirm(server);
  const call = asBackend(server, firm);
  const foreign = other.staff[0]!.id;
  for (const [method, path, body] of [
    ['PATCH', `/v1/firm/staff/${foreign}`, { name: 'Mallory' }],
    ['PUT', `/v1/firm/staff/${foreign}/active`, { active: false }],
    ['DELETE', `/v1/firm/staff/${foreign}/factors`],
  ] as const) {
    assert.deepEqual(await refusalOf(await call(method, path, body)), [404, 'not_found']);
  }
});

test('role and firm cannot be slipped in', async () => {
  const firm = await aFirm(server);
  const call = asBackend(server, firm);
  const member = await aMember(server, firm, 'paralegal');
  for (const extra of [{ firmId: 'firm_x' }, { active: true }, { id: 'stf_x' }, { role: 'owner' }, {}]) {
    assert.equal((await call('PATCH', `/v1/firm/staff/${member.id}`, extra)).status, 422, JSON.stringify(extra));
  }
});
