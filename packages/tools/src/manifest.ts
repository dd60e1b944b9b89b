/**
 * `tsx manifest.ts` writes custom-elements.json and the editors' data into packages/elements/dist, and the API part of
 * each element's page in docs/elements. `--check` writes no page and fails where one is stale, or where the class block
 * of an element does not describe something that a user of it can see.
 */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { apiTables } from './api-tables.js';
import { type ElementDoc, elementsOf } from './element-docs.js';
import { pageWith, readPage, writePage } from './element-pages.js';
import { undescribed } from './undescribed.js';
import { isMain, readJson, root } from './workspace.js';

/** Analyses the elements' sources and answers what is public of each. */
export async function writeManifest(): Promise<ElementDoc[]> {
  const cem = join(dirname(createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer')), 'cem.js');
  const args = [cem, 'analyze', '--quiet', '--config', 'custom-elements-manifest.config.mjs'];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  return elementsOf(readJson(join(root, 'packages/elements/dist/custom-elements.json')));
}

/** Pages whose API part is not what the sources say, or that are missing. */
export function stalePages(elements: readonly ElementDoc[]): string[] {
  return elements
    .filter((element) => {
      const page = readPage(element.tag);
      return page === undefined || page !== pageWith(element, page, apiTables(element));
    })
    .map(
      ({ tag }) => `docs/elements/${tag}.md is not what the sources say: run npx tsx packages/tools/src/manifest.ts`,
    );
}

if (isMain(import.meta.url)) {
  const elements = await writeManifest();
  const check = process.argv.includes('--check');
  if (!check) for (const element of elements) writePage(element, apiTables(element));
  const faults = [...elements.flatMap((element) => undescribed(element)), ...stalePages(elements)];
  for (const fault of faults) console.log(fault);
  if (elements.length === 0) console.log('No element has a tag: is packages/elements/src/define empty?');
  if (faults.length > 0 || elements.length === 0) process.exitCode = 1;
  else console.log(`${elements.length} elements, each member described.`);
}
