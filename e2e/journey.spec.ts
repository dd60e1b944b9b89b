/** A newcomer's way: from the firm's page to the firm's desk and back, with files of their own. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { sha256 } from './firm.js';
import { pdf, photo } from './files.js';
import { expect, test } from './fixtures.js';

const photos = 'Two passport-style photos';
const letter = 'Letter from your employer';

test('a client sends a photograph and a PDF, one comes back with a note, both are accepted', async ({
  area,
  browser,
  page,
  site,
  watch,
}) => {
  await area.signIn('maria@client.example');
  await expect(page.getByText('4 of 9 done')).toBeVisible();
  const picture = await photo(page, 'Me by the window.jpg');
  const paper = pdf('Letter from work.pdf', 300_000);

  await area.choose(photos, picture);
  await expect(area.request(photos).getByText('Can you read every word?')).toBeVisible();
  await area.request(photos).getByRole('button', { name: 'Send 1 file' }).click();
  await area.expectSent(photos);
  await area.send(letter, paper);
  await area.expectSent(letter);

  const office = await browser.newContext({ acceptDownloads: true });
  await watch.over(office);
  const desk = await office.newPage();
  await desk.goto(site.listing.pages.desk);
  await desk.getByRole('button', { name: 'Ada Counsel' }).click();
  expect(await download(desk, photos)).toBe(sha256(picture.buffer));
  expect(await download(desk, letter)).toBe(sha256(paper.buffer));

  await item(desk, photos).getByText('Send back').first().click();
  await item(desk, photos).getByLabel('Why').selectOption('We cannot read it');
  await item(desk, photos).getByLabel('Note to the client').fill('Please stand closer to the camera.');
  await item(desk, photos).getByRole('button', { name: 'Send back', exact: true }).click();
  await expect(item(desk, photos)).toContainText('Sent back');

  await page.reload();
  const again = page.locator('section').filter({ has: page.getByRole('heading', { name: /^Please send/ }) });
  await expect(again).toContainText('Please stand closer to the camera.');
  await expect(again.getByRole('heading', { level: 4 })).toHaveCount(2);
  const better = await photo(page, 'Me, closer.jpg');
  await area.send(photos, better);
  await area.expectSent(photos);

  await desk.reload();
  await expect(item(desk, photos).first()).toContainText('New');
  for (const title of [photos, letter]) {
    await item(desk, title)
      .getByRole('button', { name: /^Accept/ })
      .click();
    await expect(item(desk, title).first()).toContainText('Accepted');
  }
  await office.close();

  await page.reload();
  await expect(page.getByText('6 of 9 done')).toBeVisible();
  await expect(area.request(photos)).toContainText('Done');
});

test('the desk refuses a form of another site and of nobody', async ({ browser, request, site }) => {
  const office = await browser.newContext();
  const desk = await office.newPage();
  await desk.goto(site.listing.pages.desk);
  await desk.getByRole('button', { name: 'Ben Paralegal' }).click();
  const action = `${site.listing.pages.firmBackend}/desk/seen`;
  const { origin } = new URL(site.listing.pages.firmBackend);
  const forged = await office.request.post(action, { form: { token: 'guessed' }, headers: { origin } });
  const foreign = await office.request.post(action, { form: {}, headers: { origin: 'http://evil.example' } });
  const nobody = await request.post(action, { form: { token: 'guessed' }, headers: { origin } });
  expect([forged.status(), foreign.status(), nobody.status()]).toEqual([403, 403, 403]);
  await office.close();
});

function item(desk: Page, title: string) {
  return desk.getByRole('listitem').filter({ has: desk.getByRole('heading', { name: title }) });
}

/** SHA-256 of what the desk's link downloads. */
async function download(desk: Page, title: string): Promise<string> {
  const started = desk.waitForEvent('download');
  await item(desk, title)
    .getByRole('link', { name: /^Download/ })
    .click();
  return sha256(await readFile(await (await started).path()));
}
