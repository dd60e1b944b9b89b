/**
 * A client pays: by keyboard alone on a telephone, with a card that is declined, with one whose bank asks, several invoices at once,
 * on the processor's own page, and in Arabic.
 */
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.js';
import type { ClientArea } from './client-area.js';
import { isPdf } from './downloads.js';
import type { Firm } from './firm.js';
import { expect, test } from './fixtures.js';

test.use({ viewport: { width: 390, height: 844 } });

/** Opens the only invoice of a new client, of 675 dollars, with the focus on its title. */
async function openInvoice(area: ClientArea, firm: Firm): Promise<void> {
  const { page } = area;
  const client = await firm.newClient([{ title: 'Passport' }]);
  await firm.bill(client, { currency: 'USD', lines: [{ description: 'Filing fee', unitPrice: 67_500 }] });
  await area.signIn(client.email);
  await page.getByRole('link', { name: 'Your invoices' }).press('Enter');
  await page.getByRole('button', { name: 'Filing fee' }).press('Enter');
  await expect(page.getByRole('heading', { name: /^Invoice / })).toBeFocused();
}

/** Moves the focus by Tab to a button, and presses it. */
async function reach(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await expect(button).toBeVisible();
  const isThere = () => button.evaluate((one) => one.matches(':focus'));
  for (let steps = 0; steps < 30 && !(await isThere()); steps += 1) await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
}

async function expectToFit(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
}

