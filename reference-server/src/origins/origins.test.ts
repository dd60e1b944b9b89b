import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AccessToken, listOf, Origin } from '@portico/contract';
import type { CreatedFirm } from '@portico/reference-server';
import { aContact, aFirm, asBackend, createTestServer, ok, ORIGIN, PUBLIC_URL, signIn } from '@portico/testing';
import { problemOf, read, refusalOf } from '../http/answers.suite.js';
import { createDpopPage, mint } from '../session/dpop-page.suite.js';
import { faultOfOrigin } from './fault.js';

let server: Awaited<ReturnType<typeof createTestServer>>;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const PATH = '/v1/firm/origins';
const SHOP = 'https://shop.firm.example';

async function add(firm: CreatedFirm, origin: string): Promise<Origin> {
  return read(Origin, await ok(asBackend(server, firm)('POST', PATH, { origin })));
}

async function list(firm: CreatedFirm): Promise<string[]> {
  const { data } = await read(listOf(Origin), await ok(asBackend(server, firm)('GET', PATH)));
  return data.map(({ origin }) => origin);
}

/** A page asks for the firm's name with its key. */
function ask(firm: CreatedFirm, origin: string, headers: Record<string, string> = {}) {
  return server.app.request(`${PUBLIC_URL}/v1/portal`, {
    headers: { origin, 'portico-key': firm.publishableKey, ...headers },
  });
}

const allowed = [
  'https://firm.com',
  'https://www.firm.com:8443',
  'https://xn--kanzlei-mller-4ob.example',
  'https://192.0.2.7',
  'https://[2001:db8::7]:8443',
  'http://localhost:3000',
  'https://localhost',
];
test('an exact origin lets its pages in from the next call on', async () => {
  const firm = await aFirm(server);
  for (const origin of allowed) {
    assert.equal((await ask(firm, origin)).status, 403);
    assert.equal((await add(firm, origin)).origin, origin);
    const response = await ask(firm, origin);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('access-control-allow-origin'), origin);
  }
  assert.deepEqual(await list(firm), [...allowed.toReversed(), ORIGIN]);
});

const faulty: readonly (readonly [string, string])[] = [
  ['null', 'null_origin'],
  ['*', 'wildcard'],
  ['https://*.firm.com', 'wildcard'],
  ['firm.com', 'not_an_origin'],
  ['//firm.com', 'not_an_origin'],
  ['https://', 'not_an_origin'],
  ['https://firm.com/', 'path'],
  ['https://firm.com/portal', 'path'],
  ['https://firm.com?a', 'path'],
  ['https://firm.com#a', 'path'],
  ['https://firm.com\\evil.io', 'path'],
  ['https://firm.com@evil.io', 'user_info'],
  ['https://user:secret@firm.com', 'user_info'],
  ['https://Firm.com', 'upper_case'],
  ['HTTPS://firm.com', 'upper_case'],
  ['https://kanzlei-müller.example', 'not_punycode'],
  ['https://firm。com', 'not_punycode'],
  ['https://firm .com', 'not_punycode'],
  ['https://firm.com.', 'trailing_dot'],
  ['https://firm.com.:8443', 'trailing_dot'],
  ['http://localhost.:3000', 'trailing_dot'],
  ['http://firm.com', 'insecure'],
  ['http://localhost.evil.io:3000', 'insecure'],
  ['http://127.0.0.1:3000', 'insecure'],
  ['ftp://firm.com', 'insecure'],
  ['file://firm.com', 'insecure'],
  ['chrome-extension://abcdefgh', 'insecure'],
  ['http://localhost', 'port_missing'],
  ['https://firm.com:443', 'default_port'],
  ['http://localhost:80', 'default_port'],
  ['https://firm.com:', 'not_canonical'],
  ['https://firm.com:08443', 'not_canonical'],
  ['https://0x7f.1', 'not_canonical'],
  ['https://2130706433', 'not_canonical'],
  ['https://firm%2ecom', 'not_canonical'],
  ['https://firm.com:99999', 'not_an_origin'],
  ['https://fi|rm.com', 'not_an_origin'],
];
test('each form that no browser sends, or that is not safe, is refused with its code', async () => {
  const firm = await aFirm(server);
  const codes = new Map<string, string | undefined>();
  for (const [origin] of faulty) {
    const response = await asBackend(server, firm)('POST', PATH, { origin });
    assert.equal(response.status, 422, origin);
    codes.set(origin, (await problemOf(response)).errors?.[0]?.code);
  }
  assert.deepEqual([...codes], faulty);
  assert.deepEqual(await list(firm), [ORIGIN]);
});

