/**
 * Where tokens are after everything that a client does: in an HttpOnly cookie or in memory, and nowhere that a script of the
 * page, a log or an address keeps.
 */
import type { Page } from '@playwright/test';
import { pdf } from './files.js';
import { ClientArea } from './client-area.js';
import { expect, test } from './fixtures.js';

const title = 'Tax return';
const TOKEN = /\b(?:ps|pst|pat|pcs|ppa|pml|sk)_[A-Za-z0-9_-]{43}/;

test('a session by cookie leaves no token behind', async ({ area, context, firm, page, site, watch }) => {
  const { email } = await firm.newClient([{ title }]);
  const since = new Date();
  const code = await area.signIn(email);
  const { link } = await site.mailTo(email, since);
  await area.send(title, pdf('Tax.pdf', 100_000));
  await area.expectSent(title);
  const cookie = (await context.cookies(site.listing.api)).find(({ name }) => name.includes('portico'));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  const secrets = [cookie?.value ?? '', new URL(link ?? '').hash.split('=')[1] ?? '', code];
  for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(6);
  expectClean([...(await everything(page)), ...watch.console, ...watch.addresses], secrets);
  expectClean([site.log], secrets.slice(0, 2));
  expect(site.log, 'the log is there to be looked at').toContain('uploads.send');
});

test('a firm session leaves no token behind', async ({ firm, page, site, watch }) => {
  const client = await firm.newClient([{ title }]);
  const secrets: string[] = [];
  page.on('response', (response) => {
    if (!/portal-session$|session\/exchange$/.test(response.url()) || !response.ok()) return;
    void response.json().then((answer: { clientSecret?: string; accessToken?: string }) => {
      secrets.push(answer.clientSecret ?? answer.accessToken ?? '');
    });
  });
  await page.goto(site.listing.pages.firmBackend);
  await page.getByRole('button', { name: client.name }).click();
  const area = new ClientArea(page, site);
  await area.send(title, pdf('Tax.pdf', 100_000));
  await area.expectSent(title);
  expect(secrets.map((secret) => secret.slice(0, 4)).sort()).toEqual(['pat_', 'pcs_']);
  expectClean([...(await everything(page)), ...watch.console, ...watch.addresses, site.log], secrets);
});

function expectClean(places: readonly string[], secrets: readonly string[]): void {
  for (const place of places) {
    expect(TOKEN.exec(place)?.[0]).toBeUndefined();
    for (const secret of secrets) expect(place.includes(secret)).toBe(false);
  }
}

/** Everything that a script of the page could read and keep: storage, databases, cookies, every shadow root, every field. */
function everything(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found = [
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
      document.cookie,
    ];
    found.push(location.href, document.referrer, JSON.stringify(history.state));
    const read = (root: Document | ShadowRoot): void => {
      found.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
      for (const element of root.querySelectorAll('*')) {
        if (element instanceof HTMLInputElement) found.push(element.value);
        if (element.shadowRoot) read(element.shadowRoot);
      }
    };
    read(document);
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
        });
        found.push(JSON.stringify(rows));
      }
      database.close();
    }
    return found;
  });
}
