/** The ways to pay in `portal-invoice-list`: cards and bank accounts that are kept, and automatic payments, in every state. */
import '@portico/elements/define/portal-invoice-list';
import { appears, findAll, type PagePortal, type ScenarioName, until } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import type { Story } from './stage.js';

const meta: Meta = {
  title: 'portal-invoice-list/ways',
  component: 'portal-invoice-list',
  tags: ['!autodocs'],
  render: (args) => html`<portal-invoice-list ${properties(args)}></portal-invoice-list>`,
};
export default meta;

/** What is done in a story, once the panel is open. */
type Do = (canvas: HTMLElement, portal: PagePortal) => Promise<unknown>;

/** @param before what happens to the portal before the panel is opened */
function story(scenario: ScenarioName, play?: Do, before?: (portal: PagePortal) => unknown): Story {
  return {
    parameters: { portal: { scenario } },
    play: async ({ canvasElement, loaded: { portal } }) => {
      const button = await appears(canvasElement, '[data-panel=ways]');
      await before?.(portal);
      button.click();
      await appears(canvasElement, '[part=ways]');
      await (play ? play(canvasElement, portal) : appears(canvasElement, '.group'));
    },
  };
}

async function act(canvas: HTMLElement, selector: string): Promise<void> {
  (await appears(canvas, selector)).click();
}

async function agree(canvas: HTMLElement): Promise<void> {
  await act(canvas, '[role=switch]');
  await act(canvas, '.ask .primary');
}

/** A card, one that has run out, and a bank account. */
export const Kept: Story = story('billedKept');

/** Nothing is kept yet. */
export const None: Story = story('billedKeptNone');

/** A card of the demo is added. */
export const Adding: Story = story('billedKeptNone', async (canvas) => {
  await act(canvas, '[data-add]');
  await appears(canvas, '[name=kept-card]');
});

/** It is there. */
export const Added: Story = story('billedKeptNone', async (canvas) => {
  await act(canvas, '[data-add]');
  await act(canvas, '.ask .primary');
  await appears(canvas, '.outcome.right');
});

/** A card is about to be removed that pays automatically. */
export const Removing: Story = story('billedByItself', async (canvas) => {
  await act(canvas, '[data-remove]');
  await appears(canvas, '#remove-title');
});

/** It could not be removed: the connection is gone. */
export const NotRemoved: Story = story('billedKept', async (canvas, portal) => {
  await act(canvas, '[data-remove]');
  await appears(canvas, '#remove-title');
  portal.network.offline = true;
  await act(canvas, '.ask .primary');
  await appears(canvas, '.outcome.wrong');
});

/** What is agreed to before automatic payments are on. */
export const Agreeing: Story = story('billedKept', async (canvas) => {
  await act(canvas, '[role=switch]');
  await appears(canvas, '.terms');
});

/** A code proves who it is. */
export const Proving: Story = story(
  'billedKept',
  async (canvas) => {
    await agree(canvas);
    await appears(canvas, 'input[name=proof]');
  },
  (portal) => portal.signInBefore(8),
);

/** It was not the right one. */
export const ProvedWrong: Story = story(
  'billedKept',
  async (canvas) => {
    await agree(canvas);
    const field = await appears<HTMLInputElement>(canvas, 'input[name=proof]');
    field.value = '000000';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await appears(canvas, 'input[name=proof][aria-invalid]');
  },
  (portal) => portal.signInBefore(8),
);

/** Automatic payments are on. */
export const On: Story = story('billedByItself', (canvas) => appears(canvas, '[role=switch][aria-checked=true]'));

/** They are about to be stopped. */
export const Stopping: Story = story('billedByItself', async (canvas) => {
  await act(canvas, '[role=switch]');
  await appears(canvas, '#stop-title');
});

/** They have stopped, because charging did not work. */
export const InVain: Story = story('billedInVain', (canvas) => appears(canvas, '.state.bad'));

/** It is agreed to, and the firm charges nothing by itself any more. */
export const SwitchedOff: Story = story('billedSwitchedOff', (canvas) => appears(canvas, '.state.bad'));

/** A fee and money for a trust account: two kinds, kept apart. */
export const TwoKinds: Story = story('billed', async (canvas) => {
  await until('two kinds', () => findAll(canvas, '.group').length === 2);
});

/** Nothing can be changed in a preview. */
export const Previewed: Story = story('billedPreviewed', (canvas) => appears(canvas, '.group'));

/** It is loading. */
export const Loading: Story = story(
  'billedKept',
  (canvas) => appears(canvas, '[part=ways] [aria-busy]'),
  (portal) => {
    // The code of the panel comes, and no answer.
    portal.network.latency = 1_000_000_000;
  },
);

/** It could not be loaded. */
export const Failed: Story = story(
  'billedKept',
  (canvas) => appears(canvas, '.outcome.wrong'),
  (portal) => {
    portal.failure = 'broken';
  },
);