test('what is taken is what a browser sends, whatever is tried', () => {
  for (const origin of [...allowed, ...faulty.map(([one]) => one)]) {
    if (faultOfOrigin(origin) !== undefined) continue;
    const { protocol, host } = new URL(origin);
    assert.equal(`${protocol}//${host}`, origin);
  }
});

test('an origin that is near another is another', async () => {
  const firm = await aFirm(server);
  const other = await aFirm(server);
  await add(firm, 'https://firm.com');
  await add(other, 'https://other-firm.com');
  const near = [
    'https://firm.com.evil.io',
    'https://evilfirm.com',
    'https://www.firm.com',
    'http://firm.com',
    'https://firm.com:8443',
    'https://firm.com:443',
    'https://firm.com.',
    'https://FIRM.com',
    'https://firm.com/',
    'https://other-firm.com',
    'null',
    '*',
    '',
  ];
  for (const origin of near) {
    const response = await ask(firm, origin);
    assert.deepEqual(await refusalOf(response), [403, 'origin_not_allowed'], origin);
    assert.equal(response.headers.get('access-control-allow-origin'), null, origin);
    assert.equal(response.headers.get('vary'), 'Origin');
  }
  for (const origin of near.filter((one) => one !== 'https://other-firm.com')) {
    const preflight = await server.app.request(`${PUBLIC_URL}/v1/session`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PATCH' },
    });
    assert.equal(preflight.status, 403, origin);
    assert.equal(preflight.headers.get('access-control-allow-origin'), null, origin);
  }
});

test('removing an origin ends its CORS, its cookies and the sessions minted for it, at the next call', async () => {
  const firm = await aFirm(server);
  const shop = await add(firm, SHOP);
  const { contact } = await aContact(server, firm);
  const page = await createDpopPage(server, SHOP);
  const { accessToken } = await read(
    AccessToken,
    await page.exchange((await mint(server, firm, contact.id, { origin: SHOP })).clientSecret),
  );
  const unused = await mint(server, firm, contact.id, { origin: SHOP });
  const elsewhere = await createDpopPage(server);
  const kept = await read(AccessToken, await elsewhere.exchange((await mint(server, firm, contact.id)).clientSecret));
  const cookie = await signIn(server, firm, contact.email);
  assert.equal((await page.call('GET', '/v1/session', accessToken)).status, 200);

  await ok(asBackend(server, firm)('DELETE', `${PATH}/${shop.id}`));
  assert.equal((await ask(firm, SHOP)).headers.get('access-control-allow-origin'), null);
  assert.equal((await page.call('GET', '/v1/session', accessToken)).status, 401);
  assert.equal((await page.exchange(unused.clientSecret)).status, 401);
  const withCookie = await server.app.request(`${PUBLIC_URL}/v1/session`, { headers: { origin: SHOP, cookie } });
  assert.deepEqual(await refusalOf(withCookie), [403, 'origin_not_allowed']);
  assert.equal((await elsewhere.call('GET', '/v1/session', kept.accessToken)).status, 200);
  // Allowed again, it is allowed; the sessions of before are not.
  await add(firm, SHOP);
  assert.equal((await ask(firm, SHOP)).status, 200);
  assert.equal((await page.call('GET', '/v1/session', accessToken)).status, 401);
});

test("an origin is on a firm's list once, and only the firm's own can be removed", async () => {
  const firm = await aFirm(server);
  const other = await aFirm(server);
  const { id } = await add(firm, SHOP);
  const again = await asBackend(server, firm)('POST', PATH, { origin: SHOP });
  assert.deepEqual(await refusalOf(again), [409, 'origin_known']);
  assert.equal((await add(other, SHOP)).origin, SHOP);
  assert.deepEqual(await refusalOf(await asBackend(server, other)('DELETE', `${PATH}/${id}`)), [404, 'not_found']);
  await ok(asBackend(server, firm)('DELETE', `${PATH}/${id}`));
  assert.deepEqual(await refusalOf(await asBackend(server, firm)('DELETE', `${PATH}/${id}`)), [404, 'not_found']);
  assert.deepEqual(await list(other), [SHOP, ORIGIN]);
});
