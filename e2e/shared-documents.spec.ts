/** What the firm shares: new to the client, read in the page, taken home as one archive, and gone when the firm says so. */
import { readFile } from 'node:fs/promises';
import { unzip } from '@portico/testing';
import { pdf, photo } from './files.js';
import { sha256 } from './firm.js';
import { expect, test } from './fixtures.js';

test('a client reads what the firm shared, takes all of it home, and does not see what was unshared', async ({
  area,
  firm,
  page,
  site,
}) => {
  const client = await firm.newClient([{ title: 'Passport' }]);
  const letter = pdf('Ärztlicher Brief.pdf', 200_000);
  const order = pdf('Order of the court.pdf');
  const receipt = await photo(page, 'Receipt notice.jpg');
  const letterId = await firm.share(client, letter);
  const orderId = await firm.share(client, order, 'Papers of the court');
  await firm.share(client, receipt);

  await area.signIn(client.email);
  await page.goto(site.listing.pages.documents);
  await expect(page.getByText('3 new')).toBeVisible();
  await page.getByRole('button', { name: 'Order of the court.pdf', exact: true }).click();
  const reader = page.getByRole('dialog', { name: 'Order of the court.pdf' });
  await expect(reader.getByText('Page 1 of 1')).toBeVisible();
  // Its words lie over the picture, to be read aloud and selected.
  await expect(reader.locator('.words')).toContainText('Order of the court.pdf');
  await page.keyboard.press('Escape');
  await expect(reader).toBeHidden();
  await expect(page.getByText('2 new')).toBeVisible();
  expect(await firm.receipts(orderId)).toMatchObject([{ contactId: client.contactId, downloadedAt: null }]);

  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download all (ZIP)' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^Case of client-.*\.zip$/);
  const files = unzip(await readFile(await download.path()));
  expect([...files.keys()].sort()).toEqual(
    ['Papers of the court/Order of the court.pdf', receipt.name, letter.name].sort(),
  );
  expect(sha256(files.get(letter.name) ?? new Uint8Array())).toBe(sha256(letter.buffer));
  expect(sha256(files.get(receipt.name) ?? new Uint8Array())).toBe(sha256(receipt.buffer));
  await expect(page.getByText(/\d new/)).toHaveCount(0);
  expect((await firm.receipts(letterId))[0]?.downloadedAt).not.toBeNull();

  await firm.unshare(client, orderId);
  await page.getByRole('button', { name: 'Order of the court.pdf', exact: true }).click();
  await expect(page.getByText('We no longer share this document with you.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Order of the court.pdf', exact: true })).toHaveCount(0);
  const content = `${site.listing.api}/v1/shared-documents/${orderId}/content`;
  expect((await page.request.get(content)).status()).toBe(404);
});
