/** The pages of docs/elements: prose by people, and between two markers the API tables by `manifest.ts`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ElementDoc } from './element-docs.js';
import { root } from './workspace.js';

const start = '<!-- api: generated from the class block by packages/tools/src/manifest.ts -->';
const end = '<!-- /api -->';

/** A page's text; undefined where there is none yet. */
export function readPage(tag: string): string | undefined {
  const path = pathOf(tag);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Writes the tables into a page, and the page where there is none. */
export function writePage(element: ElementDoc, tables: string): void {
  const path = pathOf(element.tag);
  const page = readPage(element.tag);
  const next = pageWith(element, page, tables);
  if (next === page) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, next);
}

/** A page with these tables between its markers; a page without markers gets them at its end. */
export function pageWith({ tag, summary }: ElementDoc, page: string | undefined, tables: string): string {
  const text = page ?? `# ${tag}\n\n${summary}\n`;
  const part = `${start}\n\n${tables}\n\n${end}`;
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) return `${text.trimEnd()}\n\n## API\n\n${part}\n`;
  return text.slice(0, from) + part + text.slice(to + end.length);
}

function pathOf(tag: string): string {
  return join(root, 'docs/elements', `${tag}.md`);
}
