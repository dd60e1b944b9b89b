/**
 * Who may import whom. Package walls hold most of it; this holds the rest: the order of the layers, exports maps
 * without deep paths, declared dependencies, no circle of modules, and a server app that also runs inside a page.
 */
import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { type Import, importsOf } from './imports.js';
import { filesBelow, isMain, readRecord, root } from './workspace.js';

/** What each package may import of ours; `inTests` is what its tests, and code that is only for tests, may as well. */
const layers: Readonly<Record<string, readonly string[]>> = {
  'packages/audit': [],
  'packages/contract': [],
  'packages/client': ['contract'],
  'packages/elements': ['contract', 'client'],
  'packages/react': ['client', 'elements'],
  'reference-server': ['audit', 'contract'],
  'packages/testing': ['contract', 'client', 'reference-server'],
  'packages/tools': ['contract', 'client', 'reference-server', 'testing'],
  stories: ['contract', 'client', 'elements', 'reference-server', 'testing', 'tools'],
  examples: ['contract', 'client', 'elements', 'reference-server', 'tools'],
  e2e: ['contract', 'client', 'reference-server', 'testing', 'tools'],
  proofs: ['audit', 'contract', 'client', 'elements', 'reference-server', 'testing', 'tools'],
};
const inTests = ['testing', 'reference-server', 'tools'];

/** Where the app begins that runs in Node, in tests and in a page; adapters that need Node are reached from node.ts. */
const app = 'reference-server/src/app.ts';
const onlyInNode = new Set(['pg', 'nodemailer', '@hono/node-server', '@aws-sdk/client-s3', 'stripe']);

interface Module {
  readonly file: string;
  readonly folder: string;
  readonly imports: readonly Import[];
}

/** Every breach of the boundaries, one sentence each, with file and line. @param base the workspace's folder */
export function breaches(base: string = root): string[] {
  const modules = new Map(
    Object.keys(layers).flatMap((folder) =>
      filesBelow(folder, '.ts', base)
        .filter((file) => !file.endsWith('.d.ts'))
        .map((file): [string, Module] => [file, { file, folder, imports: importsOf(join(base, file)) }]),
    ),
  );
  const each = [...modules.values()].flatMap((module) => module.imports.flatMap((one) => breachOf(base, module, one)));
  return [...each, ...circles(modules), ...nodeInApp(modules)];
}

function breachOf(base: string, { file, folder }: Module, { name, line }: Import): string[] {
  const at = `${file}:${line}`;
  if (name.startsWith('.')) {
    const target = posix.join(posix.dirname(file), name);
    return target.startsWith(`${folder}/`) ? [] : [`${at} leaves its package by ${name}: import the package's name.`];
  }
  if (isBuiltin(name)) return name.startsWith('node:') ? [] : [`${at} imports ${name}: say node:${name}.`];
  const [scope = '', rest = ''] = name.split('/');
  const packageName = name.startsWith('@') ? `${scope}/${rest}` : scope;
  const forTests = /\.(test|suite|spec|stories|testing)\.ts$/.test(file);
  if (scope === '@portico') {
    const allowed = [...(layers[folder] ?? []), ...(forTests ? inTests : [])];
    if (!allowed.includes(rest))
      return [`${at} imports ${name}: ${folder} may import ${allowed.join(', ') || 'no other of our packages'}.`];
    return isExported(base, packageName, name) ? [] : [`${at} imports ${name}, which the package does not export.`];
  }
  return isDeclared(base, file, folder, packageName, forTests)
    ? []
    : [`${at} imports ${packageName}, which its package.json does not declare.`];
}

function isExported(base: string, packageName: string, name: string): boolean {
  const folder = [`packages/${packageName.slice(9)}`, packageName.slice(9)].find((one) =>
    existsSync(join(base, one, 'package.json')),
  );
  const { exports } = folder ? readRecord(join(base, folder, 'package.json')) : {};
  const path = `.${name.slice(packageName.length)}`;
  return keysOf(exports).some((key) => {
    const [start = '', end] = key.split('*');
    return end === undefined ? key === path : path.startsWith(start) && path.endsWith(end);
  });
}

/** Published code needs its own dependency; tests and private packages may rely on the workspace's. */
function isDeclared(base: string, file: string, folder: string, name: string, forTests: boolean): boolean {
  const segments = posix.dirname(file).split('/');
  const own = segments
    .map((_, depth) => segments.slice(0, segments.length - depth).join('/'))
    .filter((path) => path.startsWith(folder) && existsSync(join(base, path, 'package.json')))
    .map((path) => readRecord(join(base, path, 'package.json')));
  const mayLean = forTests || own.every((manifest) => manifest['private'] === true && folder !== 'reference-server');
  const all = ['package.json', ...Object.keys(layers).map((path) => `${path}/package.json`)];
  const leaned = mayLean
    ? all.filter((path) => existsSync(join(base, path))).map((path) => readRecord(join(base, path)))
    : [];
  const declared = [
    ...own.flatMap((manifest) => keysOf(manifest['dependencies'])),
    ...leaned.flatMap((manifest) => [...keysOf(manifest['dependencies']), ...keysOf(manifest['devDependencies'])]),
  ];
  return declared.includes(name);
}

/** Circles of modules that run each other while loading; each is reported once. */
function circles(modules: ReadonlyMap<string, Module>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      found.push(`A circle of imports: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
      return;
    }
    if (done.has(file)) return;
    for (const { name, typeOnly, dynamic } of modules.get(file)?.imports ?? []) {
      const target = resolve(modules, file, name);
      if (target && !typeOnly && !dynamic) visit(target, [...path, file]);
    }
    done.add(file);
  };
  for (const file of modules.keys()) visit(file, []);
  return found;
}

/** What only Node has, in anything that the app imports, directly or not. */
function nodeInApp(modules: ReadonlyMap<string, Module>): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const way = [...path, file];
    for (const { name, line, typeOnly } of modules.get(file)?.imports ?? []) {
      if (typeOnly) continue;
      if (isBuiltin(name) || onlyInNode.has(name)) {
        found.push(`${file}:${line} imports ${name}, and the app must run in a page: ${way.join(' → ')}`);
      }
      const target = resolve(modules, file, name);
      if (target) visit(target, way);
    }
  };
  visit(app, []);
  return found;
}

function resolve(modules: ReadonlyMap<string, Module>, file: string, name: string): string | undefined {
  if (!name.startsWith('.')) return undefined;
  const target = posix.join(posix.dirname(file), name).replace(/\.js$/, '.ts');
  return modules.has(target) ? target : undefined;
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

if (isMain(import.meta.url)) {
  const found = breaches();
  for (const breach of found) console.log(breach);
  if (found.length > 0) process.exitCode = 1;
  else console.log('Every import keeps to its layer.');
}
