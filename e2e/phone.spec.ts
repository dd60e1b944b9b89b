/** A phone of 360 pixels: a thumb, a camera, little room. */
import { photo } from './files.js';
import { expect, test } from './fixtures.js';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

test('the camera is one press away, and everything fits', async ({ area, firm, page }) => {
  const { email, matterId } = await firm.newClient([{ title: 'Driving licence', maxFiles: 1 }, { title: 'Rent' }]);
  await area.signIn(email);
  await page.getByRole('button', { name: 'Send this document' }).tap();
  const row = area.request('Driving licence');
  const camera = row.getByRole('button', { name: 'Take a photo' });
  await expect(camera).toBeVisible();
  await camera.tap();
  const dialog = page.getByRole('dialog', { name: 'Driving licence' });
  await expect(dialog.getByRole('status')).toContainText('We found no camera');
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'own camera' }).tap();
  const chosen = await chooser;
  const input = dialog.locator('input[capture]');
  await expect(input).toHaveAttribute('capture', 'environment');
  await expect(input).toHaveAttribute('accept', 'image/*');
  expect(await input.evaluate((element, other) => element === other, chosen.element()), 'it is this one').toBe(true);
  await chosen.setFiles(await photo(page, 'licence.jpg'));
  const small = await row
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons
        .map((button) => ({ text: button.textContent.trim(), height: button.getBoundingClientRect().height }))
        .filter(({ height }) => height < 44),
    );
  expect(small, 'targets are 44 pixels high').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await row.getByRole('button', { name: 'Send 1 file' }).tap();
  await area.expectSent('Driving licence');
  expect(await firm.documents(matterId)).toHaveLength(1);
});

test('the firm’s own pages fit too', async ({ page, site }) => {
  for (const address of [new URL('/', site.listing.pages.clientArea).href, site.listing.pages.firmBackend]) {
    await page.goto(address);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }
});
