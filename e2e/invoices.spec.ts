/** What a client owes: found, read, printed on one sheet, and read in Arabic, on a small telephone too. */
import { isPdf } from './downloads.js';
import { expect, test } from './fixtures.js';

test('a client reads an invoice, prints it on one sheet, and reads it in Arabic', async ({
  area,
  firm,
  page,
  site,
}) => {
  const client = await firm.newClient([{ title: 'Passport' }]);
  const lines = Array.from({ length: 8 }, (_, hour) => ({
    description: `Work on your petition, day ${hour + 1}`,
    quantity: '1.5',
    unitPrice: 20_000,
    taxes: [{ name: 'Sales tax', rate: '8.875' }],
  }));
  const invoice = await firm.bill(client, { currency: 'USD', note: 'Thank you for coming in.', lines });
  await firm.paid(invoice.id, 21_304);
  // What would open a dialog is noted, together with the frame that it is for.
  await page.addInitScript(() => {
    window.print = () => {
      const { title, documentElement, adoptedStyleSheets } = document;
      const rules = adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText));
      Object.assign(window.top ?? {}, { printed: { title, html: documentElement.outerHTML, css: rules.join('\n') } });
    };
  });

  await area.signIn(client.email);
  await page.getByRole('link', { name: 'Your invoices' }).click();
  expect(page.url()).toBe(site.listing.pages.invoices);
  await expect(page.getByText('Partly paid')).toBeVisible();
  await expect(page.getByText('$2,400.00').first()).toBeVisible();
  await page.getByRole('button', { name: 'Work on your petition, day 1' }).press('Enter');
  const title = page.getByRole('heading', { name: `Invoice ${invoice.number ?? ''}` });
  await expect(title).toBeFocused();
  await expect(page.getByText('Please pay $2,400.00').first()).toBeVisible();
  await expect(page.getByRole('table', { name: 'What it is for' }).getByRole('row')).toHaveCount(9);
  await expect(page.getByText('You paid by check').first()).toBeVisible();

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDF', exact: true }).click();
  expect((await saved).suggestedFilename()).toBe(`${invoice.number ?? ''}.pdf`);
  const receipt = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Receipt: You paid by check/ }).click();
  expect(await isPdf(await receipt)).toBe(true);

  await page.getByRole('button', { name: 'Print' }).click();
  const printed = await page.waitForFunction(
    () => Reflect.get(globalThis, 'printed') as { title: string; html: string; css: string },
  );
  const paper = await printed.jsonValue();
  expect(paper.title).toBe(invoice.number);
  const sheet = await page.context().newPage();
  await sheet.setContent(paper.html);
  await sheet.addStyleTag({ content: paper.css });
  for (const format of ['A4', 'Letter']) {
    const pdf = (await sheet.pdf({ format, preferCSSPageSize: false })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(1);
  }
  await sheet.close();

  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByLabel('Language').selectOption('ar');
  await expect(page.getByText('الباقي للدفع').first()).toBeVisible();
  await expect(page.getByText(/2,400\.00\s\u2068US\$/).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'كل الفواتير' }).click();
  await expect(page.getByRole('button', { name: 'Work on your petition, day 1' })).toBeFocused();
});

test('a client gets a statement for days of their own', async ({ area, firm, page }) => {
  const client = await firm.newClient([{ title: 'Passport' }]);
  await firm.bill(client, { currency: 'USD', lines: [{ description: 'Filing fee', unitPrice: 67_500 }] });
  await area.signIn(client.email);
  await page.getByRole('link', { name: 'Your invoices' }).click();
  await page.getByRole('button', { name: 'Get a statement' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'A statement of your invoices' })).toBeFocused();
  await page.getByLabel('Other days').check();
  await page.getByLabel('First day').fill('2026-02-01');
  await page.getByLabel('Last day').fill('2026-01-01');
  await page.getByRole('button', { name: 'Download the statement' }).click();
  await expect(page.getByText('The last day must not be before the first day.').first()).toBeVisible();
  await expect(page.getByLabel('Last day')).toBeFocused();
  await page.getByLabel('Last day').fill('2026-12-31');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the statement' }).click();
  const statement = await saved;
  expect(statement.suggestedFilename()).toBe('statement-2026-02-01-2026-12-31.pdf');
  expect(await isPdf(statement)).toBe(true);
});

test('a client asks about a line by keyboard alone, and reads what the firm answers', async ({ area, firm, page }) => {
  const client = await firm.newClient([{ title: 'Passport' }]);
  const lines = [
    { description: 'Filing fee', unitPrice: 67_500 },
    { description: 'Copies', unitPrice: 1_500 },
  ];
  await firm.bill(client, { currency: 'USD', lines });
  await area.signIn(client.email);
  await page.getByRole('link', { name: 'Your invoices' }).click();
  await page.getByRole('button', { name: 'Filing fee' }).press('Enter');
  await page.getByRole('button', { name: 'Ask about this: Copies' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Ask about: Copies' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('The amount is wrong')).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.type('I got three pages.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Copies' })).toBeFocused();
  await expect(page.getByText('We have your question.').first()).toBeAttached();
  await firm.endDispute(client, 'accepted', 'You are right: three pages.');
  await page.getByRole('button', { name: 'All invoices' }).click();
  await expect(page.getByText('Your question is with us')).toBeVisible();
  await page.getByRole('button', { name: 'Filing fee' }).click();
  await expect(page.getByText('You are right: three pages.')).toBeVisible();
  await expect(page.getByText('You were right').first()).toBeVisible();
});

test('a client reads all terms of a payment plan, agrees to them, and sees what comes next', async ({
  area,
  firm,
  page,
}) => {
  const client = await firm.newClient([{ title: 'Passport' }]);
  const invoice = await firm.bill(client, { currency: 'USD', lines: [{ description: 'Petition', unitPrice: 90_000 }] });
  const firstOn = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await firm.offerPlan(invoice.id, 3, firstOn);
  await area.signIn(client.email);
  await page.getByRole('link', { name: 'Your invoices' }).click();
  await page.getByRole('button', { name: 'Petition' }).press('Enter');
  const table = page.getByRole('table', { name: 'What you pay, and when' });
  await expect(table.getByRole('row')).toHaveCount(5);
  await expect(table.getByRole('row').last()).toContainText('$900.00');
  await page.getByRole('button', { name: 'Agree to this plan' }).click();
  const tick = page.getByLabel('I agree to pay these amounts by these days.');
  await expect(tick).toBeFocused();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Agree to this plan' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Your payment plan' })).toBeFocused();
  await expect(page.getByText(/^Next: \$300\.00 by /)).toBeVisible();
});
