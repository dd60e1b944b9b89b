/** What happens to people in the middle of an upload. Each time the file arrives whole, and no byte is sent twice. */
import type { CDPSession, Page } from '@playwright/test';
import { type Firm, sha256 } from './firm.js';
import { pdf } from './files.js';
import { expect, isUpload, test } from './fixtures.js';
import { ClientArea } from './client-area.js';
import { Wire } from './wire.js';

const title = 'Bank statements';
const SIZE = 12_000_000;
const SPEED = 1_000_000;

test('the language changes and the upload goes on', async ({ area, firm, page }) => {
  const { client, file, network, sent } = await begin(area, firm);
  await page.getByLabel('Language').selectOption({ label: 'العربية' });
  await expect(page.locator('portal-provider')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByText(/جارٍ إرسال ملف/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'مستنداتك' })).toBeVisible();
  await setNetwork(network, 'fast');
  await expect(area.headOf(title)).toContainText('لدى محاميك', { timeout: 30_000 });
  await expectWhole(firm, client.matterId, file);
  expect(
    sent.map(({ method }) => method),
    'in one go',
  ).toEqual(['POST', 'PATCH']);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
});

test('the network goes and comes back', async ({ browser, firm, site, watch }) => {
  const wire = await Wire.lay();
  const context = await browser.newContext({ proxy: { server: wire.address } });
  await watch.over(context);
  const page = await context.newPage();
  const area = new ClientArea(page, site);
  const { client, file, network, sent } = await begin(area, firm);
  wire.cut();
  await setNetwork(network, 'off');
  await expect(page.getByText('We will go on as soon as you are back; nothing is lost.')).toBeVisible();
  await expect(page.getByText('The connection is lost. We go on by ourselves')).toBeVisible();
  wire.mend();
  await setNetwork(network, 'fast');
  await area.expectSent(title);
  await expectWhole(firm, client.matterId, file);
  expectResumed(sent);
  await context.close();
  await wire.remove();
});

test('the page is loaded again', async ({ area, firm, page }) => {
  const { client, file, network, sent } = await begin(area, firm);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await setNetwork(network, 'fast');
  await area.expectSent(title);
  await expectWhole(firm, client.matterId, file);
  expectResumed(sent);
});

test('a person pauses and goes on', async ({ area, firm, page }) => {
  const { client, file, network, sent } = await begin(area, firm);
  await page.getByRole('button', { name: `Pause: ${file.name}` }).click();
  await expect(page.getByText(/^Paused at/)).toBeVisible();
  await setNetwork(network, 'fast');
  await page.getByRole('button', { name: `Go on: ${file.name}` }).click();
  await area.expectSent(title);
  await expectWhole(firm, client.matterId, file);
  expectResumed(sent);
});

test('a cancelled upload leaves nothing', async ({ area, firm, page, site }) => {
  const before = await site.blobs();
  const { client, file } = await begin(area, firm);
  // A preview of another test's document may come meanwhile, and stays.
  const added = async () => (await site.blobs()).filter((name) => !before.includes(name));
  await expect.poll(async () => (await added()).length).toBeGreaterThan(0);
  const during = await added();
  await page.getByRole('button', { name: `Cancel: ${file.name}` }).click();
  await expect(area.request(title).getByRole('button', { name: /^Choose/ })).toBeVisible();
  await expect
    .poll(async () => {
      const now = await site.blobs();
      return during.filter((name) => !now.includes(name)).length;
    })
    .toBe(1);
  expect(await firm.documents(client.matterId)).toEqual([]);
});

test('the server is killed and starts again', async ({ area, firm, site }) => {
  test.setTimeout(150_000);
  const { client, file, network, sent } = await begin(area, firm);
  await site.kill();
  await setNetwork(network, 'fast');
  await site.restart();
  await area.expectSent(title);
  await expectWhole(firm, client.matterId, file);
  expectResumed(sent);
});

/** Signs a new client in and starts an upload that would take twelve seconds. Returns when it is well under way. */
async function begin(area: ClientArea, firm: Firm) {
  const { page } = area;
  const client = await firm.newClient([{ title, accept: ['application/pdf'] }]);
  await area.signIn(client.email);
  const sent = watchUploads(page);
  const network = await page.context().newCDPSession(page);
  await setNetwork(network, 'slow');
  const file = pdf('Statements.pdf', SIZE);
  await area.send(title, file);
  const progress = area.request(title).getByRole('progressbar', { name: file.name });
  await expect
    .poll(async () => Number(await progress.getAttribute('value')), { intervals: [50] })
    .toBeGreaterThan(SIZE / 8);
  return { client, file, network, sent };
}

async function setNetwork(network: CDPSession, state: 'off' | 'slow' | 'fast'): Promise<void> {
  await network.send('Network.emulateNetworkConditions', {
    offline: state === 'off',
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: state === 'slow' ? SPEED : -1,
  });
}

interface Sent {
  readonly method: string;
  readonly offset: number;
}

function watchUploads(page: Page): readonly Sent[] {
  const sent: Sent[] = [];
  page.on('request', (request) => {
    if (!isUpload(request.url())) return;
    sent.push({ method: request.method(), offset: Number(request.headers()['upload-offset'] ?? 0) });
  });
  return sent;
}

/** It began once, and went on from bytes that the server had kept. */
function expectResumed(sent: readonly Sent[]): void {
  expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1);
  const last = sent.filter(({ method }) => method === 'PATCH').at(-1);
  expect(last?.offset).toBeGreaterThan(0);
}

async function expectWhole(firm: Firm, matterId: string, file: { readonly buffer: Buffer }): Promise<void> {
  const documents = await firm.documents(matterId);
  expect(documents.map(({ sha256: digest }) => digest)).toEqual([sha256(file.buffer)]);
  expect(await firm.digest(documents[0]?.id ?? '')).toBe(sha256(file.buffer));
}
