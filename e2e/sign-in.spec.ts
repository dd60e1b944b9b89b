/** Ways in, and what they must not give away. */
import { expect, test } from './fixtures.js';

test('the link of the message signs in once, by a button, and leaves the address at once', async ({
  area,
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
  expect((await request.get(address)).status(), 'a mail scanner follows the link').toBe(200);

  const other = await page.context().newPage();
  await other.goto(address);
  const go = other.getByRole('button', { name: 'Continue' });
  await expect(go).toBeVisible();
  expect(other.url()).toBe(site.listing.pages.clientArea);
  await go.click();
  await expect(other.getByText('0 of 1 done').first()).toBeVisible();
  await expect(page.getByText('0 of 1 done').first(), 'the tab that asked follows').toBeVisible();

  await other.getByRole('button', { name: 'Sign out' }).click();
  await expect(other.getByLabel('E-mail address')).toBeVisible();
  await expect(page.getByText('0 of 1 done')).toHaveCount(0);
  await page.close();
  await other.goto('about:blank');
  await other.goto(address);
  await go.click();
  await expect(other.getByText('This link was used before or is too old.').first()).toBeVisible();
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
