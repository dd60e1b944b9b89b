/**
 * Every token, code and password of a test, gathered as it goes over the wire and into the mail, so that no flow can forget
 * one; and the look, afterwards, into each place where none of them may be.
 */
import { expect, type BrowserContext, type Page, type Request, type Response } from '@playwright/test';
import type { DemoSite } from './demo-site.js';
import { tracesIn } from './traces.js';

/** A token of any kind but the publishable key, which is no secret. */
const TOKEN = /\b(?:ps|prt|pst|pat|pcs|ppa|pml|ppw|piv|pec|pul|sk)_[A-Za-z0-9_-]{43,}/g;

/** What the pages of a test said and asked for, whoever listened. */
export interface Overheard {
  readonly console: readonly string[];
  readonly addresses: readonly string[];
}

export class Secrets {
  readonly #site: DemoSite;
  readonly #since = new Date();
  readonly #known = new Set<string>();
  readonly #reading: Promise<void>[] = [];
  readonly #contexts: BrowserContext[] = [];

  constructor(site: DemoSite) {
    this.#site = site;
  }

  /** Gathers what the pages of a browser context send and get, and the cookies that no script sees. */
  over(context: BrowserContext): void {
    this.#contexts.push(context);
    context.on('request', (request) => {
      this.#reading.push(this.#readRequest(request).catch(() => undefined));
    });
    context.on('response', (response) => {
      this.#reading.push(this.#readResponse(response).catch(() => undefined));
    });
  }

  /** Adds what comes by no message: what somebody types, or the address of a link that was handed on. */
  know(secret: string): void {
    if (secret.match(TOKEN)) this.#take(secret);
    else this.#known.add(secret);
  }

  /**
   * Fails where any of them is anywhere that a script of the page, a log or an address keeps.
   * @returns what was looked for, each as its prefix, `code` or `typed`
   */
  async expectNowhere(page: Page, { console, addresses }: Overheard): Promise<ReadonlySet<string>> {
    await this.#readMails();
    for (const context of this.#contexts) this.#take(JSON.stringify(await context.cookies().catch(() => [])));
    await Promise.all(this.#reading);
    // A fragment leaves the browser in no request.
    const asked = addresses.map((address) => address.split('#')[0] ?? '');
    const places = [...(await tracesIn(page)), ...console, ...asked, this.#site.log];
    expect(this.#site.log, 'the log is there to be looked at').toContain('"operation"');
    const found = places.flatMap((place) => [
      ...(place.match(TOKEN) ?? []),
      ...[...this.#known].filter((secret) => isIn(place, secret)),
    ]);
    expect(found, 'secrets that were left behind').toEqual([]);
    return new Set([...this.#known].map(kindOf));
  }

  async #readRequest(request: Request): Promise<void> {
    this.#take(JSON.stringify(await request.allHeaders()));
  }

  async #readResponse(response: Response): Promise<void> {
    this.#take(JSON.stringify(await response.headersArray()));
    // Only what the page reads: Chromium stops a page of which one asks for the body of a refusal that it dropped.
    const brings = response.ok() && response.request().method() === 'POST';
    if (brings && response.headers()['content-type']?.includes('json')) this.#take(await response.text());
  }

  async #readMails(): Promise<void> {
    for (const { code, link } of await this.#site.mailsSince(this.#since)) {
      if (code !== null) this.#known.add(code);
      this.#take(link ?? '');
    }
  }

  #take(text: string): void {
    for (const token of text.match(TOKEN) ?? []) this.#known.add(token);
  }
}

/** Six digits are looked for as a number of their own: ids and sizes have digits too. */
function isIn(place: string, secret: string): boolean {
  return /^\d{6}$/.test(secret) ? new RegExp(`(?<![\\w.-])${secret}(?![\\w.-])`).test(place) : place.includes(secret);
}

function kindOf(secret: string): string {
  if (/^\d{6}$/.test(secret)) return 'code';
  return /^([a-z]{2,3})_[\w-]{43}/.exec(secret)?.[1] ?? 'typed';
}
