/** The real server inside a page: the app itself, over a PGlite that every portal of the page shares. */
import {
  compose,
  createApp,
  createDemoPayments,
  createMailCatcher,
  createMemoryBlobs,
  createMemoryDns,
  createMemoryPglite,
  createMemoryShelf,
  createSmsCatcher,
  type Database,
  type DemoProcessor,
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
  /** What is behind the fields where payments look like Stripe's. */
  readonly processor: DemoProcessor;
}

const stripeFacts = { processor: 'stripe', publishableKey: 'pk_test_standin', accountId: null } as const;

interface PageServerOptions {
  /** Whether it makes PDFs. */
  readonly pdf: boolean;
  /** What takes payments. */
  readonly payments: 'demo' | 'stripe';
}

let database: Promise<Database> | undefined;
const mails = createMailCatcher();

/** A server of its own over the page's database. The first call of a page loads the database, which takes a second. */
export async function createPageServer({ pdf, payments }: PageServerOptions): Promise<PageServer> {
  const db = await (database ??= loadDatabase());
  const troubles = new Troubles();
  const clock = new PageClock();
  const processor = createDemoPayments({
    ...{ clock, shelf: createMemoryShelf(), secret: 'what nobody knows '.repeat(2) },
    ...{ deliver: () => Promise.resolve(), pageUrl: (id: string) => `${API}/demo-payments/${id}` },
  });
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
    ...(pdf && { pdf: createPagePdf() }),
    // To the page it is Stripe; what it says is heard of when it is asked.
    payments: payments === 'demo' ? 'demo' : { ...processor, name: 'stripe', browserFacts: () => stripeFacts },
    config: {
      publicUrl: API,
      version: '0.0.0-page',
      masterKey: new Uint8Array(32).fill(7),
      maxUploadBytes: 2 ** 31,
      checkAnswers: true,
    },
  });
  const deps = { ...composed, work: troubles.work(composed.work) };
  return { app: createApp(deps), deps, db, clock, mails, troubles, processor };
}

async function loadDatabase(): Promise<Database> {
  const response = await fetch(new URL(TEMPLATE, document.baseURI));
  if (!response.ok) throw new Error(`There is no ${TEMPLATE} beside this page`);
  return overPglite(await createMemoryPglite(await response.blob()));
}
