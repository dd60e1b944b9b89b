/** What needs Node: the adapters that `app.ts` must not know, and the server that composes them. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { serve, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createApp, migrations } from './app.js';
import { sweepAuditDetails } from './audit/retention.js';
import { createAutopayRound } from './autopay/round.js';
import { createPlanAutopayRound } from './plan-autopay/round.js';
import { createCheckpointing } from './audit/service.js';
import { compose, type Ports } from './compose.js';
import { migrate } from './database/migrations.js';
import { sweepKeys } from './database/once.js';
import { openEmbedded } from './database/pglite.node.js';
import { overPostgres } from './database/postgres.js';
import type { Deps } from './deps.js';
import { createEmbed, type EmbedFiles } from './embed/embed.js';
import { createHostedPages } from './hosted/pages.js';
import { type Bindings, locate, type Located } from './http/pipeline.js';
import { createCatcherPage } from './mail/catcher-page.js';
import { incomingBody } from './ports/body.node.js';
import { createDiskBlobs } from './ports/blobs.disk.js';
import { createS3Blobs } from './ports/blobs.s3.js';
import { createWorkerBytes } from './ports/bytes.workers.js';
import { systemClock } from './ports/clock.js';
import { createNodeDns } from './ports/dns.node.js';
import { createTesseractOcr } from './ports/ocr.tesseract.js';
import { createTypstPdf } from './ports/pdf.typst.js';
import { createWorkerPictures } from './ports/pictures.workers.js';
import { createWorkerSheets } from './ports/sheets.workers.js';
import { createClamavScanner } from './ports/scanner.clamav.js';
import { createStripePayments } from './ports/payments.stripe.js';
import type { StripeOptions } from './ports/payments.stripe-client.js';
import { createPinoLog } from './ports/log.pino.js';
import { createMailCatcher } from './ports/mail.catcher.js';
import { createSmtpMailer } from './ports/mail.smtp.js';
import { nativePasswords } from './ports/passwords.native.js';
import { createPeerFinder } from './ports/proxies.node.js';
import { createSmsCatcher } from './ports/sms.catcher.js';
import { noSms } from './ports/sms.none.js';
import { createTwilioSms, type TwilioOptions } from './ports/sms.twilio.js';
import { createAccountCheck } from './paying/accounts.js';
import { createDemoPage } from './paying/demo-page.js';
import { isDemo } from './paying/demo.js';
import { createOverdueRound } from './invoices/overdue.js';
import { createLateFeeRound } from './late-fees/round.js';
import { createReminderRound } from './reminders/round.js';
import { sweepSessions } from './session/sweep.js';
import { createSweep, freeUploads } from './uploads/sweep.js';

export { DatabaseInUseError, openEmbedded } from './database/pglite.node.js';
export { overPostgres } from './database/postgres.js';
export { createDiskBlobs } from './ports/blobs.disk.js';
export { nodeBytes } from './ports/bytes.node.js';
export { nativePasswords } from './ports/passwords.native.js';
export { stripeOptions } from './ports/payments.stripe-options.js';
export { createTypstPdf } from './ports/pdf.typst.js';

const SWEEP_EVERY_MS = 15 * 60_000;
/** Catches mails whose relay died, and retries that have come due. */
const RELAY_EVERY_MS = 10_000;
const TEND_EVERY_MS = 60_000;
/** A day ends at every quarter of an hour somewhere. */
const OVERDUE_EVERY_MS = 15 * 60_000;
/** Hours of a firm's day begin at every quarter of an hour somewhere, too. */
const REMIND_EVERY_MS = 15 * 60_000;
/** Whether the accounts still fit the money that goes to them; nothing new is begun where they do not. */
const CHECK_EVERY_MS = 15 * 60_000;
/** Asks who has a hundred new entries, or one that is a minute old. */
const CHECKPOINT_EVERY_MS = 10_000;

