/** What pages of others learn and can do: a third party on the firm's own page, and a page that means ill. */
import { createServer, type Server } from 'node:http';
import type { Page } from '@playwright/test';
import { ClientArea } from './client-area.js';
import { expect, test } from './fixtures.js';

const request = [{ title: 'Passport' }];

test('a picture and a link of others on the page learn no token of the link that was followed', async ({
  area,
  context,
  firm,
  page,
  secrets,
  site,
  watch,
}) => {
  const { clientArea, firmBackend } = site.listing.pages;
  const { email } = await firm.newClient(request);
  const since = new Date();
  await area.open();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const { link } = await site.mailTo(email, since);
  await page.goto('about:blank');

  // The firm's page as careless as can be: no policy, and its whole address for whoever is asked for something.
  await context.route(clientArea, async (route) => {
    const answer = await route.fetch();
    const theirs = `<img src="${firmBackend}/mark.svg?early" alt="" /><a href="${firmBackend}/?outbound">Elsewhere</a>`;
    await route.fulfill({
      headers: { 'content-type': 'text/html', 'referrer-policy': 'unsafe-url' },
      body: (await answer.text()).replace(/(<body[^>]*>)/, `$1${theirs}`),
    });
  });
  await context.addInitScript(() => {
    const [order, replace, real] = [Array<string>(), history.replaceState.bind(history), fetch];
    Reflect.set(globalThis, 'order', order);
    history.replaceState = (...given) => {
      replace(...given);
      order.push('replaced');
    };
    globalThis.fetch = (...given) => {
      order.push(`asked with "${location.hash}"`);
      return real(...given);
    };
  });
  const referers = new Map<string, string | undefined>();
  context.on('request', (asked) => {
    if (!asked.url().startsWith(firmBackend)) return;
    void asked.allHeaders().then(({ referer }) => referers.set(new URL(asked.url()).search, referer));
  });
  await page.goto(link ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(area.list).toBeVisible();
  const order = await page.evaluate(() => Reflect.get(globalThis, 'order') as string[]);
  expect(new Set(order)).toEqual(new Set(['replaced', 'asked with ""']));
  expect(order[0]).toBe('replaced');
  await page.evaluate((address) => {
    document.body.append(Object.assign(new Image(), { src: address }));
  }, `${firmBackend}/mark.svg?late`);
  await expect.poll(() => referers.has('?late')).toBe(true);
  await secrets.expectNowhere(page, watch);
  await page.getByRole('link', { name: 'Elsewhere' }).click();
  await expect.poll(() => referers.get('?outbound')).toBe(clientArea);
  expect(referers.get('?early')).toBe(clientArea);
  expect(referers.get('?late')).toBe(clientArea);
});

/** A page on another port of the same host: the same site, so the strictest cookie goes along, but no origin of the firm's. */
async function anEvilSite(): Promise<{ server: Server; address: string }> {
  const server = createServer((_request, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Win a prize</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const at = server.address();
  return { server, address: `http://localhost:${typeof at === 'object' ? (at?.port ?? 0) : 0}/` };
}

/** Everything that a page can send without asking first. @returns after each has been sent */
function forge(page: Page, api: string): Promise<void> {
  return page.evaluate(async (base) => {
    const sends = ['/v1/session/step-up/code', '/v1/sign-in', '/v1/session/step-up/code?_method=DELETE'];
    for (const path of sends) {
      const address = base + path;
      for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
        const frame = Object.assign(document.createElement('iframe'), { name: crypto.randomUUID() });
        const form = Object.assign(document.createElement('form'), { action: address, method: 'post', enctype });
        form.target = frame.name;
        form.append(Object.assign(document.createElement('input'), { name: '_method', value: 'DELETE' }));
        document.body.append(frame, form);
        form.submit();
        await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      }
      const simple = { method: 'POST', mode: 'no-cors', credentials: 'include' } as const;
      await fetch(address, { ...simple, headers: { 'content-type': 'text/plain' }, body: '{"language":"es"}' });
      await fetch(address, simple);
      navigator.sendBeacon(address, '{}');
      navigator.sendBeacon(address);
    }
    const asked = { method: 'DELETE', credentials: 'include', headers: { 'portico-client': '1' } } as const;
    await fetch(`${base}/v1/session`, asked).catch(() => undefined);
    const picture = Object.assign(new Image(), { src: `${base}/v1/session` });
    await new Promise((resolve) => picture.addEventListener('error', resolve, { once: true }));
  }, api);
}

test('a page that means ill sends with a live cookie whatever browsers let it, and changes nothing', async ({
  browser,
  firm,
  site,
}) => {
  const { email } = await firm.newClient(request);
  const { server, address } = await anEvilSite();
  const context = await browser.newContext();
  try {
    const area = new ClientArea(await context.newPage(), site);
    await area.signIn(email);
    const since = new Date();
    const page = await context.newPage();
    await page.goto(address);
    const forged: Promise<[string, boolean]>[] = [];
    page.on('response', (response) => {
      const sent = response.request();
      if (!response.url().startsWith(site.listing.api)) return;
      const line = `${sent.method()} ${new URL(response.url()).pathname} ${String(response.status())}`;
      forged.push(sent.allHeaders().then(({ cookie = '' }) => [line, cookie.includes('portico')]));
    });
    await forge(page, site.listing.api);
    await expect.poll(() => forged.length).toBeGreaterThanOrEqual(21);
    const answers = await Promise.all(forged);
    const changing = answers.filter(([line]) => line.startsWith('POST'));
    expect(new Set(changing.map(([line]) => line))).toEqual(
      new Set(['POST /v1/session/step-up/code 403', 'POST /v1/sign-in 401', 'POST /v1/sign-in 403']),
    );
    expect(changing.filter(([, live]) => !live)).toEqual([]);
    expect(answers.filter(([line]) => line.startsWith('DELETE'))).toEqual([]);
    await area.page.reload();
    await expect(area.list, 'still signed in').toBeVisible();
    expect((await site.mailsSince(since)).filter(({ to }) => to === email)).toEqual([]);
  } finally {
    await context.close();
    server.close();
  }
});
