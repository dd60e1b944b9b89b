/**
 * Tokens of every kind, as they must not be: cut off, changed, never issued, of another kind, another firm's, and too old. Each
 * answers with its code and changes nothing. That one is good once is told where it is issued.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newToken } from '@portico/reference-server';
import { createTestServer, PUBLIC_URL, type TestServer } from '@portico/testing';
import { DatabaseState } from './matrix/state.js';
import { DpopKey } from './world/dpop-key.js';
import { insertSession } from './world/sessions.js';
import { aFirmWithOrigin, anOwner, type Firm, type Owner } from './world/world.js';

type Send = (token: string, firm: Firm) => Promise<Response>;

interface Row {
  readonly kind: Parameters<typeof newToken>[0];
  readonly token: string;
  /** Sends it as a page or a backend of a firm would. */
  readonly send: Send;
  /** What a token that is none is told. */
  readonly wrong: string;
  /** What another firm's page is told with this one; as `wrong` unless said otherwise. */
  readonly foreign?: string;
}

let server: TestServer;
let state: DatabaseState;
let rows: readonly Row[];
let firm: Firm;
let otherFirm: Firm;
before(async () => {
  server = await createTestServer();
  firm = await aFirmWithOrigin(server, 'one', ['ana']);
  otherFirm = await aFirmWithOrigin(server, 'two', ['cleo']);
  rows = await rowsOf(await anOwner(server, firm, 'ana'));
  state = await DatabaseState.keep(server);
});
after(() => server.close());

