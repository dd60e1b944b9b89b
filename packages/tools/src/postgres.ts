/**
 * A throw-away PostgreSQL for tests. The embedded PGlite has one connection and no row level security worth the
 * name, so the suites run again on a real server: one that `TEST_DATABASE_URL` names, else one that is installed,
 * else the one an npm package ships. The cluster lives in a temporary folder and ends with the process that asked.
 *
 * As a command it runs another with a fresh database in `DATABASE_URL`: `tsx postgres.ts node --test …`
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { accountForPostgres, findPostgresPrograms, type PostgresPrograms } from './postgres-programs.js';
import { notAvailable } from './test-counts.js';
import { isMain } from './workspace.js';

/** A server that tests may fill: every call of `freshDatabase` answers the URL of an empty database of its own. */
export interface Postgres {
  readonly source: string;
  freshDatabase(): Promise<string>;
  /** Ends the server, or drops the databases on one that was there before. */
  stop(): Promise<void>;
}

/** A server, or the reason in words why there is none. */
export type PostgresSearch =
  { readonly found: true; readonly postgres: Postgres } | { readonly found: false; readonly reason: string };

/** Starts or reaches a PostgreSQL for tests. Never throws: where there is none, `reason` says why. */
export async function startPostgres(
  env: NodeJS.ProcessEnv = process.env,
  findPrograms: (folder: string, env: NodeJS.ProcessEnv) => PostgresPrograms = findPostgresPrograms,
): Promise<PostgresSearch> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-postgres-'));
  try {
    const named = env.TEST_DATABASE_URL;
    if (named) return { found: true, postgres: new Databases('TEST_DATABASE_URL', named, () => remove(folder)) };
    return { found: true, postgres: await startCluster(folder, env, findPrograms(folder, env)) };
  } catch (error) {
    await remove(folder);
    return { found: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Hands out databases that belong to a role without superuser rights, so that row level security applies to it. */
class Databases implements Postgres {
  readonly source: string;
  readonly #admin: URL;
  readonly #end: () => Promise<void>;
  readonly #role = `portico_${randomBytes(4).toString('hex')}`;
  readonly #password = randomBytes(12).toString('hex');
  readonly #names: string[] = [];
  #roleMade = false;

  constructor(source: string, admin: string, end: () => Promise<void>) {
    this.source = source;
    this.#admin = new URL(admin);
    this.#end = end;
  }

  async freshDatabase(): Promise<string> {
    const name = `${this.#role}_${this.#names.length}`;
    await this.#asAdmin(async (client) => {
      if (!this.#roleMade) await client.query(`CREATE ROLE ${this.#role} LOGIN CREATEDB PASSWORD '${this.#password}'`);
      this.#roleMade = true;
      await client.query(`CREATE DATABASE ${name} OWNER ${this.#role}`);
    });
    this.#names.push(name);
    const url = new URL(this.#admin);
    url.username = this.#role;
    url.password = this.#password;
    url.pathname = `/${name}`;
    return url.href;
  }

  async stop(): Promise<void> {
    if (this.#roleMade) {
      await this.#asAdmin(async (client) => {
        const owned = 'SELECT datname FROM pg_database d JOIN pg_roles r ON d.datdba = r.oid WHERE r.rolname = $1';
        const { rows } = await client.query<{ datname: string }>(owned, [this.#role]);
        for (const { datname } of rows) {
          await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(datname)} WITH (FORCE)`);
        }
        await client.query(`DROP ROLE ${this.#role}`);
      });
    }
    await this.#end();
  }

  async #asAdmin(work: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: this.#admin.href });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }
}

async function startCluster(folder: string, env: NodeJS.ProcessEnv, programs: PostgresPrograms): Promise<Postgres> {
  const account = accountForPostgres();
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const password = randomBytes(12).toString('hex');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) {
    for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid);
  }
  const options = { ...account, cwd: folder, env: { ...env, LC_ALL: 'C' } };
  const initdb = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--no-sync', '-A', 'scram-sha-256', '--pwfile'];
  execFileSync(programs.initdb, [...initdb, passwordFile], { ...options, stdio: 'pipe' });

  const port = await freePort();
  const server = spawn(programs.postgres, ['-D', data, '-p', String(port), ...settings], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const endWithUs = (): void => void server.kill('SIGQUIT');
  process.once('exit', endWithUs);
  await ready(server);
  return new Databases(programs.source, `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, async () => {
    process.off('exit', endWithUs);
    await ended(server);
    await remove(folder);
  });
}

/** Nothing here has to survive a power cut, so nothing waits for the disk. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
].flatMap((setting) => ['-c', setting]);

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString('utf8')).slice(-4000);
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => {
      reject(new Error(`postgres ended before it was ready: ${log.trim()}`));
    });
  });
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => {
      resolve();
    });
    server.kill('SIGINT');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port on the loopback address.'));
      });
    });
  });
}

async function remove(folder: string): Promise<void> {
  if (existsSync(folder)) await rm(folder, { recursive: true, force: true });
}

async function runWithDatabase([program, ...args]: readonly string[]): Promise<number> {
  if (!program) throw new Error('Name the command to run, for instance: postgres.ts node --test x.test.ts');
  const search = await startPostgres();
  if (!search.found) {
    console.log(`No real PostgreSQL: ${search.reason}`);
    return notAvailable;
  }
  const { postgres } = search;
  try {
    const url = await postgres.freshDatabase();
    console.log(`PostgreSQL: ${postgres.source}`);
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, DATABASE_URL: url } });
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => {
        resolve(code ?? 1);
      });
    });
  } finally {
    await postgres.stop();
  }
}

if (isMain(import.meta.url)) process.exitCode = await runWithDatabase(process.argv.slice(2));
