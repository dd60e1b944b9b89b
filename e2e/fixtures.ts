/**
 * What every test gets: one demo for all, the firm's hand, a client area, and a watch on the page. The watch fails a test
 * when the page broke its Content Security Policy, threw, or talked to a host that nobody configured.
 */
import { expect, test as base, type BrowserContext } from '@playwright/test';
import { ClientArea } from './client-area.js';
import { DemoSite } from './demo-site.js';
import { Firm } from './firm.js';
import { Secrets } from './secrets.js';

interface Fixtures {
  readonly firm: Firm;
  readonly area: ClientArea;
  readonly watch: Watch;
  /** Whatever the pages of the test, and those that are put under it, send and get. */
  readonly secrets: Secrets;
}

interface WorkerFixtures {
  readonly site: DemoSite;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  site: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const site = await DemoSite.start();
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  firm: async ({ site }, use) => {
    await use(new Firm(site.listing.api, site.listing.secretKey));
  },
  area: async ({ page, site }, use) => {
    await use(new ClientArea(page, site));
  },
  secrets: async ({ context, site }, use) => {
    const secrets = new Secrets(site);
    secrets.over(context);
    await use(secrets);
  },
  watch: [
    async ({ context, site }, use) => {
      const watch = new Watch(site);
      await watch.over(context);
      await use(watch);
      expect(watch.troubles).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

/** True for an address of the API's uploads, and not for a script that bears their name. */
export function isUpload(address: string): boolean {
  return /\/v1\/uploads(?:$|[/?])/.test(address);
}

/** Sees what pages do that they should not. */
export class Watch {
  /** In words; empty where all is well. */
  readonly troubles: string[] = [];
  /** Everything that pages wrote to the console. */
  readonly console: string[] = [];
  /** Every address that was asked for. */
  readonly addresses: string[] = [];
  readonly #hosts: ReadonlySet<string>;

  constructor({ listing }: DemoSite) {
    this.#hosts = new Set([listing.api, ...listing.allowedOrigins].map((origin) => new URL(origin).host));
  }

  /** Watches every page of a browser context, also those to come. */
  async over(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
        console.error(`Violation of ${violatedDirective}: ${blockedURI} in ${sourceFile}`);
      });
    });
    context.on('console', (message) => {
      this.console.push(message.text());
      if (/^Violation of|Content Security Policy|TrustedHTML|TrustedScript/.test(message.text()))
        this.troubles.push(message.text());
    });
    context.on('weberror', (error) => this.troubles.push(`Thrown: ${error.error().message}`));
    context.on('request', (request) => {
      const address = new URL(request.url());
      this.addresses.push(address.href);
      const own = address.protocol === 'blob:' || address.protocol === 'data:';
      if (!own && !this.#hosts.has(address.host)) this.troubles.push(`Contacted ${address.host}`);
    });
  }
}
