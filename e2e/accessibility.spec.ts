/** Both sites with the portal in them, looked at by axe in each state a client meets, light and dark. */
import { expectAccessible } from './accessible.js';
import { pdf } from './files.js';
import { expect, test } from './fixtures.js';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`the client area has nothing to complain about (${colorScheme})`, async ({ area, firm, page, site }) => {
      const { email, matterId } = await firm.newClient([
        { title: 'Passport' },
        { title: 'Diploma' },
        { title: 'Rent' },
      ]);
      await page.goto(new URL('/', site.listing.pages.clientArea).href);
      await expectAccessible(page, 'home');
      await area.open();
      await expect(page.getByLabel('E-mail address')).toBeVisible();
      await expectAccessible(page, 'sign-in');
      await area.signIn(email);
      await expectAccessible(page, 'list');
      await area.choose('Passport', pdf('passport.pdf'));
      await expectAccessible(page, 'chosen');
      await area.send('Diploma', pdf('diploma.pdf'));
      await area.expectSent('Diploma');
      const [document] = await firm.documents(matterId);
      await firm.sendBack(document?.id ?? '', 'incomplete', 'The second page, please.');
      page.on('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await area.unfold('Diploma');
      await expect(page.getByText('The second page, please.').first()).toBeVisible();
      await expectAccessible(page, 'returned');
      await page.getByLabel('Language').selectOption('ar');
      await expect(page.getByText('دورك').first()).toBeVisible();
      await expectAccessible(page, 'arabic');
    });

    test(`the firm’s site has nothing to complain about (${colorScheme})`, async ({ firm, page, site }) => {
      const client = await firm.newClient([{ title: 'Passport' }]);
      await page.goto(site.listing.pages.firmBackend);
      await expectAccessible(page, 'who are you');
      await page.getByRole('button', { name: client.name }).click();
      await expect(page.getByText('0 of 1 done').first()).toBeVisible();
      await expectAccessible(page, 'portal');
      await page.goto(site.listing.pages.desk);
      await page.getByRole('button', { name: 'Ada Counsel' }).click();
      await page.getByText('Send back', { exact: true }).first().click();
      await expectAccessible(page, 'desk');
    });
  });
}
