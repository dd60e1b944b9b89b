/** What pages of others learn and can do: a third party on the firm's own page, and a page that means ill. */
import { createServer, type Server } from 'node:http';
import type { Page } from '@playwright/test';
import { ClientArea } from './client-area.js';
import { expect, test, Watch } from './fixtures.js';

const request = [{ title: 'Passport' }];

/** A page on another port of the same host. */
async function serve(html: string, headers: Record<string, string>): Promise<{ server: Server; address: string }> {
  const server = createServer((_request, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html', ...headers }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const at = server.address();
  return { server, address: `http://localhost:${String(typeof at === 'object' ? at?.port : 0)}/` };
}

test('a picture and a link of others on the page learn no token of the link that was followed', async ({
  browser,
  firm,
  secrets,
  site,
}) => {
  const { clientArea, firmBackend } = site.listing.pages;
  const { email } = await firm.newClient(request);
  // The firm's page as careless as can be: no policy, and its whole address for whoever is asked for something.
  const theirs = `<img src="${firmBackend}/mark.svg?early" alt="" /><a href="${firmBackend}/?outbound">Elsewhere</a>`;
  const html = (await (await fetch(clientArea)).text()).replace(/(<body[^>]*>)/, `$1${theirs}`);
  const own = await serve(html, { 'referrer-policy': 'unsafe-url' });
  await firm.allowOrigin(new URL(own.address).origin);
  const context = await browser.newContext();
  const watch = new Watch(site);
  await watch.over(context);
  secrets.over(context);
  await context.addInitScript(() => {
    const order: string[] = [];
    const [replace, real] = [history.replaceState.bind(history), fetch];
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
  const page = await context.newPage();
  const since = new Date();
  await page.goto(own.address);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const { link } = await site.mailTo(email, since);
  expect(link).toContain(`${own.address}#portal-link=`);
  await page.goto('about:blank');
  referers.clear();
  await page.goto(link ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('0 of 1 done').first()).toBeVisible();
  const order: unknown = await page.evaluate(() => Reflect.get(globalThis, 'order'));
  expect(order).toEqual(expect.arrayContaining(['replaced', 'asked with ""']));
  expect(Array.isArray(order) && order.filter((step) => step !== 'asked with ""')).toEqual(['replaced']);
  expect(order).toHaveProperty('0', 'replaced');
  await page.evaluate((address) => {
    document.body.append(Object.assign(new Image(), { src: address }));
  }, `${firmBackend}/mark.svg?late`);
  await expect.poll(() => referers.has('?late')).toBe(true);
  await secrets.expectNowhere(page, watch);
  await page.getByRole('link', { name: 'Elsewhere' }).click();
  // What they learn is the address without its fragment, which is what makes the link's place the right one.
  for (const asked of ['?early', '?late', '?outbound']) await expect.poll(() => referers.get(asked)).toBe(own.address);
  await context.close();
  own.server.close();
});

/** Everything that a page can send without asking first. @returns after each has been sent */
function forge(page: Page, api: string): Promise<void> {
  return page.evaluate(async (base) => {
    const sends = ['/v1/session/step-up/code', '/v1/uploads', '/v1/session/step-up/code?_method=DELETE'];
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
  // The same site as the API's, so that the strictest cookie goes along, but no origin of the firm's.
  const { server, address } = await serve('<!doctype html><title>Win a prize</title>', {});
  const context = await browser.newContext();
  try {
    const area = new ClientArea(await context.newPage(), site);
    await area.signIn(email);
    const since = new Date();
    const page = await context.newPage();
    await page.goto(address);
    const answers: string[] = [];
    page.on('response', (response) => {
      if (!response.url().startsWith(site.listing.api)) return;
      const path = new URL(response.url()).pathname;
      answers.push(`${response.request().method()} ${path} ${String(response.status())}`);
    });
    const counted = (line: string) => answers.filter((one) => one === line).length;
    await forge(page, site.listing.api);
    // Seven of each: three forms, two calls, two beacons. Without the live cookie each would be a 401.
    await expect.poll(() => counted('POST /v1/session/step-up/code 403')).toBe(14);
    await expect.poll(() => counted('POST /v1/uploads 403')).toBe(7);
    const others = answers.filter((line) => !line.startsWith('POST') || !line.endsWith(' 403'));
    expect(others.filter((line) => !/^(?:OPTIONS|GET) /.test(line))).toEqual([]);
    await area.page.reload();
    await expect(area.list, 'still signed in').toBeVisible();
    expect((await site.mailsSince(since)).filter(({ to }) => to === email)).toEqual([]);
  } finally {
    await context.close();
    server.close();
  }
});
