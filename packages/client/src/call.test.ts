import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { endpoint, getChecklist, getPortalInfo, PortalInfo, signInBy } from '@portico/contract';
import { Calls } from './call.js';
import { cookieCredential } from './credential.js';
import {
  AuthError,
  ContractError,
  createPortal,
  NetworkError,
  PortalError,
  ProblemError,
  TimeoutError,
} from './index.js';
import { answers, json, problem, settle } from './stand-in.testing.js';

const info: PortalInfo = {
  firm: { id: 'firm_01j00000000000000000000000', name: 'Example & Partners' },
  signIn: signInBy('emailLink', 'emailCode'),
  languages: ['en'],
  support: { name: 'Front desk' },
};
const api = 'https://portal.example.com';

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
});
afterEach(() => {
  mock.timers.reset();
});

test('a call carries the client mark and the publishable key, to the path below the base', async () => {
  const fetch = answers(() => json(info));
  const portal = createPortal({ api: `${api}/portal-api/`, publishableKey: 'pk_demo', fetch });
  assert.deepEqual(await portal.signIn.info(), info);
  const [request] = fetch.requests;
  assert.equal(request?.url, `${api}/portal-api/v1/portal`);
  assert.equal(request.headers.get('Portico-Client'), '1');
  assert.equal(request.headers.get('Portico-Key'), 'pk_demo');
  assert.equal(request.credentials, 'include');
});

test('an id can never change the path of a call', async () => {
  const fetch = answers(() => problem(404, 'not_found'));
  const portal = createPortal({ api, fetch });
  await assert.rejects(portal.checklists.get('../firm/staff?x=1'), { code: 'not_found' });
  assert.equal(fetch.requests[0]?.url, `${api}/v1/checklists/..%2Ffirm%2Fstaff%3Fx%3D1`);
});

test('reading is repeated with back-off until it works', async () => {
  const fetch = answers(
    () => problem(503, 'unavailable'),
    () => Promise.reject(new TypeError('fetch failed')),
    () => json(info),
  );
  const asked = createPortal({ api, fetch }).signIn.info();
  await settle();
  assert.equal(fetch.requests.length, 1, 'not before time has passed');
  await passTime(2, 5_000);
  assert.deepEqual(await asked, info);
  assert.equal(fetch.requests.length, 3);
});

test('Retry-After is waited out, no longer and no shorter', async () => {
  const fetch = answers(
    () => problem(429, 'too_many_requests', { 'Retry-After': '7' }),
    () => json(info),
  );
  const asked = createPortal({ api, fetch }).signIn.info();
  await passTime(1, 6_900);
  assert.equal(fetch.requests.length, 1);
  await passTime(1, 200);
  assert.deepEqual(await asked, info);
});

test('what is not safe to repeat is sent once', async () => {
  const fetch = answers(() => problem(503, 'unavailable'));
  const portal = createPortal({ api, fetch });
  await assert.rejects(portal.signIn.start({ email: 'ana@example.com' }), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.deepEqual([error.code, error.status, error.requestId], ['unavailable', 503, 'request-1']);
    return true;
  });
  assert.equal(fetch.requests.length, 1);
});

test('a refused try tells after how many seconds another one is welcome', async () => {
  const fetch = answers(() => problem(429, 'too_many_requests', { 'Retry-After': '40' }));
  await assert.rejects(createPortal({ api, fetch }).signIn.start({ email: 'ana@example.com' }), {
    code: 'too_many_requests',
    retryAfter: 40,
  });
});

test('an idempotent call is repeated under one key', async () => {
  const create = endpoint({
    id: 'things.create',
    method: 'POST',
    path: '/v1/things',
    summary: 'Creates a thing.',
    access: { audience: 'client', capability: 'checklists.view' },
    response: PortalInfo,
    idempotent: true,
  });
  const fetch = answers(
    () => problem(500, 'internal_error'),
    () => json(info),
  );
  const calls = new Calls({
    api,
    credential: cookieCredential(undefined),
    fetch,
    era: () => 0,
    onSignedOut: () => undefined,
  });
  const sent = calls.json(create, { body: { a: 1 } });
  await passTime(1, 5_000);
  await sent;
  const [first, second] = fetch.requests.map((request) => request.headers.get('Idempotency-Key'));
  assert.match(first ?? '', /^[0-9a-f]{32}$/);
  assert.equal(first, second);
  assert.equal(await fetch.requests[1]?.text(), '{"a":1}');
});

test('an answer that breaks the contract is a ContractError, not a surprise later', async () => {
  for (const body of ['{"firm":{}}', 'not JSON', '']) {
    const fetch = answers(() => new Response(body, { headers: { 'Content-Type': 'application/json' } }));
    await assert.rejects(createPortal({ api, fetch }).signIn.info(), ContractError);
  }
});

test('a gateway that answers in its own words counts as unreachable', async () => {
  const fetch = answers(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
  const asked = createPortal({ api, fetch }).signIn.info();
  const refused = assert.rejects(asked, NetworkError);
  await passTime(4, 10_000);
  await refused;
  assert.equal(fetch.requests.length, 4);
});

test('no answer for thirty seconds is a TimeoutError', async () => {
  const fetch = answers(() => new Promise<Response>(() => undefined));
  const refused = assert.rejects(createPortal({ api, fetch }).signIn.info(), TimeoutError);
  await passTime(1, 30_000);
  await refused;
});

test('an abandoned call rejects with the reason of its signal and is not repeated', async () => {
  const fetch = answers(() => new Promise<Response>(() => undefined));
  const leaving = new AbortController();
  const asked = createPortal({ api, fetch }).signIn.info({ signal: leaving.signal });
  await settle();
  leaving.abort();
  await assert.rejects(asked, { name: 'AbortError' });
  await passTime(3, 10_000);
  assert.equal(fetch.requests.length, 1);
});

test('401 means "get a session" where one is needed, and is a problem of its own in a sign-in', async () => {
  const portal = (code: string) => createPortal({ api, fetch: answers(() => problem(401, code)) });
  await assert.rejects(portal('unauthenticated').checklists.list(), AuthError);
  await assert.rejects(portal('code_invalid').signIn.withCode({ attempt: 'a', code: '000000' }), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.code, 'code_invalid');
    return true;
  });
});

test('messages name method and route pattern, and nobody', async () => {
  const fetch = answers(() => problem(404, 'not_found'));
  await assert.rejects(createPortal({ api, fetch }).checklists.get('chk_secret'), (error) => {
    assert.ok(error instanceof PortalError);
    assert.equal(error.message, `GET ${getChecklist.path}: not_found (404)`);
    return true;
  });
});

test('an object that is busy for a moment is asked for again', async () => {
  const fetch = answers(
    () => problem(423, 'upload_busy'),
    () => json(info),
  );
  const calls = new Calls({
    api,
    credential: cookieCredential(undefined),
    fetch,
    era: () => 0,
    onSignedOut: () => undefined,
  });
  const asked = calls.json(getPortalInfo);
  await passTime(1, 5_000);
  assert.deepEqual(await asked, info);
});

/** Lets pending work run, then so much time pass, so many times. */
async function passTime(times: number, milliseconds: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    await settle();
    mock.timers.tick(milliseconds);
    await settle();
  }
}
