/** The client area as a person uses it: by what is written on the page. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { DemoSite } from './demo-site.js';
import type { ChosenFile } from './files.js';

export class ClientArea {
  readonly page: Page;
  readonly #site: DemoSite;

  constructor(page: Page, site: DemoSite) {
    this.page = page;
    this.#site = site;
  }

  async open(): Promise<void> {
    await this.page.goto(this.#site.listing.pages.clientArea);
  }

  /** Signs in with the code from the message, and waits for the list. @returns the code */
  async signIn(email: string): Promise<string> {
    const since = new Date();
    await this.open();
    await this.page.getByLabel('E-mail address').fill(email);
    await this.page.getByRole('button', { name: 'Send me a code' }).click();
    const code = this.page.getByLabel('Six-digit code');
    await expect(code).toBeFocused();
    const mail = await this.#site.mailTo(email, since);
    await code.fill(mail.code ?? '');
    await expect(this.list).toBeVisible();
    return mail.code ?? '';
  }

  /** The line that counts what is done; it is there as soon as the list is. */
  get list(): Locator {
    return this.page.getByText(/^\d+ of \d+ done$/).first();
  }

  /** The row of a request. */
  request(title: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.headOf(title) });
  }

  /** Title, due day and state of a request. */
  headOf(title: string): Locator {
    return this.page.getByRole('heading', { level: 4, name: title });
  }

  /** Opens a request, unless it is open. */
  async unfold(title: string): Promise<Locator> {
    const row = this.request(title);
    const head = row.getByRole('button', { name: title }).first();
    if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
    return row;
  }

  /** Chooses files for a request by its own button. */
  async choose(title: string, files: ChosenFile | readonly ChosenFile[]): Promise<Locator> {
    const row = await this.unfold(title);
    const chooser = this.page.waitForEvent('filechooser');
    await row.getByRole('button', { name: /^(Choose|Add more)/ }).click();
    await (await chooser).setFiles([files].flat());
    return row;
  }

  /** Chooses files and sends them; does not wait for their arrival. */
  async send(title: string, files: ChosenFile | readonly ChosenFile[]): Promise<Locator> {
    const row = await this.choose(title, files);
    await row.getByRole('button', { name: /^Send \d+ file/ }).click();
    return row;
  }

  /** Waits until a request says that the firm has it. */
  async expectSent(title: string): Promise<void> {
    await expect(this.headOf(title)).toContainText('With your lawyer', { timeout: 45_000 });
  }
}
