/**
 * The demo as `npm start` runs it, in a process of its own on free ports and an empty folder: so it can be killed and
 * started again, and everything it logs can be read.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod/mini';

const root = fileURLToPath(new URL('..', import.meta.url));
const LONGEST_START = 120_000;

/** What `npm run demo -- --json` prints, as far as the tests need it. */
const Listing = z.object({
  api: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  allowedOrigins: z.array(z.string()),
  clients: z.array(z.object({ name: z.string(), email: z.string() })),
  pages: z.object({
    clientArea: z.string(),
    account: z.string(),
    documents: z.string(),
    invoices: z.string(),
    firmBackend: z.string(),
    desk: z.string(),
    mail: z.string(),
  }),
});
type Listing = z.infer<typeof Listing>;

const Mails = z.array(
  z.object({
    to: z.string(),
    at: z.string(),
    language: z.string(),
    code: z.nullable(z.string()),
    link: z.nullable(z.string()),
  }),
);
export type Mail = z.infer<typeof Mails>[number];

export class DemoSite {
  readonly listing: Listing;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #dataDir: string;
  #process: ChildProcess | undefined;
  #log = '';

  private constructor(listing: Listing, environment: NodeJS.ProcessEnv, dataDir: string) {
    this.listing = listing;
    this.#environment = environment;
    this.#dataDir = dataDir;
  }

  /** Starts a demo of its own. */
  static async start(): Promise<DemoSite> {
    const dataDir = await mkdtemp(join(tmpdir(), 'portico-e2e-'));
    const port = process.env['PORT'] ?? String(await freePorts(3));
    const environment = { ...process.env, PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'info' };
    const asked = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'examples/demo.ts', '--json'], {
      cwd: root,
      env: environment,
    });
    const site = new DemoSite(Listing.parse(JSON.parse(asked.stdout)), environment, dataDir);
    await site.restart().catch(async (error: unknown) => {
      await site.stop();
      throw error;
    });
    return site;
  }

  /** Everything printed so far. */
  get log(): string {
    return this.#log;
  }

  /** Starts it again on the same ports and data; resolves when it answers. */
  async restart(): Promise<void> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'examples/start.ts'], {
      cwd: root,
      env: this.#environment,
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (this.#log += text.toString()));
    const end = Date.now() + LONGEST_START;
    while (!(await this.#answers())) {
      if (child.exitCode !== null || Date.now() > end) throw new Error(`The demo did not start:\n${this.#log}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it politely and removes its folder. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** Names of all files in the blob store. */
  async blobs(): Promise<readonly string[]> {
    const entries = await readdir(join(this.#dataDir, 'blobs'), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  /** The newest message to an address that was sent since. Waits for it. */
  async mailTo(address: string, since: Date): Promise<Mail> {
    for (let tries = 300; tries > 0; tries -= 1) {
      const found = (await this.mailsSince(since)).find(({ to }) => to === address);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The message did not come.');
  }

  /** All messages since, the newest first: mails, and text messages to a number. */
  async mailsSince(since: Date): Promise<readonly Mail[]> {
    const response = await fetch(`${this.listing.api}/dev/mail.json`);
    return Mails.parse(await response.json()).filter(({ at }) => new Date(at) >= since);
  }

  /** True when the API and both sites answer. */
  async #answers(): Promise<boolean> {
    const { api, pages } = this.listing;
    const answers = [`${api}/v1/health`, pages.clientArea, pages.firmBackend].map((url) =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return (await Promise.all(answers)).every(Boolean);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

/** The first of so many free ports in a row. */
async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
