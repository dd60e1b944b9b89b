/**
 * The real server for tests. Nothing is a mock but the clock and the network: requests go to
 * `app.request`, mail into the catcher that development uses too.
 */
import {
  type BlobStore,
  type Config,
  createApp,
  createMailCatcher,
  createMemoryBlobs,
  createMemoryDns,
  createSmsCatcher,
  compose,
  type Deps,
  type Log,
  type MemoryDns,
  type Ports,
} from '@portico/reference-server';
import { nativePasswords, nodeBytes } from '@portico/reference-server/node';
import { TestClock } from './clock.js';
import { createTestDatabase, type TestDatabase } from './database.js';

export const PUBLIC_URL = 'https://portal.firm.example';

export interface TestServerOptions {
  readonly config?: Partial<Config>;
  readonly blobs?: BlobStore;
  /** One of its own, migrated, by default. */
  readonly database?: TestDatabase;
  /** What a server may be without. */
  readonly ports?: Pick<Deps, 'scanner' | 'pictures' | 'ocr' | 'pdf'> &
    Pick<Ports, 'payments'> &
    Partial<Pick<Deps, 'sheets'>>;
}

export interface TestServer {
  readonly app: ReturnType<typeof createApp>;
  readonly deps: Deps;
  readonly clock: TestClock;
  readonly dns: MemoryDns;
  readonly mails: ReturnType<typeof createMailCatcher>;
  /** Every line the server has logged, as JSON. */
  readonly log: string[];
  /** Delivers what waits in the mail table. */
  readonly deliver: () => Promise<void>;
  /** `app.request` as a `fetch`, for the client SDK. */
  readonly fetch: typeof fetch;
  readonly close: () => Promise<void>;
}

/** One server per test file; each test makes its own firm. */
export async function createTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { db, confined, close } = options.database ?? (await createTestDatabase());
  const clock = new TestClock();
  const mails = createMailCatcher({ clock });
  const log: string[] = [];
  const dns = createMemoryDns();
  const deps = compose({
    db,
    confined,
    clock,
    dns,
    mailer: mails,
    sms: createSmsCatcher(mails),
    bytes: nodeBytes,
    passwords: nativePasswords,
    blobs: options.blobs ?? createMemoryBlobs({ clock }),
    log: capture(log),
    payments: 'demo',
    ...options.ports,
    config: {
      publicUrl: PUBLIC_URL,
      // For servers whose public address is another.
      otherHosts: [new URL(PUBLIC_URL).host],
      version: '0.0.0-test',
      masterKey: new Uint8Array(32).fill(7),
      maxUploadBytes: 2 ** 31,
      checkAnswers: true,
      ...options.config,
    },
  });
  const app = createApp(deps);
  return {
    app,
    deps,
    clock,
    dns,
    mails,
    log,
    deliver: async () => {
      await deps.relay.deliver();
    },
    fetch: async (input, init) => app.fetch(new Request(input, init)),
    close: async () => {
      // The relay may have been told of a mail a moment ago; a database that goes from under it is an error.
      await deps.relay.deliver();
      await deps.arrivals.deliver();
      await close();
    },
  };
}

function capture(lines: string[]): Log {
  const write = (level: string) => (fields: object, message: string) => {
    const plain = Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [
        key,
        value instanceof Error ? (value.stack ?? value.message) : value,
      ]),
    );
    lines.push(JSON.stringify({ level, message, ...plain }));
  };
  return { info: write('info'), error: write('error') };
}
