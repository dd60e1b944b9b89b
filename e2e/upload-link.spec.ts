/** A one-time link: the firm makes it at its desk, and somebody without an account sends a photograph by it. */
import { photo } from './files.js';
import { sha256 } from './firm.js';
import { expect, test } from './fixtures.js';

test('a link from the desk takes a photograph, shows nothing of it again, and ends when the firm says so', async ({
  browser,
  firm,
  page: desk,
  secrets,
  site,
  watch,
}) => {
  const title = `Wage slip ${Math.random().toString(36).slice(2, 8)}`;
  const { matterId, name } = await firm.newClient([{ title, maxFiles: 2 }]);
  await desk.goto(site.listing.pages.desk);
  await desk.getByRole('button', { name: 'Ada Counsel' }).click();
  await desk.getByRole('button', { name: `Make a one-time link: ${title}` }).click();
  const link = await desk.locator('.copy').innerText();
  expect(new URL(link).hash).toMatch(/^#portal-upload=pul_/);
  secrets.know(link);
  expect(desk.url()).not.toContain('pul_');

  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await watch.over(phone);
  secrets.over(phone);
  const page = await phone.newPage();
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();
  expect(page.url()).toBe(link.split('#')[0]);
  await expect(page.getByRole('textbox')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const picture = await photo(page, 'wage slip.jpg');
  await page.getByRole('button', { name: 'Take a photo' }).tap();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'own camera' }).tap();
  await (await chooser).setFiles(picture);
  await page.getByRole('button', { name: 'Send 1 file' }).tap();
  const news = page.getByRole('heading', { name: '1 file has arrived' });
  await expect(news).toBeFocused();
  await expect(page.getByText('You can send 1 more file.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download' })).toHaveCount(0);
  expect([...(await secrets.expectNowhere(page, watch))]).toEqual(expect.arrayContaining(['pul', 'pat']));
  await phone.close();

  const [received, ...others] = await firm.documents(matterId);
  expect(others).toEqual([]);
  expect(await firm.digest(received?.id ?? '')).toBe(sha256(picture.buffer));
  await desk.getByRole('button', { name: 'End this link' }).click();
  const row = desk.getByRole('listitem').filter({ has: desk.getByRole('heading', { name: title }) });
  await expect(row).toContainText(name);
  await expect(row).toContainText('wage slip.jpg');

  const later = await browser.newContext();
  await watch.over(later);
  const again = await later.newPage();
  await again.goto(link);
  await expect(again.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();
  await expect(again.getByText('Do you still want to send something? Ask for a new link:')).toBeVisible();
  await expect(again.getByRole('button', { name: /^Choose/ })).toHaveCount(0);
  await later.close();
});
