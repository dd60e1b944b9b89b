/** What each method of the account, of signing in and of proving anew sends: method, path and body, and nothing beside. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '@portico/contract';
import { createPortal, type Portal, ProblemError } from './index.js';
import { answers, aSession, json, problem } from './stand-in.testing.js';

const api = 'https://portal.example.com';
const at = '2026-01-01T12:00:00Z';
const session = aSession();
const none = () => new Response(null, { status: 204 });
const notifications = {
  documentReturned: true,
  newRequests: false,
  documentsShared: true,
  paymentReminders: true,
  paymentTexts: false,
};
const attempt = { attempt: 'a', expiresAt: at, resendAfter: at };

const entry = {
  id: 'act_1',
  at,
  code: 'signed_in',
  by: { kind: 'self', name: null },
  details: { document: null, returned: null, device: 'Firefox · Linux', reason: null },
};
const profile = {
  id: session.contact.id,
  name: 'Ana Example',
  email: 'ana@example.com',
  phone: null,
  phoneProved: false,
  emailChange: null,
  language: 'en',
  hasPassword: true,
  notifications,
};
const device = { id: session.id, kind: 'own', name: null, signedInAt: at, lastSeenAt: at, current: true };
const info = {
  firm: session.firm,
  signIn: {
    password: true,
    emailLink: true,
    emailCode: true,
    smsCode: false,
    passkey: false,
    passwordOnLinks: false,
    oneTimeUpload: false,
  },
  languages: ['en'],
  support: session.support,
};

type Row = readonly [
  name: string,
  run: (portal: Portal) => Promise<unknown>,
  reply: () => Response,
  sent: readonly [method: string, path: string, body?: unknown],
  got?: unknown,
];

const password = 'a long walk on the beach';
const email = 'ana@example.com';
const signedIn = () => json(session);

const rows: readonly Row[] = [
  ['profile.get', ({ profile: p }) => p.get(), () => json(profile), ['GET', '/v1/profile'], profile],
  [
    'profile.activity',
    ({ profile: p }) => p.activity({ limit: 5, cursor: 'act_2' }),
    () => json({ data: [entry], nextCursor: null }),
    ['GET', '/v1/profile/activity?limit=5&cursor=act_2'],
    { data: [entry], nextCursor: null },
  ],
  [
    'profile.setNotifications',
    ({ profile: p }) => p.setNotifications(notifications),
    () => json(notifications),
    ['PUT', '/v1/profile/notifications', notifications],
    notifications,
  ],
  [
    'profile.devices',
    ({ profile: p }) => p.devices(),
    () => json({ data: [device] }),
    ['GET', '/v1/devices'],
    [device],
  ],
  [
    'profile.signOutDevice',
    ({ profile: p }) => p.signOutDevice(device.id),
    none,
    ['DELETE', `/v1/devices/${device.id}`],
  ],
  ['profile.signOutOtherDevices', ({ profile: p }) => p.signOutOtherDevices(), none, ['DELETE', '/v1/devices']],
  [
    'profile.changePassword',
    ({ profile: p }) => p.changePassword({ password, current: 'the old one' }),
    none,
    ['PUT', '/v1/profile/password', { password, current: 'the old one' }],
  ],
  [
    'profile.changePassword of somebody without one',
    ({ profile: p }) => p.changePassword({ password, current: undefined }),
    none,
    ['PUT', '/v1/profile/password', { password }],
  ],
  ['signIn.info', ({ signIn }) => signIn.info(), () => json(info), ['GET', '/v1/portal'], info],
  [
    'signIn.start',
    ({ signIn }) => signIn.start({ email, language: undefined, returnTo: 'https://www.firm.example/' }),
    () => json(attempt),
    ['POST', '/v1/sign-in', { email, returnTo: 'https://www.firm.example/' }],
  ],
  [
    'signIn.withLink',
    ({ signIn }) => signIn.withLink({ token: 't' }),
    signedIn,
    ['POST', '/v1/sign-in/link', { token: 't' }],
    session,
  ],
  [
    'signIn.withInvitation',
    ({ signIn }) => signIn.withInvitation({ token: 't' }),
    signedIn,
    ['POST', '/v1/sign-in/invitation', { token: 't' }],
    session,
  ],
  [
    'signIn.completeLink',
    ({ signIn }) => signIn.completeLink({ attempt: 'a', password }),
    signedIn,
    ['POST', '/v1/sign-in/link/password', { attempt: 'a', password }],
    session,
  ],
  [
    'signIn.withPassword',
    ({ signIn }) => signIn.withPassword({ email, password }),
    signedIn,
    ['POST', '/v1/sign-in/password', { email, password }],
    session,
  ],
  [
    'signIn.askForPasswordLink',
    ({ signIn }) => signIn.askForPasswordLink({ email, language: 'es' }),
    () => new Response(null, { status: 202 }),
    ['POST', '/v1/sign-in/password/ask', { email, language: 'es' }],
  ],
  [
    'signIn.setPassword',
    ({ signIn }) => signIn.setPassword({ token: 't', password }),
    signedIn,
    ['POST', '/v1/sign-in/password/set', { token: 't', password }],
    session,
  ],
  [
    'session.startStepUp',
    ({ session: s }) => s.startStepUp(),
    () => json(attempt),
    ['POST', '/v1/session/step-up/code'],
  ],
  [
    'session.stepUp',
    ({ session: s }) => s.stepUp({ password }),
    signedIn,
    ['POST', '/v1/session/step-up', { password }],
    session,
  ],
];

for (const [name, run, reply, [method, path, body], got] of rows) {
  test(`${name} sends ${method} ${path}`, async () => {
    const fetch = answers(reply);
    const result = await run(createPortal({ api, fetch, publishableKey: 'pk_x' }));
    const [request, ...more] = fetch.requests;
    assert.ok(request);
    assert.deepEqual(more, []);
    assert.deepEqual([request.method, request.url], [method, api + path]);
    const text = await request.text();
    assert.deepEqual(text === '' ? undefined : JSON.parse(text), body);
    if (got !== undefined) assert.deepEqual(result, got);
  });
}

test('a proof that was given is the session from then on, and one that was wrong leaves it as it was', async () => {
  const later: Session = { ...session, expiresAt: '2026-01-01T13:00:00Z' };
  const fetch = answers(
    () => json(session),
    () => json(later),
    () => problem(422, 'proof_wrong'),
  );
  const portal = createPortal({ api, fetch });
  await portal.session.get();
  await portal.session.stepUp({ attempt: 'a', code: '123456' });
  assert.deepEqual(portal.session.current, later);
  await assert.rejects(portal.session.stepUp({ password }), ProblemError);
  assert.deepEqual(portal.session.current, later);
});

test('a preview is a portal of its own, apart from the tab that it was opened from', async () => {
  const fetch = answers(() => problem(401, 'client_secret_invalid'));
  const portal = createPortal({ api, fetch, publishableKey: 'pk_x' });
  let asked = 0;
  const preview = portal.preview(() => {
    asked += 1;
    return 'pcs_x';
  });
  assert.deepEqual([portal.mode, preview.mode], ['cookie', 'preview']);
  await assert.rejects(preview.session.get());
  assert.equal(asked, 1);
  assert.equal(fetch.requests[0]?.url, `${api}/v1/session/exchange`);
  assert.deepEqual(await fetch.requests[0].json(), { clientSecret: 'pcs_x' });
  assert.equal(portal.session.current, undefined);
});
