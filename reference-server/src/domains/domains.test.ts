import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AccessToken, Domain, listOf, type PlanName, Session, SignInAttempt } from '@portico/contract';
import { createFirm, type CreatedFirm } from '@portico/reference-server';
import {
  aContact,
  aFirm,
  asBackend,
  createTestServer,
  ok,
  ORIGIN,
  PUBLIC_URL,
  signIn,
  someSettings,
} from '@portico/testing';
import { read, refusalOf } from '../http/answers.suite.js';
import { createDpopPage, mint } from '../session/dpop-page.suite.js';

let server: Awaited<ReturnType<typeof createTestServer>>;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

const PATH = '/v1/firm/domains';
const DAY_MS = 24 * 3_600_000;

let count = 0;
const aHost = () => `portal${(count += 1)}.law.example`;

async function add(firm: CreatedFirm, host: string): Promise<Domain> {
  return read(Domain, await ok(asBackend(server, firm)('POST', PATH, { host })));
}

const verify = (firm: CreatedFirm, { id }: Domain) => asBackend(server, firm)('POST', `${PATH}/${id}/verify`);

/** Adds a host and proves it. */
async function serve(firm: CreatedFirm, host: string): Promise<Domain> {
  const domain = await add(firm, host);
  server.dns.add(domain.proof.name, domain.proof.value);
  return read(Domain, await ok(verify(firm, domain)));
}

const get = (host: string, path: string, headers: Record<string, string> = {}) =>
  server.app.request(`https://${host}${path}`, { headers });

test('a host serves the firm from the moment that DNS says so, and not before', async () => {
  const firm = await aFirm(server);
  const host = aHost();
  const key = { 'portico-key': firm.publishableKey };
  const domain = await add(firm, host);
  assert.equal(domain.proof.name, `_portal-challenge.${host}`);
  assert.match(domain.proof.value, /^[\w-]{43}$/);
  assert.equal(domain.verifiedAt, null);
  assert.deepEqual(await refusalOf(await get(host, '/v1/portal', key)), [421, 'misdirected_request']);
  assert.deepEqual(await refusalOf(await verify(firm, domain)), [409, 'domain_not_proven']);
  server.dns.add(domain.proof.name, `${domain.proof.value}x`);
  assert.deepEqual(await refusalOf(await verify(firm, domain)), [409, 'domain_not_proven']);
  server.dns.add(domain.proof.name, domain.proof.value);
  server.dns.silent = true;
  const unheard = await verify(firm, domain);
  assert.equal(unheard.headers.get('retry-after'), '60');
  assert.deepEqual(await refusalOf(unheard), [503, 'dns_unavailable']);
  server.dns.silent = false;
  const verified = await read(Domain, await ok(verify(firm, domain)));
  assert.equal(verified.verifiedAt, server.clock.now().toISOString());
  assert.equal((await get(host, '/v1/portal', key)).status, 200);
  server.dns.remove(domain.proof.name);
  assert.deepEqual(await read(Domain, await ok(verify(firm, domain))), verified);
});

test('a host that nobody has proved answers 421 to everything but the question after its health', async () => {
  const firm = await aFirm(server);
  const host = aHost();
  await serve(firm, host);
  const strangers = [
    'evil.example',
    `${host}.evil.example`,
    `evil-${host}`,
    `${host}.`,
    `${host}:8443`,
    '127.0.0.1',
    'portal.firm.example.evil.io',
    'portal.firm.example:8443',
    'localhost',
  ];
  for (const stranger of strangers) {
    for (const path of ['/v1/portal', '/v1/session', '/v1/openapi.json', '/v1/uploads', '/v1/nothing']) {
      const response = await get(stranger, path, { 'portico-key': firm.publishableKey, origin: ORIGIN });
      assert.deepEqual(await refusalOf(response), [421, 'misdirected_request'], stranger);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
    }
    assert.equal((await get(stranger, '/v1/health')).status, 200);
  }
  assert.equal((await get(`${host}:443`, '/v1/portal', { 'portico-key': firm.publishableKey })).status, 200);
});

