import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AccessToken, Session } from '@portico/contract';
import {
  aContact,
  aFirm,
  asBackend,
  asPage,
  createTestServer,
  signIn,
  signInStaff,
  type TestServer,
} from '@portico/testing';
import { problemOf, read } from '../http/answers.suite.js';
import { createDpopPage, mint, type ProofChanges } from './dpop-page.suite.js';
import { sweepSessions } from './sweep.js';
import { newToken } from './tokens.js';

let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

/** A firm's page with an access token for a contact. */
async function aTokenPage(more: Readonly<Record<string, unknown>> = {}) {
  const firm = await aFirm(server);
  const { contact, matter } = await aContact(server, firm);
  const session = await mint(server, firm, contact.id, more);
  const page = await createDpopPage(server);
  const response = await page.exchange(session.clientSecret);
  assert.equal(response.status, 200);
  const { accessToken, tokenType, expiresIn } = await read(AccessToken, response);
  assert.deepEqual([tokenType, expiresIn], ['DPoP', 600]);
  assert.match(accessToken, /^pat_/);
  return { firm, contact, matter, session, page, token: accessToken };
}

async function codeOf(response: Response) {
  return (await problemOf(response)).code;
}

test('a minted session says who is there and what it was limited to', async () => {
  const { page, token, contact, session } = await aTokenPage({ components: ['documents'] });
  const response = await page.call('GET', '/v1/session', token);
  assert.equal(response.status, 200);
  const body = await read(Session, response);
  assert.deepEqual([body.id, body.kind, body.contact.id], [session.id, 'firm', contact.id]);
  assert.deepEqual(body.capabilities, {
    'session.view': { allowed: true },
    'checklists.view': { allowed: false, reason: 'section_not_permitted' },
    'checklists.answer': { allowed: false, reason: 'section_not_permitted' },
    'documents.upload': { allowed: false, reason: 'section_not_permitted' },
    'documents.view': { allowed: true },
    'sharedDocuments.view': { allowed: true },
    'invoices.view': { allowed: false, reason: 'section_not_permitted' },
    'invoices.dispute': { allowed: false, reason: 'section_not_permitted' },
    'invoices.pay': { allowed: false, reason: 'section_not_permitted' },
    'invoices.plan': { allowed: false, reason: 'section_not_permitted' },
    'profile.view': { allowed: false, reason: 'section_not_permitted' },
    'profile.update': { allowed: false, reason: 'section_not_permitted' },
  });
  assert.deepEqual(body.languages, ['en', 'es', 'ar']);
});

test('a client secret is exchanged once, also by twenty at once', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { clientSecret } = await mint(server, firm, contact.id);
  const page = await createDpopPage(server);
  await page.exchange(newToken('pcs'));
  const all = await Promise.all(Array.from({ length: 20 }, () => page.exchange(clientSecret)));
  assert.deepEqual(all.map(({ status }) => status).sort(), [200, ...Array<number>(19).fill(401)]);
  assert.equal(await codeOf(await page.exchange(clientSecret)), 'client_secret_invalid');
});

test('a client secret that is expired, truncated, unknown or of another kind is refused', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const page = await createDpopPage(server);
  const { clientSecret } = await mint(server, firm, contact.id);
  for (const wrong of [clientSecret.slice(0, -1), newToken('pcs'), newToken('pat'), firm.secretKey, 'x']) {
    const response = await page.exchange(wrong);
    assert.equal(response.status, 401);
    assert.equal(await codeOf(response), 'client_secret_invalid');
  }
  server.clock.advance(5 * 60_000);
  assert.equal(await codeOf(await page.exchange(clientSecret)), 'client_secret_invalid');
});

for (const origin of [
  'https://other.example',
  'https://www.firm.example.evil.io',
  'HTTPS://WWW.FIRM.EXAMPLE',
  'http://www.firm.example',
  'https://www.firm.example:8443',
  'null',
]) {
  test(`a client secret is worth nothing on ${origin}, and is not lost by the try`, async () => {
    const firm = await aFirm(server);
    const { contact } = await aContact(server, firm);
    const { clientSecret } = await mint(server, firm, contact.id);
    const elsewhere = await createDpopPage(server, origin);
    const response = await elsewhere.exchange(clientSecret);
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    assert.equal(await codeOf(response), 'origin_not_allowed');
    const page = await createDpopPage(server);
    assert.equal((await page.exchange(clientSecret)).status, 200);
  });
}

