/**
 * Where secrets are after everything that a client does: in an HttpOnly cookie or in memory, and nowhere that a script of the
 * page, a log or an address keeps. Each flow names the kinds that must have been looked for.
 */
import type { Page } from '@playwright/test';
import { ClientArea } from './client-area.js';
import { pdf } from './files.js';
import { Firm } from './firm.js';
import { expect, test } from './fixtures.js';

const title = 'Tax return';
/** The ways of the demo's firm. */
const usual = ['emailLink', 'emailCode', 'passkey', 'oneTimeUpload'] as const;

test.afterAll(async ({ site: { listing } }) => {
  await new Firm(listing.api, listing.secretKey).signsInBy(...usual);
});

/** The list is there, so somebody is signed in. */
async function expectIn(page: Page): Promise<void> {
  await expect(page.getByText('0 of 1 done').first()).toBeVisible();
}

test('the code of a mail', async ({ area, context, firm, page, secrets, site, watch }) => {
  const { email } = await firm.newClient([{ title }]);
  await area.signIn(email);
  await area.send(title, pdf('Tax.pdf', 100_000));
  await area.expectSent(title);
  const cookie = (await context.cookies(site.listing.api)).find(({ name }) => name.includes('portico'));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  const looked = await secrets.expectNowhere(page, watch);
  expect([...looked]).toEqual(expect.arrayContaining(['ppa', 'code', 'pml', 'ps']));
});

test('the link of a mail', async ({ area, firm, page, secrets, site, watch }) => {
  const { email } = await firm.newClient([{ title }]);
  const since = new Date();
  await area.open();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  // A page that is left at once takes the call with it.
  await expect(page.getByLabel('Six-digit code')).toBeVisible();
  await page.goto('about:blank');
  await page.goto((await site.mailTo(email, since)).link ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectIn(page);
  const looked = await secrets.expectNowhere(page, watch);
  expect([...looked]).toEqual(expect.arrayContaining(['code', 'pml', 'ps']));
});

test('the code of a text message', async ({ area, firm, page, secrets, site, watch }) => {
  await firm.signsInBy(...usual, 'smsCode');
  const phone = '+15550100199';
  await firm.newClient([{ title }], { phone });
  const since = new Date();
  await area.open();
  await page.getByRole('button', { name: 'Text me a code instead' }).click();
  await page.getByLabel('Mobile number').fill(phone);
  await page.getByRole('button', { name: 'Text me a code' }).click();
  await page.getByLabel('Six-digit code').fill((await site.mailTo(phone, since)).code ?? '');
  await expectIn(page);
  const looked = await secrets.expectNowhere(page, watch);
  expect([...looked]).toEqual(expect.arrayContaining(['ppa', 'code', 'ps']));
});

test('an invitation', async ({ firm, page, secrets, site, watch }) => {
  const client = await firm.newClient([{ title }]);
  const since = new Date();
  await firm.mailLink('invitation', client, site.listing.pages.clientArea);
  await page.goto((await site.mailTo(client.email, since)).link ?? '');
  await page.getByRole('button', { name: 'Open my area' }).click();
  await expectIn(page);
  const looked = await secrets.expectNowhere(page, watch);
  expect([...looked]).toEqual(expect.arrayContaining(['piv', 'ps']));
});

test('a link that sets a password, and the password', async ({ area, firm, page, secrets, site, watch }) => {
  await firm.signsInBy(...usual, 'password');
  const client = await firm.newClient([{ title }]);
  const password = `a walk of ${crypto.randomUUID()} miles`;
  secrets.know(password);
  const since = new Date();
  await firm.mailLink('password-link', client, site.listing.pages.clientArea);
  await page.goto((await site.mailTo(client.email, since)).link ?? '');
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expectIn(page);
  const set = await secrets.expectNowhere(page, watch);
  expect([...set]).toEqual(expect.arrayContaining(['ppw', 'typed', 'ps']));

  await page.getByRole('button', { name: 'Sign out' }).click();
  await area.open();
  await page.getByLabel('E-mail address').fill(client.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password at all');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('do not fit together').first()).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expectIn(page);
  await secrets.expectNowhere(page, watch);
});

test('a one-time link for an upload', async ({ firm, page, secrets, site, watch }) => {
  const client = await firm.newClient([{ title }]);
  const send = new URL('send.html', site.listing.pages.clientArea).href;
  const link = await firm.uploadLink(client, send);
  secrets.know(link);
  await page.goto(link);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Choose/ }).click();
  await (await chooser).setFiles(pdf('Tax.pdf', 100_000));
  await page.getByRole('button', { name: 'Send 1 file' }).click();
  await expect(page.getByRole('heading', { name: '1 file has arrived' })).toBeVisible();
  const looked = await secrets.expectNowhere(page, watch);
  expect([...looked]).toEqual(expect.arrayContaining(['pul', 'pat']));
});

test('a session that the firm’s backend vouches for', async ({ firm, page, secrets, site, watch }) => {
  const client = await firm.newClient([{ title }]);
  await page.goto(site.listing.pages.firmBackend);
  await page.getByRole('button', { name: client.name }).click();
  const area = new ClientArea(page, site);
  await area.send(title, pdf('Tax.pdf', 100_000));
  await area.expectSent(title);
  const looked = await secrets.expectNowhere(page, watch);
  expect([...looked]).toEqual(expect.arrayContaining(['pcs', 'pat']));
});
