/** What becomes of requests besides sending files: every state, and everything a client can say about one. */
import '@portico/elements/define/portal-checklist';
import { appears, find, findAll, type PagePortal, type ScenarioName, until } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import { openRequest } from './checklist-acts.js';
import type { Story } from './stage.js';

const meta: Meta = {
  title: 'portal-checklist/life',
  component: 'portal-checklist',
  tags: ['!autodocs'],
  render: (args) => html`<portal-checklist ${properties(args)}></portal-checklist>`,
};
export default meta;

/** What is done in a story, once the page is there. */
type Do = (canvas: HTMLElement, portal: PagePortal) => Promise<void>;

function story(scenario: ScenarioName, play?: Do): Story {
  return {
    parameters: { portal: { scenario } },
    ...(play && {
      play: async ({ canvasElement, loaded: { portal } }) => {
        await play(canvasElement, portal);
      },
    }),
  };
}

async function press(canvas: HTMLElement, selector: string): Promise<void> {
  (await appears(canvas, selector)).click();
}

/** Every state in words and shape. */
export const EveryState: Story = story('everyState');

/** A question comes first; what it is answered brings more. */
export const Question: Story = story('guided', (canvas) => openRequest(canvas, 0));

/** It was answered: one request more, and the way to the next. */
export const Answered: Story = story('guided', async (canvas) => {
  await openRequest(canvas, 0);
  await press(canvas, 'input[type=radio]');
  await press(canvas, '.act .primary');
  await appears(canvas, '.outcome.right');
});

/** One of several answers. */
export const Choice: Story = story('guided', (canvas) => openRequest(canvas, 4));

/** The original and its certified translation are one request. */
export const TwoParts: Story = story('guided', (canvas) => openRequest(canvas, 1));

/** Something to do and tick off. */
export const Task: Story = story('guided', (canvas) => openRequest(canvas, 3));

/** "I don't have this", with its reasons. */
export const DontHave: Story = story('guided', async (canvas) => {
  await openRequest(canvas, 2);
  await press(canvas, '[data-form=decline]');
  await appears(canvas, '[data-opened=decline]');
});

/** The client does not have it, and the firm knows why. */
export const Declined: Story = story('everyState', async (canvas) => {
  const heads = await until('the rows', () => {
    const found = findAll(canvas, '.row.declined [data-open]');
    return found.length > 0 && found;
  });
  heads[0]?.click();
  await appears(canvas, '.told');
});

/** A note to the firm. */
export const Note: Story = story('guided', async (canvas) => {
  await openRequest(canvas, 2);
  await press(canvas, '[data-form=note]');
  await appears(canvas, '[data-opened=note]');
});

/** Without a connection nothing is lost: it is said, and saved later. */
export const NotSavedYet: Story = story('guided', async (canvas, portal) => {
  await openRequest(canvas, 3);
  portal.network.offline = true;
  await press(canvas, 'input[type=checkbox]');
  await appears(canvas, '.outcome.wrong');
});

/** Taking back what nobody has opened asks once. */
export const TakeBack: Story = story('everyState', async (canvas) => {
  await press(canvas, '.row.sent [data-open]');
  await press(canvas, '[data-form^=withdraw]');
  await appears(canvas, '.ask');
});

/** It came back: reason and note beside the picture. */
export const ReturnedOpened: Story = story('everyState', async (canvas) => {
  await press(canvas, '.row.returned [data-open]');
  await appears(canvas, '.file.returned .said');
});

/** What is missing, each a way there, before the firm is told. */
export const Missing: Story = story('guided', async (canvas) => {
  await press(canvas, '[data-finish-start]');
  await appears(canvas, '.missing');
});

/** The client is finished, and knows what happens next. */
export const Finished: Story = story('withYourLawyer', async (canvas) => {
  await press(canvas, '[data-finish-start]');
  await until('the end', () => !find(canvas, '[data-finish-start]'));
});