test('an exchange without an Origin or without a proof is refused', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { clientSecret } = await mint(server, firm, contact.id);
  const page = await createDpopPage(server);
  const bare = await page.send('POST', '/v1/session/exchange', {}, { clientSecret });
  assert.equal(await codeOf(bare), 'dpop_proof_invalid');
  await page.exchange('x');
  const response = await server.app.request('https://portal.firm.example/v1/session/exchange', {
    method: 'POST',
    headers: { 'content-type': 'application/json', dpop: await page.proof('POST', '/v1/session/exchange') },
    body: JSON.stringify({ clientSecret }),
  });
  assert.equal(await codeOf(response), 'origin_not_allowed');
});

test('the first proof is told a nonce, and every answer brings the next one', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { clientSecret } = await mint(server, firm, contact.id);
  const page = await createDpopPage(server);
  const first = await page.send(
    'POST',
    '/v1/session/exchange',
    { dpop: await page.proof('POST', '/v1/session/exchange') },
    { clientSecret },
  );
  assert.equal(await codeOf(first), 'use_dpop_nonce');
  assert.ok(first.headers.get('dpop-nonce'));
  assert.match(first.headers.get('access-control-expose-headers') ?? '', /DPoP-Nonce/);
  const second = await page.exchange(clientSecret);
  assert.equal(second.status, 200);
  assert.ok(second.headers.get('dpop-nonce'));
});

for (const [what, seconds] of [
  ['a day slow', -86_400],
  ['a day fast', 86_400],
] as const) {
  test(`a client whose clock is ${what} signs in and calls`, async () => {
    const iat = Math.floor(server.clock.now().getTime() / 1000) + seconds;
    const changes: ProofChanges = { claims: { iat, exp: iat + 60, nbf: iat } };
    const firm = await aFirm(server);
    const { contact } = await aContact(server, firm);
    const { clientSecret } = await mint(server, firm, contact.id);
    const page = await createDpopPage(server);
    const exchanged = await page.exchange(clientSecret, changes);
    assert.equal(exchanged.status, 200);
    const { accessToken } = await read(AccessToken, exchanged);
    assert.equal((await page.call('GET', '/v1/session', accessToken, undefined, changes)).status, 200);
  });
}

