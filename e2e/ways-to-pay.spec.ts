/** A client keeps a card of the demo, lets it pay automatically after proving who they are, and stops that again. */
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.js';
import type { ClientArea } from './client-area.js';
import type { DemoSite } from './demo-site.js';
import type { Firm } from './firm.js';
import { expect, test } from './fixtures.js';

test.use({ viewport: { width: 390, height: 844 } });

/** Opens the panel for a new client with one invoice, by keyboard. @returns the client's address */
async function openWays(area: ClientArea, firm: Firm): Promise<string> {
  const { page } = area;
  const client = await firm.newClient([{ title: 'Passport' }]);
  await firm.bill(client, { currency: 'USD', lines: [{ description: 'Filing fee', unitPrice: 67_500 }] });
  await area.signIn(client.email);
  await page.getByRole('link', { name: 'Your invoices' }).press('Enter');
  await page.getByRole('button', { name: 'Ways to pay' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Ways to pay' })).toBeFocused();
  return client.email;
}

/** What the server says to somebody who signed in more than five minutes ago, said once to somebody who has just done so. */
async function asAfterMinutes(page: Page, { listing }: DemoSite): Promise<void> {
  let asked = false;
  await page.route(`${listing.api}/v1/autopay`, async (route) => {
    if (asked || route.request().method() !== 'PUT') return route.fallback();
    asked = true;
    const problem = { type: 'about:blank', title: 'Prove it', status: 403, code: 'step_up_required', requestId: 'rq' };
    return route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      headers: {
        'access-control-allow-origin': new URL(page.url()).origin,
        'access-control-allow-credentials': 'true',
      },
      body: JSON.stringify(problem),
    });
  });
}

test('a client keeps a card, switches automatic payments on with a code, and off again', async ({
  area,
  firm,
  page,
  site,
}) => {
  const email = await openWays(area, firm);
  await expect(page.getByText('This is a demonstration: no money moves.')).toBeVisible();
  await expectAccessible(page, 'nothing is kept');
  await page.getByRole('button', { name: 'Add a card or bank account' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Add a card or bank account' })).toBeFocused();
  await page.getByRole('button', { name: 'Save it' }).press('Enter');
  const card = page.getByRole('listitem').filter({ hasText: 'Demo card ending in 0001' });
  await expect(card).toBeFocused();

  await asAfterMinutes(page, site);
  const toggle = page.getByRole('switch', { name: 'Pay my invoices automatically' });
  await expect(toggle).not.toBeChecked();
  await toggle.press('Space');
  await expect(page.getByRole('heading', { name: 'What you agree to' })).toBeFocused();
  await expect(page.getByText(/^I allow .* to charge what is due on my invoices/)).toBeVisible();
  await expectAccessible(page, 'what is agreed to');
  const since = new Date();
  await page.getByRole('button', { name: 'I agree. Switch it on' }).press('Enter');
  const code = page.getByLabel('Six-digit code');
  await expect(code).toBeFocused();
  await expectAccessible(page, 'the proof');
  await code.fill((await site.mailTo(email, since)).code ?? '');
  await expect(toggle).toBeChecked();
  await expect(toggle).toBeFocused();
  await expect(page.getByText(`Before each charge we write to ${email}`)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await page.reload();
  await page.getByRole('button', { name: 'Ways to pay' }).press('Enter');
  await expect(toggle).toBeChecked();
  await toggle.press('Space');
  await page.getByRole('button', { name: 'Yes, stop them' }).press('Enter');
  await expect(toggle).not.toBeChecked();
  await expect(toggle).toBeFocused();
  await page.getByRole('button', { name: 'Remove Demo card ending in 0001' }).press('Enter');
  await page.getByRole('button', { name: 'Yes, remove it' }).press('Enter');
  await expect(page.getByText('You keep no card and no bank account here yet.')).toBeVisible();
  await expectAccessible(page, 'it is gone');
});
