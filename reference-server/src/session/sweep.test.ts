import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aContact, aFirm, asPage, createTestServer, ok, ORIGIN, signIn, SoftPasskey } from '@portico/testing';
import { signInBy } from '@portico/contract';
import { sql } from 'kysely';
import { asContact } from '../credentials/account.suite.js';
import { everyFirm } from '../database/confine.js';
import { challengeFor } from '../passkeys/passkeys.suite.js';
import { post } from '../sign-in/scene.suite.js';
import { sweepSessions } from './sweep.js';

const DAY_MS = 24 * 3_600_000;
const TABLES = ['password_links', 'invitations', 'email_changes', 'spent_challenges', 'sign_in_attempts'] as const;

test('links, wishes, challenges and attempts go once they have no more use, and not before', async () => {
  const server = await createTestServer();
  try {
    const firm = await aFirm(server, { signIn: signInBy('password', 'emailCode', 'passkey') });
    const { contact } = await aContact(server, firm);
    const count = async () => {
      const counted: number[] = [];
      for (const table of TABLES) {
        const { rows } = await server.deps.work.read(everyFirm, (db) =>
          sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db),
        );
        counted.push(rows[0]?.n ?? -1);
      }
      return counted;
    };
    const call = asContact(server, firm, await signIn(server, firm, contact.email));
    await call('POST', '/v1/profile/email', { email: 'another@client.example' });
    await ok(asPage(server, firm)('POST', '/v1/sign-in/password/ask', { email: contact.email }));
    const passkey = new SoftPasskey();
    const credential = passkey.get({ challenge: await challengeFor(server, firm), origin: ORIGIN });
    await post(server, firm, '/v1/sign-in/passkey', { credential });
    const full = await count();
    assert.ok(
      full.every((n) => n > 0),
      `${full.join()} of ${TABLES.join()}`,
    );
    await sweepSessions(server.deps);
    assert.deepEqual(await count(), full);
    server.clock.advance(2 * DAY_MS);
    await sweepSessions(server.deps);
    assert.deepEqual(await count(), [1, 1, 1, 0, 0], 'links that have just ended are kept for whoever looks into it');
    server.clock.advance(7 * DAY_MS + 1);
    await sweepSessions(server.deps);
    assert.deepEqual(await count(), [0, 1, 0, 0, 0], 'an invitation lives seven days');
    server.clock.advance(7 * DAY_MS);
    await sweepSessions(server.deps);
    assert.deepEqual(await count(), [0, 0, 0, 0, 0]);
  } finally {
    await server.close();
  }
});
