/** Ways in, and what they must not give away. */
import type { APIRequestContext, Browser } from '@playwright/test';
import { expect, test } from './fixtures.js';

/** What protects a mailbox and follows every link before the person does: it asks, and runs the page's scripts. */
async function scan(browser: Browser, request: APIRequestContext, link: string, button: string): Promise<void> {
  for (let time = 0; time < 5; time += 1) {
    expect((await request.head(link)).status()).toBe(200);
    expect((await request.get(link)).status()).toBe(200);
    const scanner = await browser.newContext();
    const page = await scanner.newPage();
    await page.goto(link);
    await expect(page.getByRole('button', { name: button })).toBeVisible();
    await scanner.close();
  }
}

test('the link of the message signs in once, by a button, and leaves the address at once', async ({
  area,
  browser,
  firm,
  page,
  request,
  site,
}) => {
  const { email } = await firm.newClient([{ title: 'Passport' }]);
  const since = new Date();
  await area.open();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const { link } = await site.mailTo(email, since);
  const address = link ?? '';
  expect(address).toMatch(/client-area\.html#portal-link=/);
  await scan(browser, request, address, 'Continue');

  const other = await page.context().newPage();
  await other.goto(address);
  const go = other.getByRole('button', { name: 'Continue' });
  await expect(go).toBeVisible();
  expect(other.url()).toBe(site.listing.pages.clientArea);
  const used = other.waitForResponse(/\/v1\/sign-in\/link$/);
  await go.click();
  expect((await used).status()).toBe(200);
  await expect(other.getByText('0 of 1 done').first()).toBeVisible();
  await expect(page.getByText('0 of 1 done').first(), 'the tab that asked follows').toBeVisible();

  await other.getByRole('button', { name: 'Sign out' }).click();
  await expect(other.getByLabel('E-mail address')).toBeVisible();
  await expect(page.getByText('0 of 1 done')).toHaveCount(0);
  await page.close();
  await other.goto('about:blank');
  await other.goto(address);
  const again = other.waitForResponse(/\/v1\/sign-in\/link$/);
  await go.click();
  expect((await again).status()).toBe(410);
  await expect(other.getByText('This link was used before or is too old.').first()).toBeVisible();
});

test('an invitation that a mail scanner has followed five times still opens, once', async ({
  browser,
  firm,
  page,
  request,
  site,
}) => {
  const client = await firm.newClient([{ title: 'Passport' }]);
  const since = new Date();
  await firm.mailLink('invitation', client, site.listing.pages.clientArea);
  const link = (await site.mailTo(client.email, since)).link ?? '';
  await scan(browser, request, link, 'Open my area');
  await page.goto(link);
  const open = page.getByRole('button', { name: 'Open my area' });
  for (const status of [200, 410]) {
    const used = page.waitForResponse(/\/v1\/sign-in\/invitation$/);
    await open.click();
    expect((await used).status()).toBe(status);
    if (status === 410) break;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByLabel('E-mail address')).toBeVisible();
    await page.goto('about:blank');
    await page.goto(link);
  }
});

test('a wrong code says so and leaves another try', async ({ area, firm, page, site }) => {
  const { email } = await firm.newClient([{ title: 'Passport' }]);
  const since = new Date();
  await area.open();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const { code } = await site.mailTo(email, since);
  const wrong = code === '000000' ? '000001' : '000000';
  await page.getByLabel('Six-digit code').fill(wrong);
  await expect(page.getByText('This is not the code we sent.').first()).toBeVisible();
  await page.getByLabel('Six-digit code').fill(code ?? '');
  await expect(area.list).toBeVisible();
});

test('an address that nobody knows is answered like one that is known', async ({ area, page }) => {
  await area.open();
  await page.getByLabel('E-mail address').fill('nobody@client.example');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(
    page.getByRole('paragraph').filter({ hasText: 'If nobody@client.example is registered with us' }),
  ).toBeVisible();
  await expect(page.getByLabel('Six-digit code')).toBeFocused();
});

test('without script the page says whom to call', async ({ browser, site }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.listing.pages.clientArea);
  await expect(page.getByText('we take documents by mail and at the office too')).toBeVisible();
  await context.close();
});
