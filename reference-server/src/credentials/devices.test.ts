import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Device, signInBy } from '@portico/contract';
import { aContact, aFirm, asBackend, createTestServer, ok, type TestServer } from '@portico/testing';
import * as z from 'zod/mini';
import { type Firm, post } from '../sign-in/scene.suite.js';
import { asContact, OTHER, PASSWORD, withPassword } from './account.suite.js';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

let server: TestServer;
let firm: Firm;
before(async () => {
  server = await createTestServer();
  firm = await aFirm(server, { signIn: signInBy('password', 'emailLink', 'emailCode') });
});
after(() => server.close());

async function signedIn(email: string, userAgent: string): Promise<string> {
  const headers = { 'user-agent': userAgent };
  return (await post(server, firm, '/v1/sign-in/password', { email, password: PASSWORD }, { headers })).cookie;
}

async function devicesOf(cookie: string): Promise<Device[]> {
  const { json } = await asContact(server, firm, cookie)('GET', '/v1/devices');
  return z.parse(z.object({ data: z.array(Device) }), json).data;
}

const statusOf = async (cookie: string) => (await asContact(server, firm, cookie)('GET', '/v1/session')).status;

/** Three browsers of one contact, and one of another. */
async function threeBrowsers() {
  const { email, cookie, contact } = await withPassword(server, firm);
  const [phone, laptop] = [await signedIn(email, IPHONE), await signedIn(email, FIREFOX)];
  const stranger = (await withPassword(server, firm)).cookie;
  return { contact, email, cookie, phone, laptop, stranger };
}

test('somebody sees where they are signed in, by name and time, and which one they look from', async () => {
  const { phone } = await threeBrowsers();
  server.clock.advance(2 * 60_000);
  await statusOf(phone);
  const devices = await devicesOf(phone);
  assert.deepEqual(
    devices.map(({ name, kind, current }) => [name, kind, current]),
    [
      ['Safari · iPhone', 'own', true],
      ['Firefox · Windows', 'own', false],
      [null, 'own', false],
    ],
  );
  assert.equal(devices[0]?.lastSeenAt, server.clock.now().toISOString());
  assert.ok(devices.every(({ signedInAt, lastSeenAt }) => signedInAt <= lastSeenAt));
});

test('one device is signed out by another, at its next call; a stranger cannot', async () => {
  const { phone, laptop, stranger } = await threeBrowsers();
  const id = (await devicesOf(phone)).find(({ name }) => name === 'Firefox · Windows')?.id ?? '';
  assert.equal((await asContact(server, firm, stranger)('DELETE', `/v1/devices/${id}`)).code, 'not_found');
  assert.equal(await statusOf(laptop), 200);
  assert.equal((await asContact(server, firm, phone)('DELETE', `/v1/devices/${id}`)).status, 204);
  assert.equal(await statusOf(laptop), 401);
  assert.equal((await asContact(server, firm, phone)('DELETE', `/v1/devices/${id}`)).status, 204, 'twice is no error');
  assert.deepEqual((await devicesOf(phone)).length, 2);
});

test('every other device is signed out at once, the firm pages too, and nobody else', async () => {
  const { contact, cookie, phone, laptop, stranger } = await threeBrowsers();
  const order = { contactId: contact.id, origin: 'https://www.firm.example' };
  const minted = await ok(asBackend(server, firm)('POST', '/v1/firm/portal-sessions', order));
  assert.equal((await asContact(server, firm, phone)('DELETE', '/v1/devices')).status, 204);
  assert.deepEqual(await Promise.all([cookie, phone, laptop, stranger].map(statusOf)), [401, 200, 401, 200]);
  assert.deepEqual(
    (await devicesOf(phone)).map(({ current }) => current),
    [true],
  );
  const { id } = (await minted.json()) as { id: string };
  const gone = await asBackend(server, firm)('DELETE', `/v1/firm/portal-sessions/${id}`);
  assert.equal(gone.status, 204);
});

for (const [what, end] of [
  [
    'access is switched off',
    ({ id }: { id: string }) =>
      ok(asBackend(server, firm)('PUT', `/v1/firm/contacts/${id}/portal-access`, { enabled: false })),
  ],
  [
    'the password is set anew by a link',
    async ({ id, email }: { id: string; email: string }) => {
      await ok(asBackend(server, firm)('POST', `/v1/firm/contacts/${id}/password-link`, {}));
      await server.deliver();
      const link = (await server.mails.mailTo(email)).link ?? '';
      const token = new URLSearchParams(new URL(link).hash.slice(1)).get('portal-password');
      await post(server, firm, '/v1/sign-in/password/set', { token, password: OTHER });
    },
  ],
] as const) {
  test(`within a second after ${what} no session of any device works`, async () => {
    const { contact, cookie, phone, laptop, stranger } = await threeBrowsers();
    const started = performance.now();
    await end(contact);
    const statuses = await Promise.all([cookie, phone, laptop].map(statusOf));
    const milliseconds = performance.now() - started;
    assert.deepEqual(statuses, [401, 401, 401]);
    assert.ok(milliseconds < 1000, `it took ${milliseconds} ms`);
    assert.equal(await statusOf(stranger), 200);
  });
}

test('a contact reads their own data', async () => {
  const { contact } = await aContact(server, firm);
  const { email, cookie } = await withPassword(server, firm);
  const { json, text } = await asContact(server, firm, cookie)('GET', '/v1/profile');
  assert.equal(text.includes(contact.email), false);
  const { id, name, ...rest } = json as Record<string, string>;
  assert.match(id ?? '', /^con_/);
  assert.match(name ?? '', /^Contact /);
  assert.deepEqual(
    { ...rest, notifications: undefined },
    {
      email,
      phone: null,
      phoneProved: false,
      emailChange: null,
      language: 'en',
      hasPassword: true,
      notifications: undefined,
    },
  );
});