const wrongProofs: readonly (readonly [string, ProofChanges])[] = [
  ['the hash of another token', { claims: { ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' } }],
  ['no hash of the token', { claims: { ath: undefined } }],
  ['another method', { claims: { htm: 'POST' } }],
  ['another path', { claims: { htu: 'https://portal.firm.example/v1/portal' } }],
  ['another host', { claims: { htu: 'https://evil.example/v1/session' } }],
  ['no jti', { claims: { jti: undefined } }],
  ['a jti of 1 kB', { claims: { jti: 'x'.repeat(1000) } }],
  ['another type', { typ: 'JWT' }],
  ['a signature of another key', { forged: true }],
];
for (const [what, changes] of wrongProofs) {
  test(`a proof with ${what} is refused`, async () => {
    const { page, token } = await aTokenPage();
    const response = await page.call('GET', '/v1/session', token, undefined, changes);
    assert.equal(response.status, 401);
    assert.equal(await codeOf(response), 'dpop_proof_invalid');
    assert.equal((await page.call('GET', '/v1/session', token)).status, 200, 'and a right one still works');
  });
}

test('nonces that are made up, missing or old are answered with a new one', async () => {
  const { page, token } = await aTokenPage();
  const age = (seconds: number) => (Math.floor(server.clock.now().getTime() / 1000) - seconds).toString(36);
  for (const nonce of [undefined, '', 'x', `${age(0)}.forged`, 12, `${age(-60)}.x`]) {
    const response = await page.call('GET', '/v1/session', token, undefined, { claims: { nonce } });
    assert.equal(await codeOf(response), 'use_dpop_nonce');
  }
  const kept = await page.proof('GET', '/v1/session', token);
  server.clock.advance(301_000);
  const old = await page.send('GET', '/v1/session', { authorization: `DPoP ${token}`, dpop: kept });
  assert.equal(await codeOf(old), 'use_dpop_nonce');
});

test('a proof is taken once where it changes something, and a read may be repeated', async () => {
  const { page, token } = await aTokenPage();
  const headers = async (method: string) => ({
    authorization: `DPoP ${token}`,
    dpop: await page.proof(method, '/v1/session', token),
  });
  const patch = await headers('PATCH');
  assert.equal((await page.send('PATCH', '/v1/session', patch, { language: 'es' })).status, 200);
  const replayed = await page.send('PATCH', '/v1/session', patch, { language: 'ar' });
  assert.equal(await codeOf(replayed), 'dpop_proof_invalid');
  const get = await headers('GET');
  assert.equal((await page.send('GET', '/v1/session', get)).status, 200);
  assert.equal((await page.send('GET', '/v1/session', get)).status, 200);
});

test('a stolen access token is worth nothing: without proof, with another key, as bearer, as cookie', async () => {
  const { firm, page, token } = await aTokenPage();
  const bare = await page.send('GET', '/v1/session', { authorization: `DPoP ${token}` });
  assert.equal(bare.status, 401);
  const thief = await createDpopPage(server);
  assert.equal(await codeOf(await thief.call('GET', '/v1/session', token)), 'dpop_proof_invalid');
  for (const headers of [{ authorization: `Bearer ${token}` }, { cookie: `__Host-portico=${token}` }]) {
    assert.equal((await page.send('GET', '/v1/session', headers)).status, 401);
  }
  const client = asPage(server, firm, `__Host-portico=${token.replace('pat_', 'ps_')}`);
  assert.equal((await client('GET', '/v1/session')).status, 401);
});

test('a session cookie is no access token', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const cookie = await signIn(server, firm, contact.email);
  const page = await createDpopPage(server);
  const token = cookie.split('=')[1] ?? '';
  assert.equal((await page.call('GET', '/v1/session', token)).status, 401);
});

test('an access token works on the page it was minted for and nowhere else, our own host included', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { clientSecret } = await mint(server, firm, contact.id);
  const page = await createDpopPage(server);
  const { accessToken } = await read(AccessToken, await page.exchange(clientSecret));
  for (const origin of ['https://portal.firm.example', 'https://evil.example', 'null']) {
    const response = await page.send('GET', '/v1/session', {
      origin,
      authorization: `DPoP ${accessToken}`,
      dpop: await page.proof('GET', '/v1/session', accessToken),
    });
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  }
});

test('an access token ends after ten minutes', async () => {
  const { page, token } = await aTokenPage();
  server.clock.advance(599_000);
  assert.equal((await page.call('GET', '/v1/session', token)).status, 200);
  server.clock.advance(1000);
  assert.equal(await codeOf(await page.call('GET', '/v1/session', token)), 'unauthenticated');
});

/** Calls with the cookie that it was given last. */
function aBrowser(firm: Awaited<ReturnType<typeof aFirm>>, first: string) {
  let cookie = first;
  return async (method: string, path: string) => {
    const response = await asPage(server, firm, cookie)(method, path);
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response;
  };
}

test('a cookie session ends after half an hour without a call, and after twelve hours with them', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const idle = aBrowser(firm, await signIn(server, firm, contact.email));
  server.clock.advance(29 * 60_000);
  assert.equal((await idle('GET', '/v1/session')).status, 200);
  server.clock.advance(29 * 60_000);
  assert.equal((await idle('GET', '/v1/session')).status, 200, 'the call before moved the limit');
  server.clock.advance(30 * 60_000);
  assert.equal((await idle('GET', '/v1/session')).status, 401);
  server.mails.clear();
  const busy = aBrowser(firm, await signIn(server, firm, contact.email));
  for (let minute = 0; minute < 719; minute += 20) {
    assert.equal((await busy('GET', '/v1/session')).status, 200);
    server.clock.advance(20 * 60_000);
  }
  assert.equal((await busy('GET', '/v1/session')).status, 401);
});

