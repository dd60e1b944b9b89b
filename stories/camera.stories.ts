/** The camera on a checklist. What it sees is drawn, so that each story looks the same on every device. */
import '@portico/elements/define/portal-checklist';
import { appears, find, findAll, type Scene, until, useCamera, useNoCamera } from '@portico/testing/page';
import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { properties } from './args.js';
import { openRequest } from './checklist-acts.js';
import type { Story, StoryContext } from './stage.js';

const meta: Meta = {
  title: 'portal-checklist/camera',
  component: 'portal-checklist',
  tags: ['!autodocs'],
  parameters: { portal: { scenario: 'beginning' } },
  render: (args) => html`<portal-checklist ${properties(args)}></portal-checklist>`,
};
export default meta;

type Face = Pick<Story, 'beforeEach' | 'play'>;

/** A camera that sees a scene, opened for the first request. @param then what is done with it */
function seeing(scene: Scene, then: (dialog: HTMLElement) => Promise<void>, torch = false): Face {
  return {
    beforeEach: () => useCamera(scene, torch).remove,
    play: async (context) => {
      await then(await opened(context));
    },
  };
}

/** A camera that cannot be had. */
function without(error: string): Face {
  return {
    beforeEach: () => useNoCamera(error),
    play: async (context) => {
      await appears(await opened(context), '.reason');
    },
  };
}

async function opened({ canvasElement }: StoryContext): Promise<HTMLElement> {
  await openRequest(canvasElement);
  (await until('the camera’s button', () => findAll(canvasElement, '.button.camera')[0])).click();
  return appears(canvasElement, 'dialog');
}

/** Waits for a sentence that says what to do. */
async function hinted(dialog: HTMLElement): Promise<void> {
  await until('a hint', () => find(dialog, '.hint')?.textContent.trim() && find(dialog, '.shutter:not([disabled])'));
  await new Promise((resolve) => setTimeout(resolve, 1700));
}

async function choose(dialog: HTMLElement, guide: string): Promise<void> {
  await hinted(dialog);
  const select = await appears<HTMLSelectElement>(dialog, 'select');
  select.value = guide;
  select.dispatchEvent(new Event('change'));
}

async function taken(dialog: HTMLElement): Promise<void> {
  (await until('the shutter', () => find(dialog, '.shutter:not([disabled])'))).click();
  await appears(dialog, '.zoom img');
  await until('a word on the picture', () =>
    /[^…]$/.test(find(dialog, '.words [role=status]')?.textContent.trim() ?? '…'),
  );
}

async function kept(dialog: HTMLElement): Promise<void> {
  await taken(dialog);
  find(dialog, '.primary')?.click();
  await appears(dialog, '.sheets');
}

/** The page lies well: take the picture. */
export const Passport: Story = seeing('good', hinted);

/** The outline of a card. */
export const Card: Story = seeing('good', (dialog) => choose(dialog, 'card'));

/** The outline of a sheet of A4. */
export const SheetA4: Story = seeing('good', (dialog) => choose(dialog, 'a4'));

/** The outline of a Letter sheet. */
export const SheetLetter: Story = seeing('good', (dialog) => choose(dialog, 'letter'));

/** Too dark, and there is a light to switch on. */
export const MoreLight: Story = seeing('dark', hinted, true);

/** Too far away. */
export const Closer: Story = seeing('far', hinted);

/** A hand that moves. */
export const HoldStill: Story = seeing('blurred', hinted);

/** A lamp shines on the paper. */
export const Glare: Story = seeing('glaring', hinted);

/** A picture with nothing wrong, to be kept or taken again. */
export const Review: Story = seeing('good', taken);

/** A picture that could be better, and may be used all the same. */
export const ReviewWithHints: Story = seeing('blurred', taken);

/** Four corners on an askew page. */
export const Straighten: Story = seeing('askew', async (dialog) => {
  await taken(dialog);
  findAll(dialog, '.bar.wrap .button')[2]?.click();
  await appears(dialog, '.corner');
});

/** Two pages that become one PDF. */
export const Pages: Story = seeing('good', async (dialog) => {
  await kept(dialog);
  findAll(dialog, '.bar.stack .button')[1]?.click();
  await kept(dialog);
});

/** The person, or their browser, said no. */
export const Refused: Story = without('NotAllowedError');

/** The device has none. */
export const NoCamera: Story = without('NotFoundError');

/** Another program has it. */
export const Busy: Story = without('NotReadableError');

/** The page around it forbids it. */
export const Forbidden: Story = without('SecurityError');