test('a client pays by keyboard alone, after a card that was declined', async ({ area, firm, page }) => {
  await openInvoice(area, firm);
  await expect(page.getByText('This is a demonstration: no money moves.')).toBeVisible();
  await reach(page, 'Pay $675.00');
  await expect(page.getByRole('heading', { name: 'Pay $675.00' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'A card that works' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'A card that the bank declines' })).toBeChecked();
  await reach(page, 'Pay $675.00 now');
  await expect(
    page.getByRole('group', { name: /^Your bank said no to this card\. Nothing was taken\./ }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pay $675.00 now' })).toBeFocused();
  await expectToFit(page);
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('radio', { name: 'A card that the bank declines' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await reach(page, 'Pay $675.00 now');
  await expect(page.getByRole('heading', { name: 'Thank you. You have paid $675.00.' })).toBeFocused();
  await expectToFit(page);
  await expect(page.getByText('This invoice is paid').first()).toBeVisible();
  // It is known a moment after the payment is.
  const save = page.getByRole('button', { name: /^Receipt for / });
  await expect(save).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(save).toBeFocused();
  const receipt = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await receipt).suggestedFilename()).toMatch(/^INV-.*\.pdf$/);
  expect(await isPdf(await receipt)).toBe(true);
  await page.reload();
  await expect(page.getByRole('listitem').filter({ hasText: 'Filing fee' })).toContainText('Paid');
});

test('a bank asks a client whether it is them, and they find the question again after a reload', async ({
  area,
  firm,
  page,
}) => {
  await openInvoice(area, firm);
  await reach(page, 'Pay $675.00');
  await page.getByRole('radio', { name: 'A card whose bank asks whether it is you' }).press('Space');
  await reach(page, 'Pay $675.00 now');
  const question = page.getByRole('heading', { name: 'Your bank asks whether it is you' });
  await expect(question).toBeFocused();
  await page.reload();
  await page.getByRole('button', { name: 'Filing fee' }).press('Enter');
  await expect(question).toBeVisible();
  await reach(page, 'No, this is not me');
  await expect(page.getByRole('group', { name: /^Your bank could not make sure that it is you\./ })).toBeVisible();
  await page.getByRole('radio', { name: 'A card whose bank asks whether it is you' }).press('Space');
  await reach(page, 'Pay $675.00 now');
  await expect(question).toBeFocused();
  await reach(page, 'Yes, I am paying this');
  await expect(page.getByRole('heading', { name: 'Thank you. You have paid $675.00.' })).toBeFocused();
});

test('a client pays two invoices at once by keyboard alone, and trust money stays by itself', async ({
  area,
  firm,
  page,
}) => {
  const client = await firm.newClient([{ title: 'Passport' }]);
  for (const [description, unitPrice, kind] of [
    ['Filing fee', 67_500, 'earned'],
    ['Copies', 1_500, 'earned'],
    ['Deposit for costs', 50_000, 'unearned'],
  ] as const) {
    await firm.bill(client, { currency: 'USD', lines: [{ description, unitPrice, kind }] });
  }
  await area.signIn(client.email);
  await page.getByRole('link', { name: 'Your invoices' }).press('Enter');
  await reach(page, 'Pay several at once');
  await expect(page.getByRole('heading', { name: 'Pay several invoices at once' })).toBeFocused();
  await expectAccessible(page, 'choosing');
  await page.getByRole('checkbox', { name: /^Filing fee/ }).press('Space');
  await page.getByRole('checkbox', { name: /^Copies/ }).press('Space');
  const trust = page.getByRole('checkbox', { name: /^Deposit for costs/ });
  await trust.press('Space');
  await expect(trust).not.toBeChecked();
  await expect(page.getByText('This money stays yours, in our trust account.').first()).toBeVisible();
  await expect(page.getByText('2 invoices, $690.00 together').first()).toBeVisible();
  await expectAccessible(page, 'chosen');
  await expectToFit(page);
  await reach(page, 'Pay 2 invoices');
  await expect(page.getByRole('heading', { name: 'Pay 2 invoices together' })).toBeFocused();
  await reach(page, 'Pay $690.00');
  await reach(page, 'Pay $690.00 now');
  await expect(page.getByRole('heading', { name: 'Thank you. You have paid $690.00.' })).toBeFocused();
  await expect(page.getByRole('button', { name: /^Receipt for / })).toHaveCount(2);
  await reach(page, 'Done');
  for (const about of ['Filing fee', 'Copies']) {
    await expect(page.getByRole('listitem').filter({ hasText: about })).toContainText('Paid');
  }
  await expect(page.getByRole('listitem').filter({ hasText: 'Deposit for costs' })).toContainText('Not paid yet');
  await expect(page.getByRole('button', { name: 'Pay several at once' })).toHaveCount(0);
});

test('where the firm wants it, a client pays on the processor’s own page and comes back', async ({
  area,
  firm,
  page,
}) => {
  await openInvoice(area, firm);
  await page.locator('portal-invoice-list').evaluate((list) => {
    list.setAttribute('pay-by', 'checkout');
  });
  await expect(page.getByText('You pay on the secure page of our payment service')).toBeVisible();
  const here = page.url();
  await reach(page, 'Pay $675.00');
  await page.waitForURL(/\/demo-payments\//);
  await page.getByRole('button', { name: 'Pay with the test card that works' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Thank you. You have paid $675.00.' })).toBeFocused();
  expect(page.url()).toBe(here);
  await expect(page.getByText('This invoice is paid').first()).toBeVisible();
});

test('a client pays in Arabic, and axe has nothing to complain about at any step', async ({ area, firm, page }) => {
  await openInvoice(area, firm);
  await page.getByLabel('Language').selectOption('ar');
  const start = page.getByRole('button', { name: /^دفع / });
  await expect(start).toBeVisible();
  await expectAccessible(page, 'amount');
  await start.press('Enter');
  const now = page.getByRole('button', { name: /^ادفع / });
  await page.getByRole('radio', { name: 'بطاقة يرفضها البنك' }).press('Space');
  await now.press('Enter');
  await expect(page.getByRole('group', { name: /^رفض بنكك هذه البطاقة/ })).toBeVisible();
  await expectAccessible(page, 'declined');
  await expectToFit(page);
  await page.getByRole('radio', { name: 'بطاقة تعمل' }).press('Space');
  await now.press('Enter');
  await expect(page.getByRole('heading', { name: /^شكرًا/ })).toBeFocused();
  await expectAccessible(page, 'paid');
  await expectToFit(page);
});
