/** A member of the staff who may look with a client's eyes, and the tab in which they do. */
import assert from 'node:assert/strict';
import { Preview, type RoleName, type Settings } from '@portico/contract';
import { aContact, aFirm, ORIGIN, PUBLIC_URL, type TestServer } from '@portico/testing';
import { sql } from 'kysely';
import { everyFirm } from '../database/confine.js';
import { newId } from '../database/ids.js';
import { read } from '../http/answers.suite.js';
import { createDpopPage } from '../session/dpop-page.suite.js';
import { insertSession } from '../session/store.js';
import { hashText, newToken } from '../session/tokens.js';

export type Mode = Settings['preview'];
export const READ_ONLY: Mode = { mode: 'read_only', roles: ['admin'], contact: 'primary' };
export const ACT_AS: Mode = { ...READ_ONLY, mode: 'act_as' };

/** A client with a primary contact, and a member of the staff who is signed in. */
export async function aPreviewScene(server: TestServer, preview: Mode = READ_ONLY, role: RoleName = 'admin') {
  const firm = await aFirm(server, { preview });
  const people = await aContact(server, firm);
  const staffId = firm.staff[0]?.id ?? '';
  const token = newToken('pst');
  await server.deps.work.upkeep(everyFirm, async (tx, now) => {
    await sql`update staff set role = ${role} where firm_id = ${firm.id}`.execute(tx);
    await insertSession(tx, {
      firmId: firm.id,
      id: newId('ses'),
      kind: 'staff',
      personId: staffId,
      tokenHash: hashText(token),
      methods: ['email_code', 'totp'],
      userAgent: null,
      now,
      expiresAt: new Date(now.getTime() + 3_600_000),
    });
  });
  const cookie = `__Host-portico-staff=${token}`;
  const open = (more: Readonly<Record<string, unknown>> = {}) =>
    server.app.request(`${PUBLIC_URL}/v1/firm/previews`, {
      method: 'POST',
      headers: {
        cookie,
        origin: ORIGIN,
        'portico-client': '1',
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify({ clientId: people.client.id, page: `${ORIGIN}/client-area`, ...more }),
    });
  return { firm, ...people, staffId, cookie, open };
}

/** Opens the link of a preview, as its tab does. */
export async function tabOf(server: TestServer, response: Response) {
  assert.equal(response.status, 201, await response.clone().text());
  const preview = await read(Preview, response);
  const secret = new URL(preview.url).hash.replace('#portal-preview=', '');
  const page = await createDpopPage(server);
  const exchanged = await page.exchange(secret);
  assert.equal(exchanged.status, 200, await exchanged.clone().text());
  const { accessToken }: { accessToken: string } = await exchanged.json();
  return { preview, secret, page, token: accessToken };
}
