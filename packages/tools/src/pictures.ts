/**
 * `npm run pictures`: every story of the built Storybook at three widths, light and dark, left to right and right to left, and
 * a sheet of them for each story, into `.cache/pictures`. They are for looking at, whenever an element changes.
 * Words after the command choose stories: those whose id holds one of them.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuiltStory, type BuiltStorybook, openStorybook } from './built-storybook.js';
import { cacheFolder, isMain } from './workspace.js';

const widths = [360, 768, 1280];
const themes = ['light', 'dark'];
const languages = ['en', 'ar'];
/** No picture is taller; a list of 500 requests goes on for ever. */
const TALLEST = 2200;

const folder = join(cacheFolder, 'pictures');

interface Picture {
  readonly file: string;
  readonly width: number;
}

/** Takes the pictures of the stories that are asked for. @returns how many pictures there are */
export async function takePictures(wanted: readonly string[]): Promise<number> {
  if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const storybook = await openStorybook();
  let count = 0;
  try {
    for (const story of storybook.stories) {
      if (wanted.length > 0 && !wanted.some((word) => story.id.includes(word))) continue;
      const pictures: Picture[] = [];
      for (const language of languages) pictures.push(...(await picturesOf(storybook, story, language)));
      await sheet(storybook, story, pictures);
      count += pictures.length;
      console.log(`${story.title} ${story.name}: ${pictures.length}`);
    }
  } finally {
    await storybook.close();
  }
  return count;
}

async function picturesOf({ page, show }: BuiltStorybook, story: BuiltStory, language: string): Promise<Picture[]> {
  await page.setViewportSize({ width: 1280, height: 900 });
  await show(story, language);
  const taken: Picture[] = [];
  for (const theme of themes) {
    await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      const file = join(folder, `${story.id}.${language}.${theme}.${width}.png`);
      const clip = { x: 0, y: 0, width, height: Math.min(height, TALLEST) };
      await page.screenshot({ path: file, fullPage: true, clip, animations: 'disabled', caret: 'initial' });
      taken.push({ file, width });
    }
  }
  return taken;
}

/** All pictures of a story side by side, a row for each language and theme. */
async function sheet({ browser }: BuiltStorybook, { id }: BuiltStory, pictures: readonly Picture[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 2532, height: 400 } });
  const images = pictures.map(({ file, width }) => `<img src="${pathToFileURL(file).href}" width="${width / 2}">`);
  const path = join(folder, `${id}.html`);
  const style = 'body{margin:16px;background:#888;display:flex;flex-wrap:wrap;gap:16px;align-items:start;width:2500px}';
  writeFileSync(path, `<!doctype html><style>${style}</style>${images.join('')}`);
  await page.goto(pathToFileURL(path).href);
  await page.screenshot({ path: join(folder, `sheet.${id}.png`), fullPage: true });
  await page.close();
}

if (isMain(import.meta.url)) {
  const started = performance.now();
  const count = await takePictures(process.argv.slice(2));
  console.log(`${count} pictures in ${((performance.now() - started) / 1000).toFixed(0)} s: ${folder}`);
}
