/**
 * What an element shows to its users and its class block does not describe, or describes and does not have. The
 * manifest knows members and dispatched events; parts, slots and custom properties are read from the templates and
 * styles of the element's folder and of what it imports from `core`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { ElementDoc, Item } from './element-docs.js';
import { importsOf } from './imports.js';
import { filesBelow, root } from './workspace.js';

const sources = 'packages/elements/src';

/** One sentence for each thing that is missing or too much. @param base the workspace's folder */
export function undescribed(element: ElementDoc, base: string = root): string[] {
  const kinds: [kind: string, items: readonly Item[]][] = [
    ['property', element.properties],
    ['method', element.methods],
    ['attribute', element.attributes],
    ['event', element.events],
    ['slot', element.slots],
    ['part', element.parts],
    ['CSS property', element.cssProperties],
    ['state', element.states],
  ];
  const silent = kinds.flatMap(([kind, items]) =>
    items
      .filter(({ description }) => description === '')
      .map(({ name }) => `the ${kind} ${name || '(default)'} has no description`),
  );
  const summary = element.summary === '' ? ['the class block has no @summary'] : [];
  const typeless = element.events
    .filter(({ type }) => type === '')
    .map(({ name }) => `the event ${name} names no class`);
  const text = textOf(element, base);
  const used = [
    ...compare(
      'part',
      element.parts,
      attributeValues(text, 'part').flatMap((value) => value.split(/\s+/)),
    ),
    ...compare('slot', element.slots, slotsIn(text)),
    ...compare('CSS property', element.cssProperties, hostProperties(text)),
  ];
  return [...summary, ...silent, ...typeless, ...used].map((fault) => `${element.tag}: ${fault}.`);
}

function compare(kind: string, described: readonly Item[], found: readonly string[]): string[] {
  const names = new Set(described.map(({ name }) => name));
  const present = new Set(found.filter((name) => !name.includes('$')));
  return [
    ...[...present]
      .filter((name) => !names.has(name))
      .map((name) => `the ${kind} ${name || '(default)'} is not in the class block`),
    ...[...names]
      .filter((name) => !present.has(name))
      .map((name) => `the ${kind} ${name || '(default)'} is described and not there`),
  ];
}

/** The element's module, the rest of its folder, and what these import from `core`. Other elements speak for themselves. */
function textOf(element: ElementDoc, base: string): string {
  const folder = posix.join(sources, posix.dirname(element.module));
  const files = filesBelow(folder, '.ts', base).filter(
    (file) => !file.endsWith('.test.ts') && posix.dirname(file) === folder,
  );
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(join(base, file))) return;
    seen.add(file);
    for (const { name, typeOnly } of importsOf(join(base, file))) {
      const target = posix.join(posix.dirname(file), name).replace(/\.js$/, '.ts');
      if (!typeOnly && name.startsWith('.') && target.startsWith(`${sources}/core/`)) visit(target);
    }
  };
  files.forEach(visit);
  return [...seen].map((file) => readFileSync(join(base, file), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '')).join('\n');
}

function attributeValues(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`[\\s]${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');
}

function slotsIn(text: string): string[] {
  return [...text.matchAll(/<slot\b([^>]*)>/g)].map((match) => /\bname="([^"]*)"/.exec(match[1] ?? '')?.[1] ?? '');
}

/** Custom properties that a `:host` rule sets: an element's own knobs. `--_…` are private, `--portal-…` are the theme's. */
function hostProperties(text: string): string[] {
  return [...text.matchAll(/:host\s*\{([^}]*)\}/g)]
    .flatMap((rule) => [...(rule[1] ?? '').matchAll(/(?:^|[\s;])(--[a-z][a-z0-9-]*)\s*:/g)])
    .map((match) => match[1] ?? '')
    .filter((name) => !name.startsWith('--portal-'));
}
