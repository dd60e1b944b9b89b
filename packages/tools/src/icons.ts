/**
 * Writes packages/elements/src/icons.ts from lucide-static: the few pictures we show, as Lit templates,
 * so that no icon font, sprite or request is needed and a strict CSP has nothing to say.
 * Run by hand after a change of the list: `npx tsx packages/tools/src/icons.ts`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

/** Our name, by what it means, and lucide's. */
const icons = {
  done: 'circle-check',
  todo: 'circle',
  waiting: 'clock',
  returned: 'rotate-ccw',
  open: 'chevron-down',
  forward: 'arrow-right',
  upload: 'upload',
  camera: 'camera',
  document: 'file-text',
  picture: 'image',
  remove: 'x',
  pause: 'pause',
  resume: 'play',
  retry: 'refresh-cw',
  warning: 'triangle-alert',
  locked: 'lock',
  offline: 'wifi-off',
  language: 'languages',
  leave: 'log-out',
  mail: 'mail',
  tip: 'lightbulb',
} as const;

const lucide = dirname(createRequire(import.meta.url).resolve('lucide-static/package.json'));
const target = fileURLToPath(new URL('../../elements/src/icons.ts', import.meta.url));

async function template([name, file]: [string, string]): Promise<string> {
  const source = await readFile(join(lucide, 'icons', `${file}.svg`), 'utf8');
  const shapes = [...source.matchAll(/<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*>/g)]
    .map(([shape]) => shape.replace(/\s*\/>$/, '/>'))
    .join('');
  return `export const ${name}Icon: TemplateResult = html\`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes}</svg>\`;`;
}

const lines = await Promise.all(Object.entries(icons).map(template));
const file = `/**
 * Icons from Lucide (ISC licence, https://lucide.dev), written by packages/tools/src/icons.ts. They are
 * decoration: words always stand beside them.
 */
import { html, type TemplateResult } from 'lit';

${lines.join('\n')}
`;
await writeFile(target, await format(file, { parser: 'typescript', singleQuote: true, printWidth: 120 }));
