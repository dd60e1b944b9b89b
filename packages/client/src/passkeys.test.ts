import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NewPasskeyJson, PasskeyAnswerJson } from '@portico/contract';
import { createPortal, ProblemError } from './index.js';
import { answers, aSession, json, problem } from './stand-in.testing.js';

const api = 'https://portal.example.com';
const passkey = {
  id: 'psk_01j00000000000000000000000',
  name: 'My phone',
  host: 'www.example.com',
  createdAt: '2026-01-01T10:00:00Z',
  usedAt: null,
};
const part = { id: 'AQ', rawId: 'AQ', type: 'public-key' } as const;
const made: NewPasskeyJson = { ...part, response: { clientDataJSON: 'e30', attestationObject: 'oA' } };
const answer: PasskeyAnswerJson = {
  ...part,
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
};

test('passkeys are listed, added with what the browser made, renamed and removed', async () => {
  const fetch = answers(
    () => json({ data: [passkey] }),
    () => json({ challenge: 'AA', rp: { id: 'www.example.com' } }),
    () => json(passkey),
    () => json({ ...passkey, name: 'Old phone' }),
    () => new Response(null, { status: 204 }),
  );
  const { passkeys } = createPortal({ api, fetch }).profile;
  assert.deepEqual(await passkeys.list(), [passkey]);
  assert.deepEqual(
    await passkeys.start(),
    { challenge: 'AA', rp: { id: 'www.example.com' } },
    'as the browser takes it',
  );
  assert.deepEqual(await passkeys.add({ name: 'My phone', credential: made }), passkey);
  assert.equal((await passkeys.rename(passkey.id, 'Old phone')).name, 'Old phone');
  await passkeys.remove(passkey.id);
  assert.deepEqual(
    fetch.requests.map(({ method, url }) => `${method} ${url.replace(api, '')}`),
    [
      'GET /v1/profile/passkeys',
      'POST /v1/profile/passkeys/start',
      'POST /v1/profile/passkeys',
      `PATCH /v1/profile/passkeys/${passkey.id}`,
      `DELETE /v1/profile/passkeys/${passkey.id}`,
    ],
  );
  assert.deepEqual(await fetch.requests[2]?.json(), { name: 'My phone', credential: made });
});

test("signing in by passkey begins a session, and a passkey that is not known is the caller's to explain", async () => {
  const fetch = answers(
    () => json({ challenge: 'AA', rpId: 'www.example.com' }),
    () => problem(401, 'passkey_unknown'),
    () => json(aSession()),
  );
  const portal = createPortal({ api, publishableKey: 'pk_x', fetch });
  const changes: string[] = [];
  portal.addEventListener('session', ({ change }) => changes.push(change));
  await portal.signIn.startPasskey();
  await assert.rejects(
    portal.signIn.withPasskey({ credential: answer }),
    (error) => error instanceof ProblemError && error.code === 'passkey_unknown',
  );
  assert.equal(portal.session.current, undefined);
  const session = await portal.signIn.withPasskey({ credential: answer });
  assert.equal(portal.session.current, session);
  assert.deepEqual(changes, ['signed-in']);
  assert.deepEqual(await fetch.requests[2]?.json(), { credential: answer });
});

test('a passkey steps up, and one that is refused ends nothing', async () => {
  const fetch = answers(
    () => json(aSession()),
    () => json({ challenge: 'AA' }),
    () => problem(422, 'proof_wrong'),
    () => json({ ...aSession(), expiresAt: '2026-01-01T13:00:00Z' }),
  );
  const portal = createPortal({ api, fetch });
  await portal.session.get();
  assert.deepEqual(await portal.session.startPasskeyStepUp(), { challenge: 'AA' });
  await assert.rejects(portal.session.stepUp({ credential: answer }), ProblemError);
  assert.ok(portal.session.current);
  await portal.session.stepUp({ credential: answer });
  assert.equal(portal.session.current.expiresAt, '2026-01-01T13:00:00Z');
  assert.deepEqual(await fetch.requests[3]?.json(), { credential: answer });
});