test('no jump of the clock brings back a session that has run out', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const member = firm.staff[0]?.email ?? '';
  for (const [path, cookie] of [
    ['/v1/session', await signIn(server, firm, contact.email)],
    ['/v1/firm/session', await signInStaff(server, firm, member)],
  ] as const) {
    const call = asPage(server, firm, cookie);
    assert.equal((await call('GET', path)).status, 200);
    for (const minutes of [31, -10, -20, 20, -10]) {
      server.clock.advance(minutes * 60_000);
      assert.equal((await call('GET', path)).status, 401, `${path} after ${minutes} minutes`);
    }
  }
});

test('no jump of the clock brings back a session that was ended', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const call = asPage(server, firm, await signIn(server, firm, contact.email));
  assert.equal((await call('DELETE', '/v1/session')).status, 204);
  for (const minutes of [-10, 20, -10]) {
    server.clock.advance(minutes * 60_000);
    assert.equal((await call('GET', '/v1/session')).status, 401);
  }
});

test('signing out revokes at once and clears the cookie', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const call = asPage(server, firm, await signIn(server, firm, contact.email));
  const response = await call('DELETE', '/v1/session');
  assert.equal(response.status, 204);
  assert.match(
    response.headers.get('set-cookie') ?? '',
    /^__Host-portico=; Path=\/; Max-Age=0; HttpOnly; SameSite=Strict; Secure$/,
  );
  assert.equal((await call('GET', '/v1/session')).status, 401);
});

test('a page that ends its minted session leaves the cookie of the same browser alone', async () => {
  const { page, token } = await aTokenPage();
  const response = await page.call('DELETE', '/v1/session', token);
  assert.equal(response.status, 204);
  assert.equal(response.headers.get('set-cookie'), null);
  assert.equal(await codeOf(await page.call('GET', '/v1/session', token)), 'unauthenticated');
});

test('access switched off ends cookie and token sessions at the next call, and the secret not yet used', async () => {
  const { firm, contact, page, token } = await aTokenPage();
  const { clientSecret } = await mint(server, firm, contact.id);
  const call = asPage(server, firm, await signIn(server, firm, contact.email));
  const backend = asBackend(server, firm);
  assert.equal((await backend('PUT', `/v1/firm/contacts/${contact.id}/portal-access`, { enabled: false })).status, 200);
  assert.equal((await call('GET', '/v1/session')).status, 401);
  assert.equal((await page.call('GET', '/v1/session', token)).status, 401);
  assert.equal(await codeOf(await page.exchange(clientSecret)), 'client_secret_invalid');
});

test('the language changes for the session and for the mails, to one the firm offers', async () => {
  const firm = await aFirm(server, { languages: ['en', 'es'] });
  const { contact } = await aContact(server, firm);
  const call = asPage(server, firm, await signIn(server, firm, contact.email));
  const changed = await call('PATCH', '/v1/session', { language: 'es' });
  assert.equal((await read(Session, changed)).contact.language, 'es');
  assert.equal((await read(Session, await call('GET', '/v1/session'))).contact.language, 'es');
  const refused = await call('PATCH', '/v1/session', { language: 'fr' });
  assert.equal(refused.status, 422);
  assert.equal((await problemOf(refused)).errors?.[0]?.path, '/language');
  for (const body of [{ language: 'es', portalAccess: true }, { firmId: 'x' }, { language: '' }, [], null]) {
    assert.equal((await call('PATCH', '/v1/session', body)).status, 422);
  }
  server.mails.clear();
  await call('POST', '/v1/sign-in', { email: contact.email });
  await server.deliver();
  assert.equal(server.mails.list()[0]?.language, 'es');
});

test('the sweep takes what is over and leaves what is not', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const { page, token } = await aTokenPage();
  await page.call('PATCH', '/v1/session', token, { language: 'es' });
  await signIn(server, firm, contact.email);
  server.clock.advance(31 * 86_400_000);
  server.mails.clear();
  const call = asPage(server, firm, await signIn(server, firm, contact.email));
  assert.ok((await sweepSessions(server.deps)) > 3);
  assert.equal(await sweepSessions(server.deps), 0);
  assert.equal((await call('GET', '/v1/session')).status, 200);
});