test("on a firm's own domain nobody else's credential opens anything", async () => {
  const firm = await aFirm(server);
  const other = await aFirm(server);
  const host = aHost();
  await serve(firm, host);
  const contacts = [(await aContact(server, firm)).contact, (await aContact(server, other)).contact] as const;
  const own = await signIn(server, firm, contacts[0].email);
  const foreign = await signIn(server, other, contacts[1].email);
  assert.equal((await read(Session, await get(host, '/v1/session', { cookie: own }))).firm.id, firm.id);
  const refused: readonly (readonly [string, Record<string, string>, string])[] = [
    ['/v1/session', { cookie: foreign }, 'unauthenticated'],
    ['/v1/portal', { 'portico-key': other.publishableKey }, 'key_invalid'],
    ['/v1/firm/matters', { authorization: `Bearer ${other.secretKey}` }, 'key_invalid'],
  ];
  for (const [path, headers, code] of refused) {
    assert.deepEqual(await refusalOf(await get(host, path, headers)), [401, code]);
    assert.equal((await get('portal.firm.example', path, headers)).status, 200);
  }
});

test('a client secret and its proofs are good where they were used, and for that firm alone', async () => {
  const firm = await aFirm(server);
  const other = await aFirm(server);
  const [host, otherHost] = [aHost(), aHost()];
  await serve(firm, host);
  await serve(other, otherHost);
  const { contact } = await aContact(server, firm);
  const { clientSecret } = await mint(server, firm, contact.id);
  const page = await createDpopPage(server);
  // A nonce, from anywhere.
  await page.call('GET', '/v1/session', 'pat_x');
  const exchange = async (at: string, provenFor = at) =>
    server.app.request(`https://${at}/v1/session/exchange`, {
      method: 'POST',
      headers: {
        origin: ORIGIN,
        'content-type': 'application/json',
        dpop: await page.proof('POST', '/v1/session/exchange', undefined, {
          claims: { htu: `https://${provenFor}/v1/session/exchange` },
        }),
      },
      body: JSON.stringify({ clientSecret }),
    });
  assert.deepEqual(await refusalOf(await exchange(otherHost)), [401, 'client_secret_invalid']);
  assert.deepEqual(await refusalOf(await exchange(host, 'portal.firm.example')), [401, 'dpop_proof_invalid']);
  const { accessToken } = await read(AccessToken, await ok(exchange(host)));
  const proof = await page.proof('GET', '/v1/session', accessToken, { claims: { htu: `https://${host}/v1/session` } });
  const headers = { authorization: `DPoP ${accessToken}`, dpop: proof, origin: ORIGIN };
  assert.equal((await get(host, '/v1/session', headers)).status, 200);
  assert.deepEqual(await refusalOf(await get(otherHost, '/v1/session', headers)), [401, 'dpop_proof_invalid']);
});

test("a page on the firm's own domain is the firm's own page, and links in mails lead back to it", async () => {
  const firm = await aFirm(server);
  const host = aHost();
  await serve(firm, host);
  const { contact } = await aContact(server, firm);
  const response = await server.app.request(`https://${host}/v1/sign-in`, {
    method: 'POST',
    headers: {
      origin: `https://${host}`,
      'portico-key': firm.publishableKey,
      'portico-client': '1',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ email: contact.email, returnTo: `https://${host}/sign-in` }),
  });
  await read(SignInAttempt, response);
  await server.deliver();
  const { link } = await server.mails.mailTo(contact.email);
  assert.ok(link?.startsWith(`https://${host}/sign-in#`), link ?? 'no link');
});

for (const plan of ['starter', 'growth'] satisfies PlanName[]) {
  test(`a firm on the plan ${plan} gets no domain of its own`, async () => {
    const settings = someSettings();
    const firm = await createFirm(server.deps, { name: 'Small Law', plan, settings, origins: [], staff: [] });
    const response = await asBackend(server, firm)('POST', PATH, { host: aHost() });
    assert.deepEqual(await refusalOf(response), [403, 'plan_required']);
    const { data } = await read(listOf(Domain), await asBackend(server, firm)('GET', PATH));
    assert.deepEqual(data, []);
  });
}