export interface ServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** Address that clients use; the local one by default. */
  readonly publicUrl?: string;
  /**
   * Proxies before the server, as addresses or networks (`10.0.0.0/8`): what they say of who called them is believed, what
   * anybody else says is not. `TRUSTED_PROXIES`, separated by commas, by default.
   */
  readonly trustedProxies?: readonly string[];
  /** Folder of the embedded database, the blobs and the master key. */
  readonly dataDir: string;
  /** An embedded database with nothing in it but its tables, which a first start begins with (see `openEmbedded`). */
  readonly emptyDatabase?: string | undefined;
  /** A real PostgreSQL instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  /** `s3://bucket` (with the AWS variables and `S3_ENDPOINT`) instead of blobs on disk. */
  readonly blobStore?: string | undefined;
  readonly smtp?: { readonly url: string; readonly from: string } | undefined;
  /** Service that sends text messages; without one they are caught in development, and given up otherwise. */
  readonly sms?: TwilioOptions | undefined;
  /** Takes payments; without it they are played in development, and there are none otherwise. */
  readonly stripe?: StripeOptions | undefined;
  /** ClamAV's daemon, `clamav://host:3310` or `unix:/path`; without one nothing is checked for viruses. */
  readonly clamavUrl?: string | undefined;
  /** Draws previews and reads passports, on a thread of its own. Off unless asked for. */
  readonly previews?: boolean;
  /** Reads other text as well; it takes seconds and some hundred megabytes a page. Needs previews. */
  readonly ocr?: 'tesseract' | undefined;
  /** 32 bytes in base64; by default a file in `dataDir`, which one machine alone has. */
  readonly masterKey?: string | undefined;
  /** Folder of the script tag's files. */
  readonly embedDir: string;
  readonly version: string;
  /** Development: the catcher of mails and text messages, and every answer checked against the contract. */
  readonly development: boolean;
  readonly logLevel?: string;
}

export interface RunningServer {
  readonly url: string;
  readonly app: ReturnType<typeof createApp>;
  readonly deps: Deps;
  /** Ends connections, timers and the database. */
  readonly close: () => Promise<void>;
}

/** Starts the reference server. Rejects when a port, the database or the blob store is not to be had. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  await mkdir(options.dataDir, { recursive: true });
  const [masterKey, files] = await Promise.all([readMasterKey(options), readEmbed(options.embedDir)]);
  const database = options.databaseUrl
    ? real(options.databaseUrl)
    : { ...(await openEmbedded(options.dataDir, options.emptyDatabase)), confined: false };
  const { confined } = database;
  await migrate(database.db, migrations, { confined });
  const catcher = createMailCatcher({ clock: systemClock });
  const smtp = options.smtp && createSmtpMailer(options.smtp);

  const peerOf = createPeerFinder(options.trustedProxies ?? listOf(process.env['TRUSTED_PROXIES']));
  const site = new Hono<{ Bindings: HttpBindings & Bindings; Variables: Located['Variables'] }>();
  let ready = false;
  // Routes cannot be added after the first request, and a health probe may come before the last of them.
  const { server, port } = await listen(
    (request, env) => (ready ? site.fetch(request, env) : new Response(null, { status: 503 })),
    options.port,
    options.host ?? '127.0.0.1',
  );
  const url = options.publicUrl ?? `http://localhost:${port}`;
  const deps = compose({
    db: database.db,
    confined,
    ...(database.durable && { durable: database.durable }),
    blobs: options.blobStore
      ? await createS3Blobs(s3Options(options.blobStore))
      : await createDiskBlobs(path.join(options.dataDir, 'blobs')),
    bytes: createWorkerBytes(),
    clock: systemClock,
    dns: createNodeDns(),
    log: createPinoLog(options.logLevel ?? 'info'),
    mailer: smtp ?? catcher,
    sms: options.sms ? createTwilioSms(options.sms) : options.development ? createSmsCatcher(catcher) : noSms,
    passwords: nativePasswords,
    ...(options.clamavUrl !== undefined && { scanner: createClamavScanner({ url: options.clamavUrl }) }),
    ...(options.previews && { pictures: createWorkerPictures() }),
    ...paymentsOf(options),
    pdf: createTypstPdf(),
    sheets: createWorkerSheets(),
    ...(options.ocr === 'tesseract' && { ocr: createTesseractOcr() }),
    config: {
      publicUrl: url,
      // Without a public address it is a server of this machine, which has three names.
      otherHosts:
        options.publicUrl === undefined ? ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`) : [],
      version: options.version,
      masterKey,
      maxUploadBytes: 2 * 1024 ** 3,
      checkAnswers: options.development,
    },
  });
  // Nobody else can have the embedded database open, so whoever was writing has died.
  if (!options.databaseUrl) await freeUploads(deps);
  const app = createApp(deps);
  site.use('*', (c, next) => {
    Object.assign(c.env, peerOf(c.req.raw.headers, c.env.incoming.socket.remoteAddress ?? ''));
    return next();
  });
  site.use('*', locate(deps));
  site.route('/', createEmbed(files));
  site.route('/', createHostedPages(deps.config));
  if (options.development) site.route('/', createCatcherPage(catcher));
  if (deps.payments && isDemo(deps.payments)) site.route('/', createDemoPage(deps.payments));
  // Not `mount`, which would copy every request and pass each body through one stream more.
  site.all('*', (c) => {
    const { incoming, address = '' } = c.env;
    return app.fetch(c.req.raw, { address, place: c.get('place'), stream: () => incomingBody(incoming) });
  });
  ready = true;

  const sweep = createSweep(deps);
  const timers = [
    every(
      SWEEP_EVERY_MS,
      () => Promise.all([sweep(), sweepSessions(deps), sweepKeys(deps), sweepAuditDetails(deps)]),
      deps,
    ),
    every(RELAY_EVERY_MS, () => deps.relay.deliver(), deps),
    every(RELAY_EVERY_MS, () => deps.arrivals.deliver(), deps),
    every(RELAY_EVERY_MS, () => deps.settling.deliver(), deps),
    every(OVERDUE_EVERY_MS, createOverdueRound(deps), deps),
    every(REMIND_EVERY_MS, createReminderRound(deps), deps),
    every(REMIND_EVERY_MS, createLateFeeRound(deps), deps),
    every(OVERDUE_EVERY_MS, createAutopayRound(deps), deps),
    every(OVERDUE_EVERY_MS, createPlanAutopayRound(deps), deps),
    every(CHECKPOINT_EVERY_MS, createCheckpointing(deps), deps),
    every(TEND_EVERY_MS, () => database.tend(), deps),
    ...(deps.payments ? [every(CHECK_EVERY_MS, createAccountCheck(deps.payments, deps), deps)] : []),
  ];
  return {
    url,
    app,
    deps,
    async close() {
      await Promise.all(timers.map((stop) => stop()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      smtp?.close();
      await database.close();
    },
  };
}

/** The demo would write down as paid what nobody has paid, so it is never there by default where clients are real. */
function paymentsOf({ stripe, development }: ServerOptions): Pick<Ports, 'payments'> {
  if (stripe) return { payments: createStripePayments(stripe) };
  return development ? { payments: 'demo' } : {};
}

