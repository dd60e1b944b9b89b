/** Drives the built Storybook, from a plain file server, one story at a time. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser as Chromium, chromium, type Page } from 'playwright';
import { findBrowser } from './browser.js';
import { serveFolder } from './static-server.js';
import { readRecord, root } from './workspace.js';

const folder = join(root, 'stories/storybook-static');

/** A story of the built Storybook. */
export interface BuiltStory {
  readonly id: string;
  /** Tag of the element. */
  readonly title: string;
  readonly name: string;
}

/** An opened Storybook. */
export interface BuiltStorybook {
  readonly stories: readonly BuiltStory[];
  readonly page: Page;
  readonly browser: Chromium;
  /** Shows a story. Resolves when it has been played; rejects with what it threw. */
  readonly show: (story: BuiltStory, language: string) => Promise<void>;
  /** Opens the docs of an element. */
  readonly showDocs: (title: string) => Promise<void>;
  /** Host and port of the server. */
  readonly host: string;
  readonly close: () => Promise<void>;
}

/** Opens the Storybook that `npm run build:storybook` has built. */
export async function openStorybook(): Promise<BuiltStorybook> {
  if (!existsSync(folder)) throw new Error('There is no built Storybook: run npm run build:storybook.');
  const server = await serveFolder(folder);
  const { path, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath: path, args: [...args] });
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  return {
    stories: storiesOf(readRecord(join(folder, 'index.json'))),
    page,
    browser,
    show: async ({ id }, language) => {
      await page.goto(
        `${server.url}iframe.html?viewMode=story&id=${id}&globals=language:${language};a11y.manual:!true`,
      );
      const failure = await page.waitForFunction(finished, { id, ends }, { timeout: 60_000 });
      const said = await failure.jsonValue();
      if (said !== 'success') throw new Error(`${id} in ${language}: ${said}`);
    },
    showDocs: async (title) => {
      await page.goto(`${server.url}iframe.html?viewMode=docs&id=${title}--docs`);
    },
    host: new URL(server.url).host,
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

const ends = ['playFunctionThrewException', 'storyThrewException', 'storyErrored', 'storyMissing', 'storyFinished'];

/** Runs in the page: how the story ended, or false while it has not. It has no inner function, since bundlers name those. */
function finished({ id, ends }: { readonly id: string; readonly ends: readonly string[] }): string | false {
  const channel: unknown = Reflect.get(globalThis, '__STORYBOOK_ADDONS_CHANNEL__');
  if (typeof channel !== 'object' || channel === null) return false;
  const ask: unknown = Reflect.get(channel, 'last');
  for (const event of ends) {
    const args: unknown = typeof ask === 'function' ? Reflect.apply(ask, channel, [event]) : undefined;
    const first: unknown = Array.isArray(args) ? args[0] : undefined;
    if (typeof first !== 'object' || first === null) continue;
    if (event !== 'storyFinished') return JSON.stringify(first);
    if ('status' in first && 'storyId' in first && first.storyId === id) return String(first.status);
  }
  return false;
}

function storiesOf({ entries }: Record<string, unknown>): BuiltStory[] {
  const all = typeof entries === 'object' && entries !== null ? Object.values(entries) : [];
  return all.filter(isStory);
}

function isStory(entry: unknown): entry is BuiltStory {
  return typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'story';
}
