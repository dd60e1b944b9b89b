/**
 * Whatever is sent, no address of the API runs a script of it in a browser: files that are one thing to a reader and another
 * to a browser, and names that are markup, are opened in Chromium at every address that answers a GET, by the client
 * and by the firm, as a link in a mail or an address bar would open them.
 */
import { allEndpoints } from '@portico/reference-server';
import type { Page } from '@playwright/test';
import { pdf, photo, type ChosenFile } from './files.js';
import type { NewClient } from './firm.js';
import { expect, test } from './fixtures.js';

const RAN = 'a script of a stranger has run';
const TITLE = 'Passport';
const markup = (where: string) => `<img src=x onerror=console.log('${RAN}, ${where}')>`;

/** Whom an address is for, by who opens it. */
const callersOf: Readonly<Record<'client' | 'staff', readonly string[]>> = {
  client: ['anyone', 'visitor', 'client'],
  staff: ['anyone', 'staff', 'person', 'backend'],
};

/** Ids of what was made, by the part of an address that they belong to. */
type Ids = Readonly<Record<string, string>>;

test('no address of the API runs a script of what was sent, for the client or for the firm', async ({
  area,
  browser,
  firm,
  page,
  site,
}) => {
  test.setTimeout(240_000);
  const client = await firm.newClient([{ title: TITLE, maxFiles: 10 }]);
  const picture = await photo(page, `${markup('name of a picture')}.jpg`);
  const paper = pdf(`${markup('name of a paper')}.pdf`);
  await area.signIn(client.email);
  await area.send(TITLE, [behind(picture), paper]);
  await area.expectSent(TITLE);
  const sharedId = await firm.share(client, pdf(`${markup('name of a letter')}.pdf`), markup('name of a folder'));

  expect(await firm.documents(client.matterId)).toHaveLength(2);

  const heard: string[] = [];
  const opened: string[] = [];
  // Contexts of their own: how Chromium shows JSON breaks the policy under which it comes, and that is no fault of ours.
  const guest = await browser.newContext({
    storageState: await page.context().storageState(),
    extraHTTPHeaders: { 'portico-client': 'e2e' },
  });
  const staff = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${site.listing.secretKey}` } });
  const callers = [
    { audience: 'client', page: await guest.newPage() },
    { audience: 'staff', page: await staff.newPage() },
  ] as const;
  for (const { audience, page: tab } of callers) {
    tab.on('console', (message) => heard.push(message.text()));
    tab.on('dialog', (dialog) => void dialog.dismiss());
    for (const documentId of (await firm.documents(client.matterId)).map(({ id }) => id)) {
      for (const path of addresses(audience, idsOf(client, documentId, sharedId))) {
        const status = await open(tab, site.listing.api + path);
        if (status === 200) opened.push(path);
      }
    }
  }
  await page.goto(site.listing.pages.clientArea);
  await page.waitForTimeout(500);
  expect(heard.filter((text) => text.includes(RAN))).toEqual([]);
  // It was really there to be run.
  for (const part of ['/documents/', '/content', '/v1/checklists/', '/v1/shared-documents/', '/v1/firm/documents/']) {
    expect(
      opened.some((path) => path.includes(part)),
      part,
    ).toBe(true);
  }
  await guest.close();
  await staff.close();
});

/** A picture with markup behind its last byte, which a browser that guesses at types might find. A PDF with a page behind it does not come in. */
function behind({ name, mimeType, buffer }: ChosenFile): ChosenFile {
  return { name, mimeType, buffer: Buffer.concat([buffer, Buffer.from(`\n${markup('a picture')}`)]) };
}

function idsOf({ matterId, checklist, contactId }: NewClient, documentId: string, sharedId: string): Ids {
  return {
    documents: documentId,
    'shared-documents': sharedId,
    matters: matterId,
    checklists: checklist.id,
    contacts: contactId,
    requests: checklist.groups[0]?.requests[0]?.id ?? '',
  };
}

/** Every address that this side can be sent to. */
function addresses(audience: 'client' | 'staff', ids: Ids): readonly string[] {
  return allEndpoints()
    .filter(({ endpoint }) => endpoint.method === 'GET' && callersOf[audience].includes(endpoint.access.audience))
    .map(({ endpoint }) =>
      endpoint.path.replaceAll(
        /\/([\w-]+)\/:\w+/g,
        (_all, of: string) => `/${of}/${ids[of] ?? ids['documents'] ?? ''}`,
      ),
    )
    .map((path) => (path.endsWith('/preview') ? `${path}?page=1&size=large` : path));
}

/** @returns the status, also where the browser saves what comes instead of showing it */
async function open(tab: Page, address: string): Promise<number> {
  const response = tab.waitForResponse((one) => one.url() === address, { timeout: 15_000 });
  await tab.goto(address).catch((error: unknown) => {
    if (!String(error).includes('Download is starting') && !String(error).includes('ERR_ABORTED')) throw error;
  });
  return (await response).status();
}
