/** Passkeys, with the authenticator that Chromium has for tests: a real ceremony, and nobody's finger. */
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './fixtures.js';

test('a client adds a passkey, signs in with it alone, and proves with it who they are', async ({
  area,
  firm,
  page,
  secrets,
  watch,
}) => {
  const { email } = await firm.newClient([{ title: 'Passport' }]);
  await withAuthenticator(page);
  await area.signIn(email);
  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByRole('button', { name: /^Rename/ })).toBeVisible();

  await page.getByRole('link', { name: 'What we need' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(area.list).toBeVisible();

  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByRole('button', { name: /^Rename/ }).click();
  await page.getByLabel('Name of this passkey').fill('My telephone');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('My telephone')).toBeVisible();
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByText('Signed in').first()).toBeVisible();
  await secrets.expectNowhere(page, watch);
});

test('a passkey that the firm does not know is said to be unknown, and other ways stay', async ({
  area,
  firm,
  page,
}) => {
  const { email } = await firm.newClient([{ title: 'Passport' }]);
  await withAuthenticator(page);
  await area.signIn(email);
  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('button', { name: /^Remove/ }).click();
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'What we need' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('We do not know this passkey').first()).toBeVisible();
  await expect(page.getByLabel('E-mail address')).toBeVisible();
});

async function withAuthenticator(page: Page): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return devtools;
}
