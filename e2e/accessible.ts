/** What axe says of a page as it stands. */
import { expect, type Page } from '@playwright/test';
import axe, { type AxeResults } from 'axe-core';

/** Expects that axe has nothing to complain about. @param state what the page shows, for the message */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.evaluate(axe.source);
  // Without preloading: axe would fetch the style sheet, which the page's policy forbids.
  const { violations } = await page.evaluate<AxeResults>('axe.run({ preload: false })');
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  expect(found, state).toEqual([]);
}
