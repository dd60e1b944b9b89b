/** The built Storybook works from any file server, below any path, and asks no other host for anything. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { type BuiltStorybook, openStorybook, root } from '@portico/tools';

const folder = path.join(root, 'stories');
const hosts = new Set<string>();
let storybook: BuiltStorybook;

before(async () => {
  await promisify(execFile)('npm', ['run', 'build'], { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
  storybook = await openStorybook();
  storybook.page.on('request', (request) => hosts.add(new URL(request.url()).host));
});

after(() => storybook.close());

test('it has every story', async () => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.stories.ts'));
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  const exported = texts.flatMap((text) => [...text.matchAll(/^export const \w+/gm)]);
  assert.equal(storybook.stories.length, exported.length);
  assert(exported.length > 40);
});

test('it shows a story of each element', async () => {
  for (const title of new Set(storybook.stories.map((story) => story.title))) {
    const [tag] = title.split('/');
    const first = storybook.stories.find((story) => story.title === title);
    assert(first);
    await storybook.show(first, 'es');
    await storybook.page.locator(`${tag}[lang], :lang(es) ${tag}`).first().waitFor();
  }
});

test('its docs say what the sources say', async () => {
  await storybook.showDocs('portal-sign-in');
  const { page } = storybook;
  await page.getByText('Signs a client in, in the ways that the firm allows').waitFor();
  for (const name of ['fetchSession', 'portal-signed-in', 'publishableKey']) {
    await page.getByRole('cell', { name, exact: true }).first().waitFor();
  }
});

test('it asks no other host for anything', () => {
  assert.deepEqual(
    [...hosts].filter((host) => host !== ''),
    [storybook.host],
  );
});
