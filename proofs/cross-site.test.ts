/**
 * A page on another site than the API's: the SDK, two tabs that share what the browser keeps, and the real server. The
 * browser here sends and keeps cookies as a real one would cross-site: `SameSite=Strict` ones not at all.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AuthError, createPortal, type Portal } from '@portico/client';
import { aContact, aFirm, createTestServer, ORIGIN, PUBLIC_URL } from '@portico/testing';

let server: Awaited<ReturnType<typeof createTestServer>>;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

/** What one browser keeps for a site that embeds the API. */
class Browser {
  readonly jar = new Map<string, string>();
  readonly sent: Request[] = [];

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const headers = new Headers(request.headers);
    headers.set('origin', ORIGIN);
    headers.set('sec-fetch-site', 'cross-site');
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    if (request.credentials === 'include' && cookie) headers.set('cookie', cookie);
    this.sent.push(new Request(request.clone(), { headers }));
    const response = await server.app.fetch(new Request(request, { headers }));
    if (request.credentials === 'include') for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  };

  #keep(line: string): void {
    if (!/; SameSite=None(;|$)/.test(line) || !/; Secure(;|$)/.test(line)) return;
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.jar.delete(name);
    else this.jar.set(name, value);
  }
}

type Firm = Awaited<ReturnType<typeof aFirm>>;

const open = (browser: Browser, firm: Firm, crossSite = true): Portal =>
  createPortal({ api: PUBLIC_URL, publishableKey: firm.publishableKey, fetch: browser.fetch, crossSite });

async function signIn(portal: Portal, email: string) {
  const { attempt } = await portal.signIn.start({ email });
  await server.deliver();
  const { code } = await server.mails.mailTo(email);
  return portal.signIn.withCode({ attempt, code: code ?? '' });
}

test('signing in, reading, a reload, two tabs at once, and signing out', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const browser = new Browser();
  const first = open(browser, firm);
  assert.equal(first.mode, 'cross-site');
  await assert.rejects(first.session.get(), AuthError);
  assert.equal((await signIn(first, contact.email)).contact.id, contact.id);
  assert.deepEqual((await first.checklists.list()).data, []);
  assert.deepEqual([...browser.jar.keys()], ['__Host-portico-refresh']);

  const [reloaded, other] = [open(browser, firm), open(browser, firm)];
  const sessions = await Promise.all([reloaded.session.get(), other.session.get()]);
  assert.deepEqual(new Set(sessions.map((session) => session.contact.id)), new Set([contact.id]));
  server.clock.advance(11 * 60_000);
  await Promise.all([first, reloaded, other].map((tab) => tab.checklists.list()));

  await other.session.signOut();
  assert.equal(browser.jar.size, 0);
  await assert.rejects(first.checklists.list(), AuthError);
});

test('tokens are in the headers that carry them and nowhere else', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const browser = new Browser();
  const portal = open(browser, firm);
  await signIn(portal, contact.email);
  const { data } = await portal.checklists.list();
  assert.deepEqual(data, []);
  for (const request of browser.sent) {
    const elsewhere = [...request.headers].filter(([name]) => name !== 'cookie' && name !== 'authorization');
    const all = `${request.url} ${JSON.stringify(elsewhere)} ${await request.text()}`;
    assert.doesNotMatch(all, /(?:pat|prt|ps)_[\w-]{43}/);
  }
  assert.doesNotMatch(server.log.join('\n'), /(?:pat|prt|ps)_[\w-]{43}/);
});

test('the cookie of the same site is worth nothing there', async () => {
  const firm = await aFirm(server);
  const { contact } = await aContact(server, firm);
  const browser = new Browser();
  const portal = open(browser, firm, false);
  await signIn(portal, contact.email);
  assert.equal(browser.jar.size, 0);
  await assert.rejects(portal.checklists.list(), AuthError);
});
