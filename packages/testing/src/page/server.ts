/** The real server inside a page: the app itself, over a PGlite that every portal of the page shares. */
import {
  compose,
  createApp,
  createMailCatcher,
  createMemoryBlobs,
  createMemoryDns,
  createMemoryPglite,
  createSmsCatcher,
  type Database,
  type Deps,
  overPglite,
  webBytes,
  webPasswords,
} from '@portico/reference-server';
import { PageClock } from './clock.js';
import { consoleLog } from './console-log.js';
import { createPagePdf } from './pdf.js';
import { Troubles } from './troubles.js';

/** Where the portal's API is, as far as the page knows. Nothing is ever sent there. */
export const API = 'https://portal.firm.example';

/** A dump of a migrated database, beside the page; whoever serves pages writes it there by `databaseTemplate()`. */
const TEMPLATE = 'database-template.tar';

export interface PageServer {
  readonly app: ReturnType<typeof createApp>;
  readonly deps: Deps;
  readonly db: Database;
  readonly clock: PageClock;
  readonly mails: ReturnType<typeof createMailCatcher>;
  readonly troubles: Troubles;
}

let database: Promise<Database> | undefined;
const mails = createMailCatcher();

/**
 * A server of its own over the page's database. The first call of a page loads the database, which takes a second.
 * @param pdf whether it makes PDFs
 */
export async function createPageServer({ pdf }: { readonly pdf: boolean }): Promise<PageServer> {
  const db = await (database ??= loadDatabase());
  const troubles = new Troubles();
  const clock = new PageClock();
  const composed = compose({
    db,
    clock,
    dns: createMemoryDns(),
    mailer: mails,
    sms: createSmsCatcher(mails),
    bytes: webBytes,
    passwords: webPasswords,
    blobs: troubles.blobs(createMemoryBlobs()),
    log: consoleLog(troubles),
    payments: 'demo',
    ...(pdf && { pdf: createPagePdf() }),
    config: {
      publicUrl: API,
      version: '0.0.0-page',
      masterKey: new Uint8Array(32).fill(7),
      maxUploadBytes: 2 ** 31,
      checkAnswers: true,
    },
  });
  const deps = { ...composed, work: troubles.work(composed.work) };
  return { app: createApp(deps), deps, db, clock, mails, troubles };
}

async function loadDatabase(): Promise<Database> {
  const response = await fetch(new URL(TEMPLATE, document.baseURI));
  if (!response.ok) throw new Error(`There is no ${TEMPLATE} beside this page`);
  return overPglite(await createMemoryPglite(await response.blob()));
}
