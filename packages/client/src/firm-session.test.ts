import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { beforeEach, mock, test } from 'node:test';
import { AuthError, createPortal } from './index.js';
import { aSession, answers, json, problem, type StandIn } from './stand-in.testing.js';

const api = 'https://portal.example.com';

interface Backend {
  fetch: StandIn;
  /** Tokens that have been given, oldest first. */
  tokens: string[];
  /** The only nonce that is good; undefined where none is wanted. */
  nonce: string | undefined;
  /** Tokens that are no longer good. */
  dead: Set<string>;
}

/** A server as far as RFC 9449 goes: it wants its own nonce and knows the tokens that it gave. */
function aBackend(): Backend {
  const backend: Backend = {
    tokens: [],
    nonce: undefined,
    dead: new Set(),
    fetch: answers((request) => {
      const headers: Record<string, string> = backend.nonce === undefined ? {} : { 'DPoP-Nonce': backend.nonce };
      if (claims(request)['nonce'] !== backend.nonce) return problem(401, 'use_dpop_nonce', headers);
      if (request.url.endsWith('/v1/session/exchange')) {
        const accessToken = `at_${backend.tokens.length + 1}`;
        backend.tokens.push(accessToken);
        return json({ accessToken, tokenType: 'DPoP', expiresIn: 600 });
      }
      const token = request.headers.get('Authorization')?.slice('DPoP '.length) ?? '';
      const good = backend.tokens.includes(token) && !backend.dead.has(token);
      return good ? json(aSession()) : problem(401, 'unauthenticated');
    }),
  };
  return backend;
}

let backend: Backend;
beforeEach(() => {
  backend = aBackend();
});

test('a client secret becomes a token, and every call carries a proof of its own for it', async () => {
  const portal = createPortal({ api, fetch: backend.fetch, fetchSession: () => Promise.resolve('cs_1') });
  assert.equal(portal.mode, 'firm-session');
  await portal.session.get();
  await portal.session.updateLanguage('es');
  const [exchange, first, second] = backend.fetch.requests;
  assert.deepEqual(await exchange?.json(), { clientSecret: 'cs_1' });
  assert.equal(first?.headers.get('Authorization'), 'DPoP at_1');
  assert.equal(first.credentials, 'omit', 'no cookie travels');
  assert.ok(second);
  const [one, two] = [claims(first), claims(second)];
  assert.deepEqual([one['htm'], one['htu']], ['GET', `${api}/v1/session`]);
  assert.deepEqual([two['htm'], two['htu']], ['PATCH', `${api}/v1/session`]);
  assert.equal(one['ath'], createHash('sha256').update('at_1').digest('base64url'));
  assert.notEqual(one['jti'], two['jti']);
});

test('the key that signs cannot be exported', async () => {
  const made: CryptoKeyPair[] = [];
  const generate = mock.method(crypto.subtle, 'generateKey');
  await createPortal({ api, fetch: backend.fetch, fetchSession: () => Promise.resolve('cs') }).session.get();
  for (const call of generate.mock.calls) made.push((await call.result) as unknown as CryptoKeyPair);
  generate.mock.restore();
  assert.equal(made.length, 1);
  assert.equal(made[0]?.privateKey.extractable, false);
  assert.deepEqual(made[0].privateKey.algorithm, { name: 'ECDSA', namedCurve: 'P-256' });
});

test("a call is repeated with the server's nonce, with a proof signed anew; the secret is used once", async () => {
  backend.nonce = 'n1';
  let asked = 0;
  const fetchSession = () => Promise.resolve(`cs_${(asked += 1)}`);
  const portal = createPortal({ api, fetch: backend.fetch, fetchSession });
  await portal.session.get();
  backend.nonce = 'n2';
  await portal.session.updateLanguage('es');
  assert.equal(asked, 1);
  assert.deepEqual(
    backend.fetch.requests.map((request) => [new URL(request.url).pathname, claims(request)['nonce']]),
    [
      ['/v1/session/exchange', undefined],
      ['/v1/session/exchange', 'n1'],
      ['/v1/session', 'n1'],
      ['/v1/session', 'n1'],
      ['/v1/session', 'n2'],
    ],
  );
  assert.equal(new Set(backend.fetch.requests.map((request) => claims(request)['jti'])).size, 5);
});

test('many calls at the start ask the backend of the firm once', async () => {
  backend.nonce = 'n1';
  let asked = 0;
  const fetchSession = () => Promise.resolve(`cs_${(asked += 1)}`);
  const portal = createPortal({ api, fetch: backend.fetch, fetchSession });
  await Promise.allSettled([portal.session.get(), portal.checklists.list(), portal.documents.list()]);
  assert.equal(asked, 1);
  assert.equal(backend.tokens.length, 1);
});

test('a token that has died is replaced once for all calls that meet its end', async () => {
  let asked = 0;
  const fetchSession = () => Promise.resolve(`cs_${(asked += 1)}`);
  const portal = createPortal({ api, fetch: backend.fetch, fetchSession });
  await portal.session.get();
  backend.dead.add('at_1');
  await Promise.all([portal.session.updateLanguage('es'), portal.session.updateLanguage('ar')]);
  assert.equal(asked, 2);
});

test('a token is replaced shortly before its end, whatever the clock of the device says', async (t) => {
  let now = 1000;
  t.mock.method(performance, 'now', () => now);
  t.mock.method(Date, 'now', () => 0);
  let asked = 0;
  const fetchSession = () => Promise.resolve(`cs_${(asked += 1)}`);
  const portal = createPortal({ api, fetch: backend.fetch, fetchSession });
  await portal.session.get();
  now += 500_000;
  await portal.session.updateLanguage('es');
  assert.equal(asked, 1);
  now += 60_000;
  await portal.session.updateLanguage('ar');
  assert.equal(asked, 2);
  assert.equal(
    backend.fetch.requests.filter((request) => request.headers.get('Authorization') === 'DPoP at_1').length,
    2,
  );
});

test('a session that cannot be had is an AuthError, and the next call asks again', async () => {
  let asked = 0;
  const fetchSession = () => {
    asked += 1;
    return asked === 1 ? Promise.reject(new Error('The backend of the firm is away')) : Promise.resolve('cs');
  };
  const portal = createPortal({ api, fetch: backend.fetch, fetchSession });
  await assert.rejects(portal.session.get(), (error) => {
    assert.ok(error instanceof AuthError);
    assert.equal(error.code, 'fetch_session_failed');
    return true;
  });
  assert.equal((await portal.session.get()).kind, 'own');
});

test('a secret that the server refuses is an AuthError with its code', async () => {
  const fetch = answers(() => problem(401, 'client_secret_invalid'));
  const portal = createPortal({ api, fetch, fetchSession: () => Promise.resolve('cs_used') });
  await assert.rejects(portal.session.get(), { name: 'AuthError', code: 'client_secret_invalid' });
  assert.equal(fetch.requests.length, 1);
});

test('no secret and no token is ever part of an address', async () => {
  const portal = createPortal({ api, fetch: backend.fetch, fetchSession: () => Promise.resolve('cs_1') });
  await portal.session.get();
  assert.ok(backend.fetch.requests.length > 0);
  for (const { url } of backend.fetch.requests) assert.doesNotMatch(url, /cs_|at_/);
});

/** What a request's proof says; the signature is the server's affair. */
function claims(request: Request): Record<string, unknown> {
  const [, payload = ''] = (request.headers.get('DPoP') ?? '').split('.');
  return payload ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>) : {};
}
