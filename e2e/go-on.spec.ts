/** From the desk to the phone: a code on the desktop, a photograph on the phone, and the document back on the desktop. */
import { photo } from './files.js';
import { sha256 } from './firm.js';
import { expect, test } from './fixtures.js';

test('a photograph that the phone takes arrives in the checklist on the desktop, and the link is over', async ({
  area,
  browser,
  firm,
  page: desktop,
  secrets,
  watch,
}) => {
  const title = `Lease ${Math.random().toString(36).slice(2, 8)}`;
  const { email, matterId } = await firm.newClient([{ title, maxFiles: 2 }]);
  await area.signIn(email);
  const row = await area.unfold(title);
  await row.getByRole('button', { name: 'Use my phone' }).click();
  const dialog = desktop.getByRole('dialog', { name: 'Continue on your phone' });
  await expect(dialog.getByRole('img', { name: 'QR code with the link for your phone' })).toBeVisible();
  const link = await dialog.getByRole('textbox').inputValue();
  expect(new URL(link).hash).toMatch(/^#portal-upload=pul_/);
  secrets.know(link);

  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await watch.over(phone);
  secrets.over(phone);
  const page = await phone.newPage();
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();
  expect(page.url()).toBe(link.split('#')[0]);
  await expect(dialog.getByText('Your phone is connected.')).toBeVisible();
  await expect(dialog.getByRole('textbox')).toHaveCount(0);

  const thief = await browser.newContext();
  await watch.over(thief);
  const late = await thief.newPage();
  await late.goto(link);
  await expect(late.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();
  await thief.close();

  const picture = await photo(page, 'lease.jpg');
  await page.getByRole('button', { name: 'Take a photo' }).tap();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'own camera' }).tap();
  await (await chooser).setFiles(picture);
  await page.getByRole('button', { name: 'Send 1 file' }).tap();
  await expect(page.getByRole('heading', { name: '1 file has arrived' })).toBeFocused();
  await expect(dialog.getByText('1 file has arrived from your phone.')).toBeVisible();
  expect([...(await secrets.expectNowhere(page, watch))]).toEqual(expect.arrayContaining(['pul', 'pat']));

  await dialog.getByRole('button', { name: 'End and close' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toContainText('lease.jpg');
  expect([...(await secrets.expectNowhere(desktop, watch))]).toEqual(expect.arrayContaining(['pul', 'ps']));
  const [received, ...others] = await firm.documents(matterId);
  expect(others).toEqual([]);
  expect(await firm.digest(received?.id ?? '')).toBe(sha256(picture.buffer));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Please open the link in our message' })).toBeVisible();
  await phone.close();
});
