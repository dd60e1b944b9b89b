import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PlanName, type Reason, type Section, type Settings, Visibility } from '@portico/contract';
import { aContact, aFirm, asBackend, createTestServer, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { read } from '../http/answers.suite.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

/** A contact with one shared matter, and what staff are told after something was changed about them. */
async function asked(change: {
  readonly plan?: PlanName;
  readonly settings?: Partial<Settings>;
  readonly sections?: readonly Section[];
  readonly access?: false;
  readonly unshare?: true;
}): Promise<Visibility> {
  const firm = await aFirm(server, change.settings);
  const { contact, matter } = await aContact(server, firm);
  const call = asBackend(server, firm);
  await server.deps.work.upkeep(everyFirm, async (tx) => {
    if (change.plan) await sql`update firms set plan = ${change.plan} where id = ${firm.id}`.execute(tx);
    if (change.sections) {
      await sql`update contacts set sections = ${JSON.stringify(change.sections)}::jsonb where id = ${contact.id}`.execute(
        tx,
      );
    }
  });
  if (change.access === false) await call('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: false });
  if (change.unshare) await call('DELETE', `/v1/firm/matters/${matter.id}/shares/${contact.id}`);
  return read(Visibility, await call('GET', `/v1/firm/contacts/${contact.id}/visibility`));
}

function reasonOf({ capabilities }: Visibility, name: string): Reason | undefined {
  const decision = capabilities.find(({ capability }) => capability === name)?.decision;
  return decision?.allowed === false ? decision.reason : undefined;
}

test('where nothing stands in the way, every layer says so', async () => {
  const answer = await asked({});
  for (const { decision, layers } of answer.capabilities) {
    assert.deepEqual(decision, { allowed: true });
    assert.ok(layers.every((layer) => layer.decision.allowed));
  }
  assert.deepEqual(answer.matters[0]?.decision, { allowed: true });
});

for (const [name, change, capability, reason] of [
  ['the plan', { plan: 'starter' }, 'checklists.view', 'plan_required'],
  ['the firm', { settings: { uploads: 'off' } }, 'documents.upload', 'disabled_by_firm'],
  ['the contact', { access: false }, 'checklists.view', 'contact_disabled'],
  ['the section', { sections: ['documents'] }, 'checklists.view', 'section_not_permitted'],
] as const) {
  test(`${name} is named as the layer that refuses`, async () => {
    const answer = await asked(change);
    assert.equal(reasonOf(answer, capability), reason);
    const layers = answer.capabilities.find((one) => one.capability === capability)?.layers ?? [];
    const refusals = layers.filter(({ decision }) => !decision.allowed);
    assert.deepEqual(refusals, [{ layer: name.slice(4), decision: { allowed: false, reason } }]);
  });
}

test('every layer that refuses is told, and the first decides', async () => {
  const answer = await asked({ plan: 'starter', access: false, settings: { uploads: 'off' } });
  const upload = answer.capabilities.find(({ capability }) => capability === 'documents.upload');
  assert.deepEqual(upload?.decision, { allowed: false, reason: 'plan_required' });
  assert.deepEqual(
    upload.layers.filter(({ decision }) => !decision.allowed).map(({ layer }) => layer),
    ['plan', 'firm', 'contact'],
  );
});

test('a matter that is not shared says so, and the capabilities stay', async () => {
  const answer = await asked({ unshare: true });
  assert.deepEqual(answer.matters[0]?.decision, { allowed: false, reason: 'matter_not_shared' });
  assert.equal(reasonOf(answer, 'checklists.view'), undefined);
});