test('only names of hosts are taken', async () => {
  const firm = await aFirm(server);
  for (const host of [
    'localhost',
    'https://law.example',
    'law.example:443',
    'law.example.',
    'Law.example',
    'law..example',
    '-law.example',
    'kanzlei-müller.example',
    '192.0.2.1',
    '[2001:db8::1]',
    '*.law.example',
    'law.example/path',
    '',
    `${'a'.repeat(64)}.example`,
  ]) {
    const response = await asBackend(server, firm)('POST', PATH, { host });
    assert.deepEqual(await refusalOf(response), [422, 'invalid_request'], host);
  }
});

test('two firms may claim a host; the one that proves it has it', async () => {
  const firm = await aFirm(server);
  const other = await aFirm(server);
  const host = aHost();
  const claim = await add(other, host);
  const own = await add(firm, host);
  assert.notEqual(claim.proof.value, own.proof.value);
  assert.deepEqual(await refusalOf(await asBackend(server, firm)('POST', PATH, { host })), [409, 'domain_known']);
  server.dns.add(own.proof.name, own.proof.value);
  assert.deepEqual(await refusalOf(await verify(other, claim)), [409, 'domain_not_proven']);
  server.dns.add(own.proof.name, claim.proof.value);
  const both = await Promise.all([verify(firm, own), verify(other, claim)]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409]);
  const loser = both.find(({ status }) => status === 409)!;
  assert.deepEqual(await refusalOf(loser), [409, 'domain_taken']);
});

test('a host that is let go serves nobody, its own firm again at once, and another after thirty days', async () => {
  const firm = await aFirm(server);
  const other = await aFirm(server);
  const host = aHost();
  const { id } = await serve(firm, host);
  const claim = await add(other, host);
  server.dns.add(claim.proof.name, claim.proof.value);
  assert.deepEqual(await refusalOf(await asBackend(server, other)('DELETE', `${PATH}/${id}`)), [404, 'not_found']);
  await ok(asBackend(server, firm)('DELETE', `${PATH}/${id}`));
  const key = { 'portico-key': firm.publishableKey };
  assert.equal((await get(host, '/v1/portal', key)).status, 421);
  const early = await verify(other, claim);
  assert.equal(early.headers.get('retry-after'), String(30 * 24 * 3600));
  assert.deepEqual(await refusalOf(early), [409, 'domain_cooling_down']);
  const again = await serve(firm, host);
  assert.equal((await get(host, '/v1/portal', key)).status, 200);
  await ok(asBackend(server, firm)('DELETE', `${PATH}/${again.id}`));
  server.clock.advance(30 * DAY_MS - 1);
  assert.equal((await verify(other, claim)).status, 409);
  server.clock.advance(1);
  await ok(verify(other, claim));
  assert.equal((await get(host, '/v1/portal', key)).status, 401);
  assert.equal((await get(host, '/v1/portal', { 'portico-key': other.publishableKey })).status, 200);
});

test('what a request says of its host goes into no link, no Location and no mail', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const evil = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', forwarded: 'host=evil.example' };
  const start = (base: string) =>
    server.app.request(`${base}/v1/sign-in`, {
      method: 'POST',
      headers: {
        ...evil,
        origin: ORIGIN,
        'portico-key': firm.publishableKey,
        'portico-client': '1',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ email: contact.email }),
    });
  const before = server.mails.list().length;
  assert.equal((await start('https://evil.example')).status, 421);
  await server.deliver();
  assert.equal(server.mails.list().length, before);
  await ok(Promise.resolve(start(PUBLIC_URL)));
  await server.deliver();
  const mail = await server.mails.mailTo(contact.email);
  assert.ok(mail.link?.startsWith(`${PUBLIC_URL}/`));
  assert.equal(JSON.stringify(mail).includes('evil'), false);
});
