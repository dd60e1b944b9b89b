/** The firm's own sign-in, on another site than the API's: no cookie of the portal, a token bound to the page. */
import { sha256 } from './firm.js';
import { pdf } from './files.js';
import { expect, test } from './fixtures.js';
import { ClientArea } from './client-area.js';

test('a client whom the backend vouches for sends a document across sites', async ({ firm, page, site, context }) => {
  const client = await firm.newClient([{ title: 'Work contract' }]);
  const authorizations: string[] = [];
  const uploads: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(site.listing.api)) return;
    const { authorization, dpop } = request.headers();
    if (authorization) authorizations.push(`${authorization.split(' ')[0] ?? ''} ${dpop ? 'with proof' : 'alone'}`);
    if (request.method() === 'PATCH' && request.url().includes('/v1/uploads/')) uploads.push(dpop);
  });
  await page.goto(site.listing.pages.firmBackend);
  await page.getByRole('button', { name: client.name }).click();
  await expect(page.getByText('0 of 1 done').first()).toBeVisible();
  const file = pdf('Contract.pdf', 200_000);
  const area = new ClientArea(page, site);
  await area.send('Work contract', file);
  await area.expectSent('Work contract');

  const [document] = await firm.documents(client.matterId);
  expect(await firm.digest(document?.id ?? '')).toBe(sha256(file.buffer));
  expect(new Set(authorizations)).toEqual(new Set(['DPoP with proof']));
  expect(uploads.filter(Boolean).length).toBeGreaterThan(0);
  const portalCookies = (await context.cookies(site.listing.api)).map(({ name }) => name);
  expect(portalCookies).toEqual([]);
});

test('who is signed out at the firm is sent to its sign-in', async ({ firm, page, site, context }) => {
  const client = await firm.newClient([{ title: 'Work contract' }]);
  await page.goto(site.listing.pages.firmBackend);
  await page.getByRole('button', { name: client.name }).click();
  await expect(page.getByText('0 of 1 done').first()).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Who are you?' })).toBeVisible();
  const { status } = await context.request
    .post(`${site.listing.pages.firmBackend}/portal-session`, {
      headers: { origin: new URL(site.listing.pages.firmBackend).origin },
    })
    .then((response) => ({ status: response.status() }));
  expect(status).toBe(401);
});