async function rowsOf({ things, cookie, contact }: Owner): Promise<Row[]> {
  const key = new DpopKey();
  const bound = { firmId: firm.id, personId: contact.id, jkt: key.thumbprint, origin: firm.origin };
  const access = await insertSession(server, { ...bound, kind: 'firm' });
  const staff = await insertSession(server, { firmId: firm.id, kind: 'staff', personId: firm.staff[0]!.id });
  const nonce = async () => {
    const response = await server.app.request(`${PUBLIC_URL}/v1/health`, { headers: { dpop: 'x' } });
    return response.headers.get('dpop-nonce') ?? '';
  };
  const call = async (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
    server.app.request(`${PUBLIC_URL}${path}`, {
      method,
      headers: { 'portico-client': '1', ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const page =
    (path: string, body: (token: string) => unknown): Send =>
    (token, { origin, publishableKey }) =>
      call('POST', path, { origin, 'portico-key': publishableKey }, body(token));
  const proven =
    (method: string, path: string, of: (token: string) => { headers?: Record<string, string>; body?: unknown }): Send =>
    async (token, { origin }) => {
      const { headers = {}, body } = of(token);
      const bearer = headers['authorization'] === undefined ? undefined : token;
      const dpop = key.proof(method, PUBLIC_URL + path, await nonce(), bearer);
      return call(method, path, { origin, dpop, ...headers }, body);
    };
  const code = things['code'] ?? '';
  const tokenIn = (header: string) => header.slice(header.indexOf('=') + 1);
  const password = 'eleven purple elephants';
  return [
    {
      kind: 'ps',
      token: tokenIn(cookie),
      send: (token, { origin }) => call('GET', '/v1/session', { origin, cookie: `__Host-portico=${token}` }),
      wrong: 'unauthenticated',
      foreign: 'origin_not_allowed',
    },
    {
      kind: 'pst',
      token: tokenIn(staff),
      send: (token, { origin }) => call('GET', '/v1/firm/matters', { origin, cookie: `__Host-portico-staff=${token}` }),
      wrong: 'unauthenticated',
      foreign: 'origin_not_allowed',
    },
    {
      kind: 'pat',
      token: access,
      send: proven('GET', '/v1/session', (token) => ({ headers: { authorization: `DPoP ${token}` } })),
      wrong: 'unauthenticated',
      foreign: 'origin_not_allowed',
    },
    {
      kind: 'prt',
      token: tokenIn(things['refresh'] ?? ''),
      send: proven('POST', '/v1/session/refresh', (token) => ({
        headers: { cookie: `__Host-portico-refresh=${token}` },
      })),
      wrong: 'refresh_invalid',
      foreign: 'origin_not_allowed',
    },
    {
      kind: 'pcs',
      token: things['clientSecret'] ?? '',
      send: proven('POST', '/v1/session/exchange', (clientSecret) => ({ body: { clientSecret } })),
      wrong: 'client_secret_invalid',
      foreign: 'origin_not_allowed',
    },
    {
      kind: 'pul',
      token: things['uploadToken'] ?? '',
      send: proven('POST', '/v1/upload-link', (token) => ({ body: { token } })),
      wrong: 'upload_link_gone',
      foreign: 'origin_not_allowed',
    },
    {
      kind: 'ppa',
      token: things['attempt'] ?? '',
      send: page('/v1/sign-in/code', (attempt) => ({ attempt, code })),
      wrong: 'code_spent',
    },
    {
      kind: 'pml',
      token: things['link'] ?? '',
      send: page('/v1/sign-in/link', (token) => ({ token })),
      wrong: 'link_spent',
    },
    {
      kind: 'ppw',
      token: things['passwordLink'] ?? '',
      send: page('/v1/sign-in/password/set', (token) => ({ token, password })),
      wrong: 'link_spent',
    },
    {
      kind: 'piv',
      token: things['invitation'] ?? '',
      send: page('/v1/sign-in/invitation', (token) => ({ token })),
      wrong: 'link_spent',
    },
    {
      kind: 'pec',
      token: things['emailLink'] ?? '',
      send: page('/v1/email-change/confirm', (token) => ({ token })),
      wrong: 'link_spent',
    },
    {
      kind: 'pk',
      token: firm.publishableKey,
      send: (token, { origin }) => call('GET', '/v1/portal', { origin, 'portico-key': token }),
      wrong: 'key_invalid',
      foreign: 'origin_not_allowed',
    },
    {
      kind: 'sk',
      token: firm.secretKey,
      send: (token) => call('GET', '/v1/firm/matters', { authorization: `Bearer ${token}` }),
      wrong: 'key_invalid',
    },
  ];
}

/** Code of the refusal, where the database is as it was. */
async function refusal(send: Promise<Response>): Promise<string> {
  const before_ = await state.now();
  const response = await send;
  const text = await response.text();
  assert.equal((await state.now(before_)).hash, before_.hash, 'the refused call changed the database');
  return response.ok ? `let in: ${text}` : JSON.parse(text).code;
}

test('a token of any kind that is cut off, changed, never issued or of another kind is told so by its code', async () => {
  for (const { kind, token, send, wrong } of rows) {
    assert.match(token, new RegExp(`^${kind}_[\\w-]{50}$`));
    const other = kind === 'pml' ? 'ppw' : 'pml';
    const changed = token.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const prefixed = token.replace(/^[a-z]+/, other);
    for (const none of [token.slice(0, -1), token.slice(0, 20), changed, newToken(kind), newToken(other), prefixed]) {
      const said = await refusal(send(none, firm));
      // A backend whose key is not even the form of one is nobody.
      assert.ok(said === wrong || (kind === 'sk' && said === 'unauthenticated'), `${kind} ${none}: ${said}`);
    }
  }
});

test('a token of any kind is worth nothing to another firm', async () => {
  for (const { kind, token, send, wrong, foreign = wrong } of rows) {
    // A secret key says itself which firm it is of.
    if (kind === 'sk') continue;
    assert.equal(await refusal(send(token, otherFirm)), foreign, kind);
  }
});

test('a token of any kind that ends is over after eight days', async () => {
  server.clock.advance(8 * 24 * 3_600_000);
  for (const { kind, token, send, wrong } of rows) {
    if (kind === 'sk' || kind === 'pk') continue;
    assert.equal(await refusal(send(token, firm)), wrong, kind);
  }
});
