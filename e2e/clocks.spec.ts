/** Devices whose clock is a day off: the portal goes by the server's. */
import type { BrowserContext } from '@playwright/test';
import { ClientArea } from './client-area.js';
import { pdf } from './files.js';
import { expect, test } from './fixtures.js';

const title = 'Tax return';
const DAY = 86_400_000;

/** Sets the clock of every page to come; timers run as ever. */
async function setOff(context: BrowserContext, shift: number): Promise<void> {
  await context.addInitScript((by) => {
    const Real = Date;
    globalThis.Date = new Proxy(Real, {
      construct: (_target, given: [number]) => new Real(...(given.length > 0 ? given : ([Real.now() + by] as const))),
      get: (target, name) => (name === 'now' ? () => Real.now() + by : Reflect.get(target, name)),
    });
  }, shift);
}

for (const [what, shift] of [
  ['a day slow', -DAY],
  ['a day fast', DAY],
] as const) {
  test(`on a device that is ${what} a client signs in by cookie, by a firm session and by a link, and sends`, async ({
    area,
    context,
    firm,
    page,
    site,
  }) => {
    await setOff(context, shift);
    const client = await firm.newClient([{ title, maxFiles: 3 }]);
    await area.signIn(client.email);
    const off = (await page.evaluate(() => Date.now())) - Date.now();
    expect(Math.abs(off - shift)).toBeLessThan(60_000);
    await area.send(title, pdf('Cookie.pdf', 100_000));
    await area.expectSent(title);

    await page.goto(site.listing.pages.firmBackend);
    await page.getByRole('button', { name: client.name }).click();
    const vouched = new ClientArea(page, site);
    await vouched.send(title, pdf('Token.pdf', 100_001));
    await expect.poll(async () => (await firm.documents(client.matterId)).length).toBe(2);

    await page.goto(await firm.uploadLink(client, new URL('send.html', site.listing.pages.clientArea).href));
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: /^Choose/ }).click();
    await (await chooser).setFiles(pdf('Link.pdf', 100_002));
    await page.getByRole('button', { name: 'Send 1 file' }).click();
    await expect(page.getByRole('heading', { name: 'Your file has arrived' })).toBeVisible();
    expect(await firm.documents(client.matterId)).toHaveLength(3);
  });
}
