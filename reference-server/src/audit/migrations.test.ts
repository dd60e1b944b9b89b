import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyExport } from '@portico/audit';
import { aFirm, createTestServer } from '@portico/testing';
import { sql } from 'kysely';
import { systemActor } from '../database/actor.js';
import { everyFirm } from '../database/confine.js';
import { migrations } from './migrations.js';
import { Audit } from './service.js';

test('a log from before the tree becomes the beginning of one', async () => {
  const server = await createTestServer();
  const { work } = server.deps;
  const [firm, other] = [await aFirm(server), await aFirm(server)];
  const act = (firmId: string) =>
    work.change(systemActor(firmId), async ({ record }) => {
      record({ action: 'tests.act', object: 'obj', event: null });
    });
  for (let time = 0; time < 5; time += 1) await act(firm.id);
  await work.upkeep(everyFirm, async (tx) => {
    await sql`drop table audit_details, audit_keys, audit_checkpoints`.execute(tx);
    await sql`drop index audit_entries_by_actor, audit_entries_by_object`.execute(tx);
    await sql`alter table audit_heads drop column frontier`.execute(tx);
    await sql`alter table audit_entries drop column on_behalf_of, drop column request_id,
      drop column details_hash, drop column nodes`.execute(tx);
    await migrations['2026-11-22-20-audit-tree']!.up(tx as never);
  });
  for (const { id, entries } of [
    { id: firm.id, entries: 7 },
    { id: other.id, entries: 2 },
  ]) {
    await act(id);
    const body = await new Audit(server.deps).exportLines(systemActor(id));
    const verdict = await verifyExport([new Uint8Array(await new Response(body).arrayBuffer())]);
    assert.ok(verdict.outcome === 'whole', JSON.stringify(verdict));
    assert.equal(verdict.entries, entries + 1);
  }
  await server.close();
});
