/**
 * Writes packages/elements/src/icons.ts and its neighbours from lucide-static: the few pictures we show, as Lit
 * templates, so that no icon font, sprite or request is needed and a strict CSP has nothing to say. Several files,
 * since a bundler puts a module whole into the first chunk that needs any of it.
 * Run by hand after a change of the list: `npx tsx packages/tools/src/icons.ts`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

/** Our name, by what it means, and lucide's: first those of a first paint, then those that come with an opened request, then the account's, then those of shared documents and of their reader, then those of invoices and of one that is open, then those of a one-time link. */
const files = {
  icons: {
    done: 'circle-check',
    todo: 'circle',
    waiting: 'clock',
    returned: 'rotate-ccw',
    draft: 'circle-dashed',
    review: 'eye',
    declined: 'circle-minus',
    waived: 'circle-slash',
    open: 'chevron-down',
    forward: 'arrow-right',
    warning: 'triangle-alert',
    locked: 'lock',
    offline: 'wifi-off',
  },
  'later-icons': {
    upload: 'upload',
    camera: 'camera',
    document: 'file-text',
    remove: 'x',
    pause: 'pause',
    resume: 'play',
    retry: 'refresh-cw',
    language: 'languages',
    tip: 'lightbulb',
    phone: 'smartphone',
  },
  'account-icons': {
    preview: 'eye',
    acting: 'user-pen',
    device: 'monitor-smartphone',
    passkey: 'key-round',
  },
  'document-icons': {
    file: 'file-text',
    picture: 'image',
    folder: 'folder',
    download: 'download',
  },
  'reader-icons': {
    close: 'x',
    before: 'chevron-left',
    after: 'chevron-right',
    larger: 'zoom-in',
    smaller: 'zoom-out',
  },
  'bill-icons': {
    bill: 'receipt-text',
    partly: 'contrast',
    statement: 'file-text',
    asked: 'message-circle-question-mark',
    card: 'credit-card',
  },
  'invoice-icons': {
    back: 'arrow-left',
    print: 'printer',
    account: 'landmark',
    download: 'download',
  },
  'link-icons': {
    message: 'mail-open',
    ended: 'link-2-off',
  },
} as const;

const lucide = dirname(createRequire(import.meta.url).resolve('lucide-static/package.json'));
const target = fileURLToPath(new URL('../../elements/src/', import.meta.url));

async function template([name, file]: [string, string]): Promise<string> {
  const source = await readFile(join(lucide, 'icons', `${file}.svg`), 'utf8');
  const shapes = [...source.matchAll(/<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*>/g)]
    .map(([shape]) => shape.replace(/\s*\/>$/, '/>'))
    .join('');
  return `export const ${name}Icon: TemplateResult = html\`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes}</svg>\`;`;
}

for (const [name, icons] of Object.entries(files)) {
  const lines = await Promise.all(Object.entries(icons).map(template));
  const file = `/**
 * Icons from Lucide (ISC licence, https://lucide.dev), written by packages/tools/src/icons.ts. They are
 * decoration: words always stand beside them.
 */
import { html, type TemplateResult } from 'lit';

${lines.join('\n')}
`;
  await writeFile(
    join(target, `${name}.ts`),
    await format(file, { parser: 'typescript', singleQuote: true, printWidth: 120 }),
  );
}
