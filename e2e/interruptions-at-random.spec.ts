/**
 * What happens to people, at moments that nobody chose: the network goes, the tab is killed, the page is loaded again, the
 * telephone sleeps, the server dies. Every file arrives whole, exactly once. Each round is one interruption;
 * `INTERRUPTIONS=200 npx playwright test e2e/interruptions-at-random.spec.ts` makes two hundred, `SEED` repeats a run.
 */
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { Random } from '@portico/testing/random';
import { ClientArea } from './client-area.js';
import type { DemoSite } from './demo-site.js';
import { pdf } from './files.js';
import { sha256 } from './firm.js';
import { expect, test } from './fixtures.js';
import { Wire } from './wire.js';

const ROUNDS = Number(process.env['INTERRUPTIONS'] ?? 5);
const SEED = Number(process.env['SEED'] ?? 20261123);
/** Bytes, and bytes a second: an upload is under way for about two seconds. */
const SIZE = 2_000_000;
const SPEED = 1_000_000;
/** Milliseconds after "Send" within which it happens: before the first byte, under way, or when it is done. */
const WITHIN = 2_600;

interface Scene {
  readonly context: BrowserContext;
  readonly site: DemoSite;
  readonly wire: Wire;
  area: ClientArea;
  network: CDPSession;
  readonly random: () => number;
}

const interruptions: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  'the network is cut': async ({ wire, area, random }) => {
    wire.cut();
    await area.page.waitForTimeout(200 + random() * 2_000);
    wire.mend();
  },
  'the tab is killed': async (scene) => {
    const { page } = scene.area;
    const dead = page.waitForEvent('crash');
    // Nobody is left to answer.
    void scene.network.send('Page.crash').catch(() => undefined);
    await dead;
    await page.close();
    await openTab(scene);
  },
  'the page is loaded again': async (scene) => {
    await scene.area.page.reload();
    await setSpeed(scene.network, SPEED);
  },
  'the telephone sleeps': async ({ wire, network, area, random }) => {
    await network.send('Page.setWebLifecycleState', { state: 'frozen' });
    if (random() < 0.5) wire.cut();
    await new Promise((resolve) => setTimeout(resolve, 500 + random() * 2_500));
    wire.mend();
    await network.send('Page.setWebLifecycleState', { state: 'active' });
    await area.page.bringToFront();
  },
  'the server is killed': async ({ site }) => {
    await site.kill();
    await site.restart();
  },
};

test(`${ROUNDS} interruptions at random moments lose no file and send none twice`, async ({
  browser,
  firm,
  site,
  watch,
}) => {
  test.setTimeout(60_000 + ROUNDS * 60_000);
  const dice = new Random(SEED);
  const random = (): number => dice.next();
  const titles = Array.from({ length: ROUNDS }, (_, at) => `Round ${String(at + 1).padStart(3, '0')}`);
  const client = await firm.newClient(titles.map((title) => ({ title, accept: ['application/pdf'] })));
  const wire = await Wire.lay();
  const context = await browser.newContext({ proxy: { server: wire.address } });
  await watch.over(context);
  const page = await context.newPage();
  const scene: Scene = {
    context,
    site,
    wire,
    random,
    area: new ClientArea(page, site),
    network: await context.newCDPSession(page),
  };
  answerDialogs(page);
  await scene.area.signIn(client.email);
  const kinds = Object.keys(interruptions);
  const sent = new Map<string, string>();
  for (const [at, title] of titles.entries()) {
    const kind = kinds[at % kinds.length] ?? '';
    const file = pdf(`${title}.pdf`, SIZE);
    await setSpeed(scene.network, SPEED);
    await scene.area.send(title, file);
    const moment = random() * WITHIN;
    await scene.area.page.waitForTimeout(moment);
    await test.step(`${title}: ${kind} after ${Math.round(moment)} ms`, async () => {
      await interruptions[kind]?.(scene);
      await setSpeed(scene.network, -1);
      await arrives(scene, title, file);
    });
    sent.set(title, sha256(file.buffer));
  }
  const documents = await firm.documents(client.matterId);
  expect(documents.map(({ name, sha256: digest }) => [name, digest]).sort()).toEqual(
    [...sent].map(([title, digest]) => [`${title}.pdf`, digest]),
  );
  for (const { id, sha256: digest } of documents) expect(await firm.digest(id)).toBe(digest);
  await context.close();
  await wire.remove();
});

/**
 * Waits until the firm has it. A file that was chosen a moment before its tab died may not have been kept yet; nothing of
 * it is on the page then, and a person chooses it again.
 */
async function arrives({ area }: Scene, title: string, file: ReturnType<typeof pdf>): Promise<void> {
  const head = area.headOf(title);
  await expect(area.list).toBeVisible({ timeout: 30_000 });
  const row = await area.unfold(title);
  const choose = row.getByRole('button', { name: /^(Choose|Send \d+ file)/ }).first();
  const onItsWay = row.getByRole('progressbar', { name: file.name });
  const arrived = head.filter({ hasText: 'With your lawyer' });
  await expect(choose.or(onItsWay).or(arrived).first()).toBeVisible();
  await area.page.waitForTimeout(500);
  if (!(await onItsWay.isVisible()) && !(await arrived.isVisible())) await area.send(title, file);
  await area.expectSent(title);
}

async function openTab(scene: Scene): Promise<void> {
  const page = await scene.context.newPage();
  answerDialogs(page);
  scene.area = new ClientArea(page, scene.site);
  scene.network = await scene.context.newCDPSession(page);
  await scene.area.open();
}

/** "Leave the page? An upload is under way." */
function answerDialogs(page: Page): void {
  page.on('dialog', (dialog) => void dialog.accept());
}

/** @param bytes a second, -1 for all that there is */
async function setSpeed(network: CDPSession, bytes: number): Promise<void> {
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytes,
  });
}
