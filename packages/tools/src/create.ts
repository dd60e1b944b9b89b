/**
 * `npm run create feature <name>` and `npm run create element <tag>`: the skeleton of the next one, written the way
 * the others are, and one line in each file that lists them. What it writes compiles and its tests pass, so that the
 * work begins with something that stands.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { planElement } from './create-element.js';
import { planFeature } from './create-feature.js';
import type { Plan } from './plan.js';
import { isMain, root } from './workspace.js';

/** Carries a plan out. Writes nothing when a file is there already or a place for a line is not found. */
export async function carryOut(plan: Plan, base: string = root): Promise<string[]> {
  const taken = [...plan.files.keys()].filter((path) => existsSync(join(base, path)));
  if (taken.length > 0) throw new Error(`There already: ${taken.join(', ')}`);
  const texts = new Map(plan.files);
  for (const { path, edit } of plan.edits) {
    texts.set(path, edit(texts.get(path) ?? readFileSync(join(base, path), 'utf8')));
  }
  const style = await resolveConfig(join(root, 'package.json'));
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    const isCode = path.endsWith('.ts');
    writeFileSync(join(base, path), isCode ? await format(text, { ...style, filepath: path }) : text);
  }
  return [...texts.keys()];
}

/** What to write for `feature <name>` or `element <tag>`; throws on a name that the house does not allow. */
export function planFor(kind: string | undefined, name: string | undefined, base: string = root): Plan {
  if (kind === 'feature' && name && /^[a-z]+(-[a-z]+)*s$/.test(name)) return planFeature(name, base);
  if (kind === 'element' && name && /^portal(-[a-z]+)+$/.test(name)) return planElement(name);
  throw new Error(
    [
      'npm run create feature <name>   a plural in small letters, e.g. invoices, trust-accounts',
      'npm run create element <tag>    with its prefix, named for what it shows, e.g. portal-invoice-list',
    ].join('\n'),
  );
}

if (isMain(import.meta.url)) {
  const [kind, name] = process.argv.slice(2);
  try {
    for (const path of await carryOut(planFor(kind, name))) console.log(path);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
