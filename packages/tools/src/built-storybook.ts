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
      const failure = await page.waitForFunction(finished, id, { timeout: 60_000 });
      const said = await failure.jsonValue();
      if (said !== 'success') throw new Error(`${id} in ${language}: ${said}`);
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Runs in the page: how a story ended, or false while it has not. */
function finished(id: string): string | false {
  const channel: unknown = Reflect.get(globalThis, '__STORYBOOK_ADDONS_CHANNEL__');
  const last = (event: string): unknown => {
    if (typeof channel !== 'object' || channel === null) return undefined;
    const ask: unknown = Reflect.get(channel, 'last');
    const args: unknown = typeof ask === 'function' ? Reflect.apply(ask, channel, [event]) : undefined;
    return Array.isArray(args) ? args[0] : undefined;
  };
  for (const event of ['playFunctionThrewException', 'storyThrewException', 'storyErrored', 'storyMissing']) {
    const error = last(event);
    if (error) return JSON.stringify(error);
  }
  const end = last('storyFinished');
  if (typeof end !== 'object' || end === null || !('status' in end)) return false;
  return 'storyId' in end && end.storyId === id ? String(end.status) : false;
}

function storiesOf({ entries }: Record<string, unknown>): BuiltStory[] {
  const all = typeof entries === 'object' && entries !== null ? Object.values(entries) : [];
  return all.filter(isStory);
}

function isStory(entry: unknown): entry is BuiltStory {
  return typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'story';
}
