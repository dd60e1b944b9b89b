import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aContact, aFirm, asPage, createTestServer, signIn, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { DETAILS_DAYS, sweepAuditDetails } from './retention.js';

const DAY = 24 * 3_600_000;

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

/** A firm whose client has called from an address. */
async function scene() {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const call = async () => {
    const cookie = await signIn(server, firm, contact.email);
    server.mails.clear();
    await asPage(server, firm, cookie, '192.0.2.9')('PATCH', '/v1/session', { language: 'es' });
    await asPage(server, firm, cookie, '192.0.2.9')('PATCH', '/v1/session', { language: 'en' });
  };
  await call();
  const count = async (query: ReturnType<typeof sql<{ count: number }>>) =>
    (await server.deps.work.read(everyFirm, (db) => query.execute(db))).rows[0]?.count;
  return {
    call,
    details: () => count(sql`select count(*)::int as count from audit_details where firm_id = ${firm.id}`),
    entries: () => count(sql`select count(*)::int as count from audit_entries where firm_id = ${firm.id}`),
    erasures: () =>
      count(
        sql`select count(*)::int as count from audit_entries where firm_id = ${firm.id} and action = 'audit.erase'`,
      ),
  };
}

test('what is personal in the log goes after its time, the entries stay, and the erasure is one of them', async () => {
  const { details, entries, erasures, call } = await scene();
  const [had, all] = [await details(), (await entries()) ?? 0];
  assert.ok(had !== undefined && had >= 2);
  server.clock.advance((DETAILS_DAYS - 1) * DAY);
  await sweepAuditDetails(server.deps);
  assert.equal(await details(), had, 'not a day before');
  await call();
  server.clock.advance(3 * DAY);
  const [fresh = 0, before_ = 0] = [await details(), await entries()];
  assert.ok((await sweepAuditDetails(server.deps)) >= 1);
  assert.equal(await details(), fresh - had, 'what is younger stays');
  assert.ok(before_ > all);
  assert.deepEqual([await entries(), await erasures()], [before_ + 1, 1]);
});

test('a sweep every quarter of an hour does not fill the log with erasures', async () => {
  const { erasures, call } = await scene();
  for (let hour = 0; hour < 24; hour += 6) {
    server.clock.advance(6 * 3_600_000);
    await call();
  }
  server.clock.advance((DETAILS_DAYS - 1) * DAY);
  for (let hour = 0; hour < 72; hour += 3) {
    server.clock.advance(3 * 3_600_000);
    await sweepAuditDetails(server.deps);
  }
  const count = await erasures();
  assert.ok(count !== undefined && count >= 1 && count <= 3, `${count}`);
});