function real(databaseUrl: string) {
  const db = overPostgres(databaseUrl);
  return { db, confined: true, durable: undefined, tend: () => Promise.resolve(), close: () => db.destroy() };
}

async function readMasterKey({ dataDir, masterKey }: ServerOptions): Promise<Uint8Array<ArrayBuffer>> {
  if (masterKey !== undefined) return keyOf(Buffer.from(masterKey, 'base64'));
  const file = path.join(dataDir, 'master.key');
  try {
    await writeFile(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return keyOf(Buffer.from(await readFile(file, 'utf8'), 'base64'));
}

function keyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (bytes.byteLength !== 32) throw new Error('The master key must have 32 bytes, in base64');
  return new Uint8Array(bytes);
}

async function readEmbed(folder: string): Promise<EmbedFiles> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js') || name.endsWith('.json'));
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, new Uint8Array(await readFile(path.join(folder, name)))] as const),
    ),
  );
}

function listOf(text = ''): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function s3Options(blobStore: string) {
  const { hostname, pathname } = new URL(blobStore);
  const endpoint = process.env['S3_ENDPOINT'];
  return { bucket: hostname, prefix: pathname.slice(1), ...(endpoint !== undefined && { endpoint }) };
}

/**
 * Runs at once and then every so often, one run after the other; a failure is logged and tried again.
 * @returns ends it, when the run that is under way is over
 */
function every(milliseconds: number, run: () => Promise<unknown>, { log }: Deps): () => Promise<void> {
  let running = Promise.resolve();
  const once = () => {
    running = running.then(run).then(
      () => undefined,
      (error: unknown) => {
        log.error({ error: error instanceof Error ? error : new Error('unknown') }, 'upkeep');
      },
    );
  };
  once();
  const timer = setInterval(once, milliseconds);
  timer.unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}

const STILL_MS = 120_000;

/**
 * An upload takes as long as it takes: Node would end every request after five minutes. A kept connection
 * outlives a client that is busy between two calls.
 */
const TIMEOUTS = { requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 65_000 } as const;

function listen(fetch: Parameters<typeof serve>[0]['fetch'], port: number, hostname: string) {
  return new Promise<{ server: import('node:http').Server; port: number }>((resolve, reject) => {
    const server = serve(
      { fetch, port, hostname, overrideGlobalObjects: false, serverOptions: TIMEOUTS },
      (info: AddressInfo) => {
        if ('closeAllConnections' in server) resolve({ server, port: info.port });
      },
    );
    // A connection on which nothing moves is closed, whatever it is in the middle of.
    server.setTimeout(STILL_MS);
    server.once('error', reject);
  });
}
