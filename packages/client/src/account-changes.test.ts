import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortal, ProblemError } from './index.js';
import { answers, aSession, json, problem, type StandIn } from './stand-in.testing.js';

const api = 'https://portal.example.com';
const attempt = { attempt: 'ppa_x', expiresAt: '2026-01-01T10:10:00Z' };
const profile = {
  id: 'con_01j00000000000000000000000',
  name: 'Ana Example',
  email: 'ana@example.com',
  phone: '+15550100001',
  phoneProved: true,
  emailChange: null,
  language: 'en',
  hasPassword: false,
  notifications: {
    documentReturned: true,
    newRequests: true,
    documentsShared: true,
    paymentReminders: true,
    paymentTexts: false,
  },
};
const done = (status: number) => () => new Response(null, { status });

/** Method, path and body of each call. */
const called = ({ requests }: StandIn) =>
  Promise.all(
    requests.map(async (request) => [
      `${request.method} ${request.url.replace(api, '')}`,
      request.body ? await request.json() : undefined,
    ]),
  );

test('a code by text message begins a session like one by e-mail', async () => {
  const fetch = answers(
    () => json(attempt),
    () => json(aSession()),
  );
  const portal = createPortal({ api, publishableKey: 'pk_x', fetch });
  assert.deepEqual(await portal.signIn.startSms({ phone: '+15550100001', language: 'es' }), attempt);
  const session = await portal.signIn.withCode({ attempt: attempt.attempt, code: '123456' });
  assert.equal(portal.session.current, session);
  assert.deepEqual(await called(fetch), [
    ['POST /v1/sign-in/sms', { phone: '+15550100001', language: 'es' }],
    ['POST /v1/sign-in/code', { attempt: 'ppa_x', code: '123456' }],
  ]);
});

test('the own number is set by the code that went to it, and removed', async () => {
  const change = { phone: '+15550100001', attempt: 'ppa_x', code: '123456' };
  const fetch = answers(
    () => json(attempt),
    () => problem(422, 'proof_wrong'),
    () => json(profile),
    done(204),
  );
  const portal = createPortal({ api, fetch });
  assert.deepEqual(await portal.profile.startPhone(change.phone), attempt);
  await assert.rejects(
    portal.profile.changePhone(change),
    (error) => error instanceof ProblemError && error.code === 'proof_wrong',
  );
  assert.deepEqual(await portal.profile.changePhone(change), profile);
  await portal.profile.removePhone();
  assert.deepEqual(await called(fetch), [
    ['POST /v1/profile/phone/code', { phone: change.phone }],
    ['PUT /v1/profile/phone', change],
    ['PUT /v1/profile/phone', change],
    ['DELETE /v1/profile/phone', undefined],
  ]);
});

test('another address is asked for and taken back; either mailbox says yes or no without a session', async () => {
  const fetch = answers(
    done(202),
    done(204),
    () => json({ address: 'old', state: 'waiting' }),
    done(204),
    () => problem(410, 'link_spent'),
  );
  const portal = createPortal({ api, publishableKey: 'pk_x', fetch });
  await portal.profile.changeEmail({ email: 'ana@example.org', returnTo: 'https://www.example.com/account' });
  await portal.profile.withdrawEmailChange();
  assert.deepEqual(await portal.signIn.confirmEmail({ token: 'pec_x' }), { address: 'old', state: 'waiting' });
  await portal.signIn.refuseEmail({ token: 'pec_x' });
  await assert.rejects(portal.signIn.confirmEmail({ token: 'pec_x' }), ProblemError);
  assert.equal(portal.session.current, undefined, 'nobody is signed in by it');
  assert.deepEqual((await called(fetch)).slice(0, 4), [
    ['POST /v1/profile/email', { email: 'ana@example.org', returnTo: 'https://www.example.com/account' }],
    ['DELETE /v1/profile/email', undefined],
    ['POST /v1/email-change/confirm', { token: 'pec_x' }],
    ['POST /v1/email-change/refuse', { token: 'pec_x' }],
  ]);
});
